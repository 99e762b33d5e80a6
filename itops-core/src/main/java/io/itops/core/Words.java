package io.itops.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers and durations as people read them, in pages, summaries and explanations. What programs read back is kept as it is.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Words {
    /** The least duration whose amount is one too. */
    private static final Duration LEAST = Duration.ofSeconds(-Long.MAX_VALUE);

    /** Below it a double holds every whole number. */
    private static final double WHOLE = 1e15;

    /** Below it so many zeros would stand in front that nobody counts them. */
    private static final double MILLIONTH = 1e-6;

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Words() {}

    /**
     * A number of things whose plural ends with s.
     *
     * @param number how many
     * @param one the word for one of them
     * @return {@code 1 alert}, {@code 2 alerts}
     */
    public static String count(long number, String one) {
        return count(number, one, Require.present("word for one", one) + "s");
    }

    /**
     * A number of things.
     *
     * @param number how many
     * @param one the words for one of them
     * @param many the words for another number of them
     * @return {@code 1 reply}, {@code 0 replies}
     */
    public static String count(long number, String one, String many) {
        Require.present("word for one", one);
        Require.present("word for many", many);
        return number + " " + (number == 1 ? one : many);
    }

    /**
     * How often something happened.
     *
     * @param number how often
     * @return {@code once}, {@code 2 times}
     */
    public static String times(long number) {
        return number == 1 ? "once" : number + " times";
    }

    /**
     * A duration in days, hours, minutes, seconds and milliseconds, without those that are zero. What is less than a millisecond is
     * told only where there is nothing else.
     *
     * @param duration the duration
     * @return {@code 5 min}, {@code 1 h 30 min}, {@code 0 s}; a negative one begins with a minus
     */
    public static String duration(Duration duration) {
        return join(duration, Integer.MAX_VALUE);
    }

    /**
     * A duration by its two greatest units that are not zero, for what was measured and not set.
     *
     * @param duration the duration
     * @return {@code 2 h 5 min} for 2 h 5 min 20 s
     */
    public static String about(Duration duration) {
        return join(duration, 2);
    }

    /**
     * A number as people read it: by four significant digits, but its whole part whole, and with an exponent only where it is below a
     * millionth or has more than 15 digits.
     *
     * @param value the number
     * @return {@code 0.999} for 0.99899072271541, {@code 12346} for 12345.6, {@code 50} for 50.001, {@code 3.2E-15}, {@code 12}
     */
    public static String number(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < WHOLE && (magnitude >= 1_000 || value == Math.rint(value))) {
            return Long.toString(Math.round(value));
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        return magnitude >= MILLIONTH && magnitude < WHOLE ? rounded.toPlainString() : rounded.toString();
    }

    private static String join(Duration given, int units) {
        Duration duration = Require.present("duration", given);
        if (duration.isZero()) {
            return "0 s";
        }
        String sign = duration.isNegative() ? "-" : "";
        // A tenth of a second below zero is held as minus one second and nine tenths: the parts are those of the
        // amount.
        Duration amount = (duration.compareTo(LEAST) < 0 ? LEAST : duration).abs();
        List<String> parts = new ArrayList<>();
        add(parts, amount.toDaysPart(), " d");
        add(parts, amount.toHoursPart(), " h");
        add(parts, amount.toMinutesPart(), " min");
        add(parts, amount.toSecondsPart(), " s");
        add(parts, amount.toMillisPart(), " ms");
        return sign
                + (parts.isEmpty()
                        ? "less than 1 ms"
                        : String.join(" ", parts.subList(0, Math.min(units, parts.size()))));
    }

    private static void add(List<String> parts, long amount, String unit) {
        if (amount != 0) {
            parts.add(amount + unit);
        }
    }
}
