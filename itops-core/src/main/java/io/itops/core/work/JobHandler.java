package io.itops.core.work;

import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;

/**
 * Handles jobs that need nothing outside the store: it decides from the present state and puts what follows into the unit of work,
 * which is committed together with the end of the job. After a conflict it is called again with a new unit.
 *
 * <p>Implementations are thread-safe. An exception makes the job be tried again after a pause, and parked after the last attempt.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JobHandler {
    /**
     * Decides one job.
     *
     * @param claim the job and the attempt
     * @param unit gathers reads and writes
     * @return how the job ends
     */
    JobOutcome handle(Claim claim, UnitOfWork unit);
}
