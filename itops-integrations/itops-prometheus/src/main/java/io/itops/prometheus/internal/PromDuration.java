package io.itops.prometheus.internal;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Durations as Prometheus writes them in files: {@code 1h30m}, units from years down to milliseconds, each at most once, and {@code
 * 0} without a unit.
 *
 * <p>Immutable and thread-safe.
 */
public final class PromDuration {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};

    /** What Go's durations hold, in whole milliseconds. */
    private static final long MAX = Long.MAX_VALUE / 1_000_000;

    private PromDuration() {}

    /**
     * Reads a duration.
     *
     * @param text the text
     * @return milliseconds; empty if the text is no duration, or one longer than 292 years
     */
    public static OptionalLong millis(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        long sum = 0;
        int unit = 0;
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            String digits = text.substring(start, at);
            int letters = at;
            while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
                at++;
            }
            String given = text.substring(letters, at);
            while (unit < UNITS.length && !UNITS[unit].equals(given)) {
                unit++;
            }
            if (digits.isEmpty() || digits.length() > 18 || unit == UNITS.length) {
                return OptionalLong.empty();
            }
            long count = Long.parseLong(digits);
            if (count > MAX / MILLIS[unit]) {
                return OptionalLong.empty();
            }
            sum += count * MILLIS[unit];
            unit++;
            if (sum > MAX) {
                return OptionalLong.empty();
            }
        }
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /**
     * Writes a duration as files have it.
     *
     * @param duration of whole milliseconds, not negative
     * @return {@code 1h30m}, {@code 366d}, {@code 0s}
     */
    public static String text(Duration duration) {
        long left = duration.toMillis();
        StringBuilder text = new StringBuilder();
        // Years and weeks only where nothing is left of them, as Prometheus writes them.
        for (int unit = 0; unit < UNITS.length; unit++) {
            boolean whole = unit > 1 || left % MILLIS[unit] == 0;
            if (whole && left >= MILLIS[unit]) {
                text.append(left / MILLIS[unit]).append(UNITS[unit]);
                left %= MILLIS[unit];
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
