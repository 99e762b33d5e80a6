package io.itops.incident.workflow;

/**
 * Where an incident stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IncidentState {
    /** Nobody has taken it: people are paged. */
    TRIGGERED(true),
    /** Someone has taken it: nobody is paged as long as the acknowledgement holds. */
    ACKNOWLEDGED(true),
    /** Users no longer suffer from it, but its cause is still there. */
    MITIGATED(true),
    /** It is over. A signal of its dedup key triggers it again until it is closed. */
    RESOLVED(true),
    /** It is over for good. A signal of its dedup key opens another incident, which names this one. */
    CLOSED(false),
    /** It was none: a false alarm, a duplicate, a test. */
    CANCELLED(false);

    private final boolean holdsKey;

    IncidentState(boolean holdsKey) {
        this.holdsKey = holdsKey;
    }

    /**
     * Whether signals of the dedup key belong to the incident, so that none opens another one.
     *
     * @return true until it is closed or cancelled
     */
    public boolean holdsKey() {
        return holdsKey;
    }

    /** Whether the trouble counts as over: who leaves such a state for another one opens the incident again. */
    boolean over() {
        return this == RESOLVED || !holdsKey;
    }
}
