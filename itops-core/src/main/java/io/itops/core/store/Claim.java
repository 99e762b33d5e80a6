package io.itops.core.store;

import io.itops.core.Require;
import java.time.Instant;

/**
 * The right to work on a job until the lease ends. The attempt number is the fencing token: a completion holds only while no later
 * claim of the job was handed out.
 *
 * <p>Immutable and thread-safe.
 *
 * @param job the job
 * @param attempt 1 for the first claim of the job, one more for each later one; attempts that crashed count
 * @param leaseUntil when the job may be handed out again, on the store's own clock
 * @since 0.1
 */
public record Claim(Job job, int attempt, Instant leaseUntil) {
    /** Checks the parts. */
    public Claim {
        Require.present("claimed job", job);
        Require.that(attempt >= 1, "attempt", "be at least 1", attempt);
        leaseUntil = Require.instant("lease end", leaseUntil);
    }
}
