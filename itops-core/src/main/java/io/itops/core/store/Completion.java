package io.itops.core.store;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends a claim: the job is done and goes away, or it is to be handed out again later, keeping its place at the head of its lane.
 *
 * <p>Immutable and thread-safe.
 *
 * @param jobId the job
 * @param attempt the claim's attempt number
 * @param retryAt when to hand the job out again; empty if it is done
 * @since 0.1
 */
public record Completion(String jobId, int attempt, Optional<Instant> retryAt) {
    /** What became of a completion in a commit that was applied. */
    public enum Status {
        /** The job is gone, or waits for its next attempt. */
        APPLIED,
        /** The job was cancelled, or its timer set anew, while it was claimed: it is gone, a retry asked for included. */
        CANCELLED
    }

    /** Checks the parts. */
    public Completion {
        Require.id("job id", jobId);
        Require.that(attempt >= 1, "attempt", "be at least 1", attempt);
        retryAt = Require.present("retry instant", retryAt).map(at -> Require.instant("retry instant", at));
    }

    /**
     * The claimed job is done.
     *
     * @param claim the claim
     * @return the completion
     */
    public static Completion done(Claim claim) {
        Require.present("claim", claim);
        return new Completion(claim.job().id(), claim.attempt(), Optional.empty());
    }

    /**
     * The claimed job is to be tried again.
     *
     * @param claim the claim
     * @param at not before this instant
     * @return the completion
     */
    public static Completion retry(Claim claim, Instant at) {
        Require.present("claim", claim);
        return new Completion(
                claim.job().id(), claim.attempt(), Optional.of(Require.present("instant of the retry", at)));
    }

    /** Whether this is the end of a claim. */
    boolean ends(Claim claim) {
        return jobId.equals(claim.job().id()) && attempt == claim.attempt();
    }
}
