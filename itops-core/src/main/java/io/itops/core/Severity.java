package io.itops.core;

/**
 * How bad a thing is for its users, from 1 (the worst) to 5. What each level means for paging and targets is set by policies, not
 * here.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Severity {
    /** Critical: a service is down or data is being lost for most users. */
    SEV1,
    /** Major: an important function fails or is too slow for many users. */
    SEV2,
    /** Minor: a function is impaired and a work-around exists. */
    SEV3,
    /** Low: an inconvenience; no user is blocked. */
    SEV4,
    /** Informational: nothing is impaired. */
    SEV5;

    /**
     * Whether this level is worse than another.
     *
     * @param other the level to compare with
     * @return true if this level has the smaller number
     */
    public boolean worseThan(Severity other) {
        return compareTo(Require.present("severity", other)) < 0;
    }
}
