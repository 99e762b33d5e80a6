package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Span;
import io.itops.prometheus.template.GoValue.Time;
import java.time.Instant;
import java.util.List;

/** Prometheus' functions that make numbers readable. */
final class Humanize {
    private static final List<String> LARGE = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> BINARY = List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
    private static final List<String> SMALL = List.of("m", "u", "n", "p", "f", "a", "z", "y");
    private static final double GREATEST_NANOS = Long.MAX_VALUE;

    private Humanize() {}

    /** What Prometheus takes for a number. */
    static double number(Object value) {
        if (value instanceof Double number) {
            return number;
        } else if (value instanceof Long number) {
            return number;
        } else if (value instanceof Span span) {
            return span.nanos() / 1e9;
        } else if (value instanceof String text) {
            return GoFloat.parse(text)
                    .orElseThrow(() -> TemplateError.of("parsing " + GoFormat.quote(text) + ": invalid syntax"));
        }
        throw TemplateError.of("can't convert " + GoValue.type(value) + " to float");
    }

    private static boolean special(double v) {
        return Double.isNaN(v) || Double.isInfinite(v);
    }

    private static String four(double v) {
        return GoFloat.format(v, 'g', 4);
    }

    static String plain(double v) {
        if (v == 0 || special(v)) {
            return four(v);
        }
        return Math.abs(v) >= 1 ? scaledDown(v, 1_000, LARGE) : scaledUp(v);
    }

    static String binary(double v) {
        return Math.abs(v) <= 1 || special(v) ? four(v) : scaledDown(v, 1_024, BINARY);
    }

    private static String scaledDown(double value, double base, List<String> prefixes) {
        double v = value;
        String prefix = "";
        for (String next : prefixes) {
            if (Math.abs(v) < base) {
                break;
            }
            prefix = next;
            v /= base;
        }
        return four(v) + prefix;
    }

    private static String scaledUp(double value) {
        double v = value;
        String prefix = "";
        for (String next : SMALL) {
            if (Math.abs(v) >= 1) {
                break;
            }
            prefix = next;
            v *= 1_000;
        }
        return four(v) + prefix;
    }

    static String duration(double v) {
        if (special(v)) {
            return four(v);
        }
        if (v == 0) {
            return four(v) + "s";
        }
        if (Math.abs(v) < 1) {
            return scaledUp(v) + "s";
        }
        String sign = v < 0 ? "-" : "";
        long whole = (long) Math.abs(v);
        long seconds = whole % 60;
        long minutes = whole / 60 % 60;
        long hours = whole / 3_600 % 24;
        long days = whole / 86_400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        } else if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        } else if (minutes != 0) {
            return sign + minutes + "m " + seconds + "s";
        }
        return sign + four(Math.abs(v)) + "s";
    }

    static String percentage(double v) {
        return four(v * 100) + "%";
    }

    static Object timestamp(double v) {
        return special(v) ? four(v) : GoFormat.shown(time(v));
    }

    static Time time(double v) {
        if (special(v)) {
            throw TemplateError.of("value is NaN or Inf");
        }
        double nanos = v * 1e9;
        if (Math.abs(nanos) > GREATEST_NANOS) {
            throw TemplateError.of(GoFloat.format(v, 'f', 6)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        return new Time(Instant.ofEpochMilli((long) nanos / 1_000_000));
    }

    static Span span(double v) {
        return new Span((long) (v * 1e9));
    }
}
