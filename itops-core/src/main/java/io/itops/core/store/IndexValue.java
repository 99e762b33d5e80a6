package io.itops.core.store;

import io.itops.core.Require;
import java.time.Instant;

/**
 * Encodes what an index holds as printable ASCII whose plain character order is the order of the values, in Java and in any
 * database with a binary collation: text by code point, instants and whole numbers by size. The first letter tells the kind, so an
 * encoded value is never empty; the empty string means that a record has no value in an index.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class IndexValue {
    /** The greatest length of indexed text in code points. */
    public static final int MAX_TEXT = 200;

    /** Stands for the absence of a value. */
    public static final String ABSENT = "";

    private static final String ZEROS = "0".repeat(20);
    private static final String HEX = "0123456789ABCDEF";

    private IndexValue() {}

    /**
     * Encodes text.
     *
     * @param text at most {@value #MAX_TEXT} code points
     * @return its encoding: {@code t}, then printable ASCII below the tilde as it is, all else as a tilde and six hex digits
     */
    public static String of(String text) {
        Require.anyText("indexed text", text, MAX_TEXT);
        StringBuilder out = new StringBuilder(text.length() + 1).append('t');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= ' ' && c < '~') {
                out.append((char) c);
            } else if (c < ' ') {
                // No printable character sorts below the space, so there is nothing to escape to.
                Require.that(false, "indexed text", "have no control character", text);
            } else {
                out.append('~');
                for (int shift = 20; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        return out.toString();
    }

    /**
     * Encodes an instant at microsecond resolution.
     *
     * @param instant an instant of the years 1 to 9999
     * @return its encoding: {@code i} and 20 digits
     */
    public static String of(Instant instant) {
        Instant kept = Require.instant("indexed instant", instant);
        return number('i', kept.getEpochSecond() * 1_000_000 + kept.getNano() / 1_000);
    }

    /**
     * Encodes a whole number.
     *
     * @param value any number
     * @return its encoding: {@code n} and 20 digits
     */
    public static String of(long value) {
        return number('n', value);
    }

    private static String number(char kind, long value) {
        // Flipping the sign bit makes unsigned order the order of the numbers.
        String digits = Long.toUnsignedString(value ^ Long.MIN_VALUE);
        return new StringBuilder(21)
                .append(kind)
                .append(ZEROS, 0, ZEROS.length() - digits.length())
                .append(digits)
                .toString();
    }
}
