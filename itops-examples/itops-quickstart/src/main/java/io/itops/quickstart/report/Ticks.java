package io.itops.quickstart.report;

import io.itops.core.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.stream.LongStream;

/** Where the axes of a chart are marked: at round values, few enough to be read. */
final class Ticks {
    private static final int MOST_TIMES = 8;

    private Ticks() {}

    /** The step of an axis of shares: 1, 2 or 5 times a power of ten, so that at most five steps lead beyond the greatest value. */
    static double step(double greatest) {
        if (greatest <= 0) {
            return 0.25;
        }
        double rough = greatest / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** The share at a tick, without digits that rounding left behind. */
    static String share(double value) {
        return new BigDecimal(value * 100)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** The seconds from one mark of a time axis to the next. */
    static long seconds(double span) {
        return LongStream.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600)
                .filter(step -> span / step <= MOST_TIMES)
                .findFirst()
                .orElseGet(() -> (long) Math.ceil(span / MOST_TIMES / 3_600) * 3_600);
    }

    static String time(long seconds) {
        return Words.duration(Duration.ofSeconds(seconds));
    }
}
