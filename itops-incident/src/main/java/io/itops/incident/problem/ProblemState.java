package io.itops.incident.problem;

/**
 * Where a problem stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ProblemState {
    /** Someone suspects a cause; nobody has looked at it. */
    NEW(ProblemCategory.OPEN),
    /** It waits in a queue. */
    QUEUED(ProblemCategory.OPEN),
    /** Someone finds out whether it is one, and how much it matters. */
    ASSESSMENT(ProblemCategory.IN_PROGRESS),
    /** Someone looks for its root cause. */
    ANALYSIS(ProblemCategory.IN_PROGRESS),
    /** It waits for something, and goes back to where it was. */
    ON_HOLD(ProblemCategory.ON_HOLD),
    /** It is understood well enough to be worked around, and nothing further is known: see {@link Problem#knownError()}. */
    KNOWN_ERROR(ProblemCategory.IN_PROGRESS),
    /** Its root cause is known; what to do about it is not decided. */
    ROOT_CAUSE_FOUND(ProblemCategory.IN_PROGRESS),
    /** A change is to fix it. */
    FIX_IN_CHANGE(ProblemCategory.IN_PROGRESS),
    /** Someone lives with it until a day, on which it is looked at again. */
    RISK_ACCEPTED(ProblemCategory.ON_HOLD),
    /** It is over unless someone finds otherwise. */
    RESOLVED(ProblemCategory.RESOLVED),
    /** It is over. */
    CLOSED(ProblemCategory.CLOSED),
    /** It was none, or a duplicate of another one. */
    CANCELLED(ProblemCategory.CANCELLED);

    private final ProblemCategory category;

    ProblemState(ProblemCategory category) {
        this.category = category;
    }

    /**
     * What the state comes to.
     *
     * @return its category
     */
    public ProblemCategory category() {
        return category;
    }

    /**
     * Whether the problem is over.
     *
     * @return true if it is resolved, closed or cancelled
     */
    public boolean over() {
        return this == RESOLVED || this == CLOSED || this == CANCELLED;
    }
}
