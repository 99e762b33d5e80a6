package io.itops.prometheus.template;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Go's forms of times, by example layouts, and of durations; every time is UTC. */
final class GoTime {
    /** The layout of {@code Time.String}. */
    static final String STRING = "2006-01-02 15:04:05.999999999 -0700 MST";

    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("January", "MMMM"),
            Map.entry("Jan", "MMM"),
            Map.entry("01", "MM"),
            Map.entry("1", "M"),
            Map.entry("Monday", "EEEE"),
            Map.entry("Mon", "EEE"),
            Map.entry("2006", "yyyy"),
            Map.entry("06", "yy"),
            Map.entry("002", "DDD"),
            Map.entry("02", "dd"),
            Map.entry("_2", "ppd"),
            Map.entry("2", "d"),
            Map.entry("15", "HH"),
            Map.entry("03", "hh"),
            Map.entry("3", "h"),
            Map.entry("04", "mm"),
            Map.entry("4", "m"),
            Map.entry("05", "ss"),
            Map.entry("5", "s"),
            Map.entry("PM", "a"));

    /** Longer forms first. */
    private static final List<String> FORMS = List.of(
            "January", "Jan", "Monday", "Mon", "2006", "002", "01", "02", "03", "04", "05", "06", "15", "_2", "PM", "1",
            "2", "3", "4", "5");

    private static final List<String> ZONES = List.of("Z07:00", "Z0700", "-07:00", "-0700", "-07", "MST");

    private GoTime() {}

    static String format(Instant instant, String layout) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < layout.length()) {
            int length = zone(layout, i, out);
            length = length > 0 ? length : fraction(layout, i, utc.getNano(), out);
            length = length > 0 ? length : part(layout, i, utc, out);
            if (length == 0) {
                out.append(layout.charAt(i));
            }
            i += Math.max(length, 1);
        }
        return out.toString();
    }

    private static int part(String layout, int at, OffsetDateTime utc, StringBuilder out) {
        for (String form : FORMS) {
            if (layout.startsWith(form, at)) {
                String pattern = PATTERNS.getOrDefault(form, "");
                out.append(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(utc));
                return form.length();
            }
        }
        if (layout.startsWith("pm", at)) {
            out.append(utc.getHour() >= 12 ? "pm" : "am");
            return 2;
        }
        return 0;
    }

    private static int zone(String layout, int at, StringBuilder out) {
        for (String form : ZONES) {
            if (layout.startsWith(form, at)) {
                out.append(
                        form.equals("MST")
                                ? "UTC"
                                : form.startsWith("Z")
                                        ? "Z"
                                        : form.replace('-', '+').replace('7', '0'));
                return form.length();
            }
        }
        return 0;
    }

    /** {@code .000} is three places, {@code .999} as many as are not zero. */
    private static int fraction(String layout, int at, int nanos, StringBuilder out) {
        if (!layout.startsWith(".0", at) && !layout.startsWith(".9", at)) {
            return 0;
        }
        char digit = layout.charAt(at + 1);
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
        int places = end - at - 1;
        if (digitFollows || places > 9) {
            return 0;
        }
        String text = String.format(Locale.ROOT, "%09d", nanos).substring(0, places);
        String kept = digit == '0' ? text : text.replaceFirst("0+$", "");
        if (!kept.isEmpty()) {
            out.append('.').append(kept);
        }
        return end - at;
    }

    /** {@code Duration.String}: {@code 1h0m5.5s}. */
    static String span(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal abs = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (abs.compareTo(BigDecimal.valueOf(1_000)) < 0) {
            return sign + abs.toPlainString() + "ns";
        } else if (abs.compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
            return sign + plain(abs.movePointLeft(3)) + "µs";
        } else if (abs.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
            return sign + plain(abs.movePointLeft(6)) + "ms";
        }
        BigDecimal[] minutes = abs.movePointLeft(9).divideAndRemainder(BigDecimal.valueOf(60));
        long whole = minutes[0].longValue();
        String seconds = plain(minutes[1]) + "s";
        if (whole == 0) {
            return sign + seconds;
        }
        return sign + (whole >= 60 ? whole / 60 + "h" : "") + whole % 60 + "m" + seconds;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
