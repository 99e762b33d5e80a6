package io.itops.incident.workflow;

/**
 * Where an incident stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IncidentState {
    /** Someone suspects one, and nobody has looked at it yet: nobody is paged. */
    TRIAGE(IncidentCategory.TRIAGE, true),
    /** Nobody has taken it: people are paged. */
    TRIGGERED(IncidentCategory.OPEN, true),
    /** It waits in a queue for someone who takes it: nobody is paged. */
    QUEUED(IncidentCategory.OPEN, true),
    /** Someone has taken it: nobody is paged as long as the acknowledgement holds. */
    ACKNOWLEDGED(IncidentCategory.IN_PROGRESS, true),
    /** It waits for someone or something else: nobody is paged until the hold is over. */
    ON_HOLD(IncidentCategory.ON_HOLD, true),
    /** Users no longer suffer from it, but its cause is still there. */
    MITIGATED(IncidentCategory.MITIGATED, true),
    /** It is over. A signal of its dedup key triggers it again until it is closed. */
    RESOLVED(IncidentCategory.RESOLVED, true),
    /** It is over for good. A signal of its dedup key opens another incident, which names this one. */
    CLOSED(IncidentCategory.CLOSED, false),
    /** It was none: a false alarm, a duplicate, a test. */
    CANCELLED(IncidentCategory.CANCELLED, false),
    /** It goes on as a part of another one, which has its dedup keys; it can be taken out again. */
    MERGED(IncidentCategory.MERGED, false);

    private final IncidentCategory category;
    private final boolean holdsKey;

    IncidentState(IncidentCategory category, boolean holdsKey) {
        this.category = category;
        this.holdsKey = holdsKey;
    }

    /**
     * The kind of state that it is.
     *
     * @return the category
     */
    public IncidentCategory category() {
        return category;
    }

    /**
     * Whether signals of the dedup key belong to the incident, so that none opens another one.
     *
     * @return true until it is closed, cancelled or merged
     */
    public boolean holdsKey() {
        return holdsKey;
    }

    /** Whether the trouble counts as over: who leaves such a state for another one opens the incident again. */
    boolean over() {
        return this == RESOLVED || this == CLOSED || this == CANCELLED;
    }
}
