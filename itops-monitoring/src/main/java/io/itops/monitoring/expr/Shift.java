package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Duration;

/**
 * How far from the instant of evaluation a selector looks: the {@code @} and {@code offset} modifiers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param offset how far back, in whole milliseconds; negative looks ahead; at most 100 years either way
 * @param at the instant to look back from
 * @since 0.1
 */
public record Shift(Duration offset, At at) {
    /** Looks from the instant of evaluation. */
    public static final Shift NONE = new Shift(Duration.ZERO, At.Bound.EVALUATION);

    /** Checks the offset. */
    public Shift {
        Require.present("offset", offset);
        boolean near = offset.compareTo(Durations.MAX) <= 0 && offset.compareTo(Durations.MAX.negated()) >= 0;
        Require.that(near, "offset", "be at most 100 years either way", offset);
        offset = Duration.ofMillis(offset.toMillis());
        Require.present("@ modifier", at);
    }

    boolean isNone() {
        return offset.isZero() && at == At.Bound.EVALUATION;
    }
}
