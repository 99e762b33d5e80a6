package io.itops.monitoring.rule;

/**
 * Where an alert stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum AlertStatus {
    /** It was pending and its condition ceased before it was held long enough. */
    INACTIVE,
    /** Its condition holds, but not long enough yet. */
    PENDING,
    /** Its condition has held long enough. */
    FIRING,
    /** It was firing and its condition has ceased. */
    RESOLVED;

    /**
     * Whether the condition holds.
     *
     * @return true for pending and firing
     */
    public boolean active() {
        return this == PENDING || this == FIRING;
    }
}
