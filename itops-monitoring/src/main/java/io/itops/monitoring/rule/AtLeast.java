package io.itops.monitoring.rule;

import io.itops.core.Require;

/**
 * How often the condition must hold: in at least some of the last evaluations of the rule, in any order. Slots that were missed are no
 * evaluations.
 *
 * <p>Immutable and thread-safe.
 *
 * @param met the number of evaluations in which the condition holds, from 1
 * @param of the number of the last evaluations that are looked at, 2 to 50
 * @since 0.1
 */
public record AtLeast(int met, int of) {
    private static final int MOST = 50;

    /** The bits of a history that any rule looks at: no more than canonical JSON keeps of a whole number. */
    static final long LOOKED_AT = (1L << MOST) - 1;

    /** Checks the numbers. */
    public AtLeast {
        Require.range("evaluations looked at", of, 2, MOST);
        Require.range("evaluations in which the condition holds", met, 1, of);
    }

    /** Whether a history, the last evaluation in the lowest bit, has enough evaluations in which the condition held. */
    boolean reached(long history) {
        return Long.bitCount(seen(history)) >= met;
    }

    /** What of a history is looked at. */
    long seen(long history) {
        return history & ((1L << of) - 1);
    }
}
