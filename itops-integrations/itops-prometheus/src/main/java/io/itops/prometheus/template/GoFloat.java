package io.itops.prometheus.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Writes and reads numbers as Go's package {@code strconv} does. The decimal forms are exact: the value is rounded once, half to
 * even, from its exact decimal expansion.
 */
final class GoFloat {
    /** No precision given: the fewest digits that are read back as the same value. */
    static final int SHORTEST = -1;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d{1,9})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEX =
            Pattern.compile("[+-]?0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)p[+-]?\\d{1,9}", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LENGTH = 400;

    private GoFloat() {}

    /** {@code strconv.ParseFloat}, underscores left out: those are of constants alone. */
    static OptionalDouble parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String word = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        if (word.equals("inf") || word.equals("infinity")) {
            return OptionalDouble.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (lower.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        boolean number = text.length() <= MAX_LENGTH
                && (NUMBER.matcher(text).matches() || HEX.matcher(text).matches());
        return number ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** {@code strconv.FormatFloat}; {@code verb} is one of e E f F g G x X b. */
    static String format(double value, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean minus = Double.doubleToRawLongBits(value) < 0;
        String text = switch (verb) {
            case 'e', 'E' -> scientific(Math.abs(value), precision, verb);
            case 'f', 'F' -> fixed(Math.abs(value), precision);
            case 'g', 'G' -> general(Math.abs(value), precision, verb);
            case 'x', 'X' -> hexadecimal(Math.abs(value), precision, verb);
            default -> binary(Math.abs(value));
        };
        return minus ? "-" + text : text;
    }

    private static String fixed(double value, int precision) {
        BigDecimal exact = precision < 0 ? shortest(value) : new BigDecimal(value);
        int scale = precision < 0 ? Math.max(exact.scale(), 0) : precision;
        return exact.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String scientific(double value, int precision, char e) {
        if (value == 0) {
            return digitsWithExponent("0" + "0".repeat(Math.max(precision, 0)), 0, e);
        }
        BigDecimal rounded = precision < 0
                ? shortest(value)
                : new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        if (precision >= 0 && digits.length() < precision + 1) {
            digits += "0".repeat(precision + 1 - digits.length());
        }
        return digitsWithExponent(digits, exponent, e);
    }

    private static String digitsWithExponent(String digits, int exponent, char e) {
        StringBuilder out = new StringBuilder(digits.substring(0, 1));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        return exponent(out.append(e), exponent).toString();
    }

    private static StringBuilder exponent(StringBuilder out, int exponent) {
        out.append(exponent < 0 ? '-' : '+');
        return out.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent));
    }

    private static String general(double value, int precision, char verb) {
        if (value == 0) {
            return "0";
        }
        boolean isShortest = precision < 0;
        int wanted = Math.max(precision, 1);
        BigDecimal rounded = isShortest
                ? shortest(value)
                : strip(new BigDecimal(value).round(new MathContext(wanted, RoundingMode.HALF_EVEN)));
        String digits = rounded.unscaledValue().toString();
        int point = digits.length() - rounded.scale();
        int threshold = wanted;
        if (threshold > digits.length() && digits.length() >= point) {
            threshold = digits.length();
        }
        if (isShortest) {
            threshold = 6;
        }
        int exponent = point - 1;
        if (exponent < -4 || exponent >= threshold) {
            return digitsWithExponent(digits, exponent, verb == 'G' ? 'E' : 'e');
        }
        return rounded.setScale(Math.max(rounded.scale(), 0), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** The shortest decimal that is read back as the value, the nearest of those; no trailing zeros. */
    static BigDecimal shortest(double value) {
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exact = new BigDecimal(value);
        // Normal values have 15 digits at least: fewer that suffice are the same rounded to 15.
        for (int digits = value < Double.MIN_NORMAL ? 1 : 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return strip(rounded);
            }
        }
        return strip(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
    }

    private static BigDecimal strip(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    private static String binary(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52);
        long mantissa = bits & ((1L << 52) - 1);
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << 52;
        }
        int shown = exponent - 1075;
        return mantissa + "p" + (shown < 0 ? "" : "+") + shown;
    }

    private static String hexadecimal(double value, int precision, char verb) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52);
        BigInteger mantissa = BigInteger.valueOf(bits & ((1L << 52) - 1));
        if (value != 0) {
            int shift = exponent == 0 ? 53 - mantissa.bitLength() : 0;
            mantissa = exponent == 0 ? mantissa.shiftLeft(shift) : mantissa.setBit(52);
            exponent = (exponent == 0 ? 1 - shift : exponent) - 1023;
        }
        int digits = precision < 0 ? 13 : precision;
        if (digits < 13) {
            BigInteger unit = BigInteger.ONE.shiftLeft(52 - 4 * digits);
            mantissa = new BigDecimal(mantissa)
                    .divide(new BigDecimal(unit), 0, RoundingMode.HALF_EVEN)
                    .toBigInteger()
                    .multiply(unit);
            if (mantissa.bitLength() > 53) {
                mantissa = mantissa.shiftRight(1);
                exponent++;
            }
        }
        String hex = String.format(Locale.ROOT, "%014x", mantissa);
        String fraction = hex.substring(1) + "0".repeat(Math.max(0, digits - 13));
        String kept = precision < 0 ? fraction.replaceFirst("0+$", "") : fraction.substring(0, digits);
        StringBuilder out = new StringBuilder("0x").append(hex.charAt(0));
        if (!kept.isEmpty()) {
            out.append('.').append(kept);
        }
        String text = exponent(out.append('p'), exponent).toString();
        return verb == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }
}
