package io.itops.core.record;

/**
 * Doubles as ECMAScript's {@code Number::toString} with radix 10 prints them, which RFC 8785 section 3.2.2.3 asks for.
 *
 * <p>{@link Double#toString(double)} will not do: before JDK 19 it prints more digits than needed for some values (JDK-4511638),
 * and its notation differs.
 */
final class EcmaNumber {
    /** Below this magnitude every whole double is its own shortest decimal, and {@code long} arithmetic is exact. */
    private static final double EXACT = 0x1p53;

    /** The greatest number of digits before the point that is still written without an exponent. */
    private static final int PLAIN_DIGITS = 21;

    /** The greatest number of zeros after the point, plus one, that is still written without an exponent. */
    private static final int PLAIN_ZEROS = 6;

    private EcmaNumber() {}

    /** Appends a finite number; both zeros as {@code 0}. */
    static void append(StringBuilder out, double value) {
        if (Math.abs(value) < EXACT) {
            long whole = (long) value;
            if (whole == value) {
                out.append(whole);
                return;
            }
        }
        if (value < 0) {
            out.append('-');
        }
        append(out, ShortestDecimal.of(Math.abs(value)));
    }

    private static void append(StringBuilder out, ShortestDecimal decimal) {
        int start = out.length();
        out.append(decimal.digits());
        int digits = out.length() - start;
        int point = digits + decimal.exponent();
        if (point > PLAIN_DIGITS || point <= -PLAIN_ZEROS) {
            if (digits > 1) {
                out.insert(start + 1, '.');
            }
            out.append(point > 0 ? "e+" : "e").append(point - 1);
        } else if (point >= digits) {
            out.append("0".repeat(point - digits));
        } else if (point > 0) {
            out.insert(start + point, '.');
        } else {
            out.insert(start, "0.000000", 0, 2 - point);
        }
    }
}
