package io.itops.prometheus.promqltest;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.SeriesNotation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of test files: series with their points, numbers and strings. */
final class Notation {
    /** Stands for a native histogram while a line is read; no test has this number. */
    private static final double HISTOGRAM = -1.234567890123457e-203;

    private static final String HISTOGRAM_TEXT = String.valueOf(HISTOGRAM);

    private Notation() {}

    /** A series line; native histograms in it are places without a value. Its points are numbers still, however many there are. */
    static SeriesNotation notation(String line) {
        return SeriesNotation.parse(withoutHistograms(line));
    }

    /** A series line with its points; native histograms in it are kept as places without a value. */
    static SeriesLine series(SeriesNotation notation) {
        List<Point> points = new ArrayList<>(notation.points().size());
        notation.points().forEach(value -> {
            if (value.isEmpty()) {
                points.add(Point.OMITTED);
            } else {
                double number = value.getAsDouble();
                points.add(number == HISTOGRAM ? Point.HISTOGRAM : Point.of(number));
            }
        });
        return new SeriesLine(notation.labels(), points);
    }

    /** The line with each native histogram replaced by a number, and series of them by that number repeated. */
    private static String withoutHistograms(String line) {
        StringBuilder out = new StringBuilder();
        char quote = 0;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote != '`' && i + 1 < line.length()) {
                    out.append(c);
                    c = line.charAt(++i);
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (line.startsWith("{{", i)) {
                i = histogramEnd(line, i);
                if (i + 2 < line.length() && isSign(line.charAt(i)) && line.startsWith("{{", i + 1)) {
                    i = histogramEnd(line, i + 1);
                }
                out.append(HISTOGRAM_TEXT);
                if (out.length() > PromQl.MAX_LENGTH) {
                    // No series may be so long, whatever the rest is.
                    break;
                }
                continue;
            }
            out.append(c);
            i++;
        }
        return out.toString();
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private static int histogramEnd(String line, int start) {
        int end = line.indexOf("}}", start);
        if (end < 0) {
            throw new InvalidInputException("native histogram", "end with }}", line);
        }
        return end + 2;
    }

    /** The line as one number, or null if it is none. */
    static @Nullable Double number(String line) {
        String bare = line.startsWith("+") || line.startsWith("-") ? line.substring(1) : line;
        double sign = line.startsWith("-") ? -1 : 1;
        if (bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (bare.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        boolean hex = bare.startsWith("0x") || bare.startsWith("0X");
        String digits = hex ? bare.substring(2) : bare;
        for (int i = 0; i < digits.length(); i++) {
            if ((hex ? "0123456789abcdefABCDEF" : "0123456789.eE+-").indexOf(digits.charAt(i)) < 0) {
                return null;
            }
        }
        try {
            return sign * (hex ? Long.parseLong(digits, 16) : Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A quoted string. */
    static String string(String text) {
        if (PromQl.parse(text) instanceof StringLiteral literal) {
            return literal.value();
        }
        throw new InvalidInputException("expected string", "be a quoted string", text);
    }
}
