package io.itops.monitoring.metric;

import io.itops.core.Require;

/**
 * How names and strings are written in PromQL and in the text format.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Names {
    private Names() {}

    /**
     * Whether a metric name can stand without quotes: {@code [a-zA-Z_:][a-zA-Z0-9_:]*}.
     *
     * @param name the name
     * @return true if it is a plain identifier
     */
    public static boolean isPlainMetric(String name) {
        return isPlain(name, true);
    }

    /**
     * Whether a label name can stand without quotes: {@code [a-zA-Z_][a-zA-Z0-9_]*}.
     *
     * @param name the name
     * @return true if it is a plain identifier
     */
    public static boolean isPlainLabel(String name) {
        return isPlain(name, false);
    }

    /**
     * A label name as it is written in PromQL.
     *
     * @param name the name
     * @return the name, quoted if need be
     */
    public static String label(String name) {
        return isPlainLabel(name) ? name : quoted(name);
    }

    /**
     * A string literal of PromQL in double quotes.
     *
     * @param text any text
     * @return the literal
     */
    public static String quoted(String text) {
        Require.present("text", text);
        StringBuilder out = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPlain(String name, boolean colon) {
        Require.present("name", name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colon && c == ':');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
