package io.itops.incident.workflow;

/**
 * What an incident on hold waits for.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum HoldReason {
    /** For whoever reported it; the note says what for. */
    CALLER(true),
    /** For a change. */
    CHANGE(false),
    /** For a problem to be understood. */
    PROBLEM(false),
    /** For a vendor. */
    VENDOR(false),
    /** For something else, which the note names. */
    OTHER(true);

    private final boolean needsNote;

    HoldReason(boolean needsNote) {
        this.needsNote = needsNote;
    }

    /**
     * Whether a hold for this reason says nothing without a note.
     *
     * @return true for the caller and for other reasons
     */
    public boolean needsNote() {
        return needsNote;
    }
}
