package io.itops.core.work;

import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Handles jobs that act on the world outside: an attempt is begun once a claim, and what came of it is committed together with the
 * end of the job. After a conflict only the ending is decided anew; the attempt is not repeated.
 *
 * <p>Implementations are thread-safe.
 *
 * @param <R> what comes of an attempt
 * @since 0.1
 */
public interface EffectHandler<R> {
    /**
     * Begins an attempt, which is begun only if its time limit ends before the lease of the claim.
     *
     * @param claim the job and the attempt
     * @return completes with what came of it
     */
    CompletionStage<R> begin(Claim claim);

    /**
     * Decides how the job ends.
     *
     * @param claim the job and the attempt
     * @param result what came of the attempt, null if it failed
     * @param failure how it failed, null if it did not; a {@link java.util.concurrent.TimeoutException} if the limit was over
     * @param unit gathers reads and writes
     * @return how the job ends
     */
    JobOutcome end(Claim claim, @Nullable R result, @Nullable Throwable failure, UnitOfWork unit);

    /**
     * Decides how a claim goes on whose attempt was not begun: there was too little left of its lease, or the instance is being closed.
     *
     * @param claim the job and the attempt that was not made
     * @param why what stood in the way
     * @param unit gathers reads and writes
     * @return how the claim ends: by default, that the job is to be handed out again at once
     */
    default JobOutcome notBegun(Claim claim, String why, UnitOfWork unit) {
        return new JobOutcome.Retry(unit.now(), why);
    }

    /**
     * The time that any attempt may take, above zero and below half of the lease.
     *
     * @return less than half of the lease
     */
    Duration attemptLimit();

    /**
     * The time that this attempt may take.
     *
     * @param claim the job and the attempt
     * @return at most {@link #attemptLimit()}, which it is if the handler makes no difference between its jobs
     */
    default Duration attemptLimit(Claim claim) {
        return attemptLimit();
    }

    /**
     * How many claims of a job may be handed out before the agenda parks it without asking the handler. A handler for which a claim need
     * not be an attempt counts for itself and gives {@link Integer#MAX_VALUE}; it must then park what it gives up.
     *
     * @param limit the greatest number of attempts that the instance is configured with
     * @return the greatest number of claims, which is that limit if every claim is an attempt
     */
    default int maxClaims(int limit) {
        return limit;
    }
}
