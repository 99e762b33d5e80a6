package io.itops.incident.oncall;

/**
 * Who is on call right after an edit of the layers.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Continuity {
    /**
     * Whoever has the turn of a layer keeps it until the edited layer's next hand-off, if the person still takes part and the edited rotation
     * has begun; the others follow in the edited order.
     */
    KEEP_CURRENT,
    /** Whoever has the turn by the edited rotation's own anchor and order. */
    AS_GIVEN
}
