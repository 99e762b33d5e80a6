package io.itops.monitoring.eval;

import java.math.BigDecimal;
import java.util.Arrays;

/** Arithmetic where Go and Java differ, and the numerics that PromQL's functions share. */
final class Floats {
    private Floats() {}

    /** The greater of two, as Go's math.Max: infinity wins over NaN. */
    static double max(double a, double b) {
        return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
                ? Double.POSITIVE_INFINITY
                : Math.max(a, b);
    }

    /** The smaller of two, as Go's math.Min: minus infinity wins over NaN. */
    static double min(double a, double b) {
        return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : Math.min(a, b);
    }

    /** Power as IEEE 754-2008 and Go have it: 1 to any power is 1, -1 to an infinite power too. */
    static double pow(double x, double y) {
        return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
    }

    /** The binary logarithm, exact for powers of two. */
    static double log2(double x) {
        if (!(x > 0) || Double.isInfinite(x)) {
            return Math.log(x);
        }
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(scaled);
        double fraction = Math.scalb(scaled, -exponent);
        return exponent - (x < Double.MIN_NORMAL ? 54 : 0) + (fraction == 1 ? 0 : Math.log(fraction) / Math.log(2));
    }

    static double asinh(double x) {
        double a = Math.abs(x);
        double result = a > 0x1p28 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        double t = x - 1;
        return x > 0x1p28 ? Math.log(x) + Math.log(2) : Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double x) {
        return 0.5 * Math.log1p(2 * x / (1 - x));
    }

    static double sign(double x) {
        return x < 0 ? -1 : x > 0 ? 1 : x;
    }

    /** A quantile of some values, NaN sorted first, interpolated between neighbours. */
    static double quantile(double q, double[] values) {
        if (values.length == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = nanFirst(values);
        double rank = q * (sorted.length - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    private static double[] nanFirst(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int nans = 0;
        while (nans < sorted.length && Double.isNaN(sorted[sorted.length - 1 - nans])) {
            nans++;
        }
        double[] out = new double[sorted.length];
        Arrays.fill(out, 0, nans, Double.NaN);
        System.arraycopy(sorted, 0, out, nans, sorted.length - nans);
        return out;
    }

    /** A number in plain decimal digits, as Go's FormatFloat with format f and the smallest precision. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return Double.doubleToRawLongBits(value) < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** A number as Go prints it by {@code %g} and {@code %v}: with an exponent below 1e-4 and from 1e6 on. */
    static String general(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return plain(value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** Reads a bucket bound; NaN where it is none, as one too large for a number. */
    static double bound(String text) {
        String bare = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < bare.length(); i++) {
            // Java also reads suffixes, hexadecimal digits and surrounding blanks.
            if ("0123456789.eE+-".indexOf(bare.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
