package io.itops.core;

import org.jspecify.annotations.Nullable;

/**
 * Makes untrusted text fit to stand in one line of a message or a log.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SafeText {
    private static final int SHOWN = 200;

    private SafeText() {}

    /**
     * The text with every control, format, line or paragraph separator character and lone surrogate written as an escape.
     *
     * @param text untrusted text
     * @return one line that shows all of it
     */
    public static String oneLine(String text) {
        StringBuilder out = null;
        Require.present("text", text);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int width = Character.charCount(c);
            if (unsafe(c)) {
                if (out == null) {
                    out = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                out.append(String.format("\\u%04x", c));
            } else if (out != null) {
                out.appendCodePoint(c);
            }
            i += width;
        }
        return out == null ? text : out.toString();
    }

    /**
     * The first {@code codePoints} code points of the text, with an ellipsis in the place of the last where it was longer.
     *
     * @param text any text
     * @param codePoints the greatest length wanted, at least 1
     * @return the text, or its shortened form of exactly {@code codePoints} code points
     */
    public static String shorten(String text, int codePoints) {
        Require.present("text", text);
        Require.range("length", codePoints, 1, Integer.MAX_VALUE);
        if (text.codePointCount(0, text.length()) <= codePoints) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, codePoints - 1)) + "…";
    }

    static String quote(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = oneLine(shorten(String.valueOf(value), SHOWN));
        return value instanceof CharSequence ? '"' + text + '"' : text;
    }

    private static boolean unsafe(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
