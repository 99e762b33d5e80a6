package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Instant;

/**
 * The instant that a selector looks from, before its offset: PromQL's {@code @} modifier.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface At {
    /** The instants that depend on the query. */
    enum Bound implements At {
        /** The instant of evaluation; no modifier is written. */
        EVALUATION,
        /** The start of the query's range: {@code @ start()}. */
        START,
        /** The end of the query's range: {@code @ end()}. */
        END
    }

    /**
     * One fixed instant.
     *
     * @param instant the instant, in whole milliseconds
     */
    record Fixed(Instant instant) implements At {
        /** Drops what lies below a millisecond. */
        public Fixed {
            instant =
                    Instant.ofEpochMilli(Require.instant("@ modifier", instant).toEpochMilli());
        }
    }
}
