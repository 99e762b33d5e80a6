package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Duration;

/** Durations as PromQL writes them. */
final class Durations {
    static final Duration MAX = Duration.ofDays(36_525);

    private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};

    private Durations() {}

    static Duration range(String what, Duration range) {
        Require.positive(what, range, MAX);
        Require.that(range.toMillis() > 0, what, "be at least 1 ms", range);
        return Duration.ofMillis(range.toMillis());
    }

    static String print(Duration duration) {
        long left = Math.abs(duration.toMillis());
        StringBuilder out = new StringBuilder(duration.isNegative() ? "-" : "");
        for (int i = 0; i < UNITS.length; i++) {
            // Weeks only where nothing is left over: 10d reads better than 1w3d.
            if (i == 0 ? left > 0 && left % MILLIS[0] == 0 : left >= MILLIS[i]) {
                out.append(left / MILLIS[i]).append(UNITS[i]);
                left %= MILLIS[i];
            }
        }
        return duration.isZero() ? "0s" : out.toString();
    }
}
