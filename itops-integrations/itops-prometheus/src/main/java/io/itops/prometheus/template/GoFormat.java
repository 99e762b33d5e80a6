package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Nil;
import java.util.List;
import java.util.Locale;

/** Writes values as Go's package {@code fmt} does. */
final class GoFormat {
    private GoFormat() {}

    /** What an action writes into the text. */
    static String shown(Object value) {
        if (value instanceof Nil) {
            return "<no value>";
        }
        StringBuilder out = new StringBuilder();
        new GoPrinter(out, GoVerb.PLAIN).show(value);
        return out.toString();
    }

    /** The form of {@code %v}. */
    static String plain(Object value) {
        StringBuilder out = new StringBuilder();
        new GoPrinter(out, GoVerb.PLAIN).write(value, 0);
        return out.toString();
    }

    /** {@code fmt.Sprint}: a space stands between two values of which neither is a text. */
    static String print(List<Object> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                out.append(' ');
            }
            out.append(plain(values.get(i)));
        }
        return out.toString();
    }

    /** What {@code html}, {@code js} and {@code urlquery} work on: as an action would write it. */
    static String joined(List<Object> values) {
        return values.size() == 1 ? shown(values.get(0)) : print(values);
    }

    static String println(List<Object> values) {
        return String.join(" ", values.stream().map(GoFormat::plain).toList()) + "\n";
    }

    /** {@code fmt.Sprintf}. */
    static String printf(String format, List<Object> values, int max) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        boolean reordered = false;
        int i = 0;
        while (i < format.length()) {
            int percent = format.indexOf('%', i);
            out.append(format, i, percent < 0 ? format.length() : percent);
            if (percent < 0) {
                break;
            }
            GoVerb.Reader reader = new GoVerb.Reader(format, percent + 1, values, next);
            GoVerb verb = reader.read();
            i = reader.end();
            next = reader.next();
            reordered |= reader.reordered();
            next = write(verb, reader, values, next, out);
            if (out.length() > max) {
                throw TemplateError.of("printf must give at most " + max + " characters");
            }
        }
        if (!reordered && next < values.size()) {
            extra(values.subList(next, values.size()), out);
        }
        return out.toString();
    }

    private static int write(GoVerb verb, GoVerb.Reader reader, List<Object> values, int next, StringBuilder out) {
        out.append(reader.complaints());
        if (verb.verb() == 0) {
            out.append("%!(NOVERB)");
        } else if (verb.verb() == '%') {
            out.append('%');
        } else if (reader.badIndex()) {
            out.append("%!").appendCodePoint(verb.verb()).append("(BADINDEX)");
        } else if (next >= values.size()) {
            out.append("%!").appendCodePoint(verb.verb()).append("(MISSING)");
        } else {
            new GoPrinter(out, verb).write(values.get(next), 0);
            return next + 1;
        }
        return next;
    }

    private static void extra(List<Object> values, StringBuilder out) {
        out.append("%!(EXTRA ");
        String gap = "";
        for (Object value : values) {
            out.append(gap);
            if (value instanceof Nil) {
                out.append("<nil>");
            } else {
                out.append(GoValue.type(value)).append('=').append(plain(value));
            }
            gap = ", ";
        }
        out.append(')');
    }

    static String quote(String text) {
        return quote(text, '"', false);
    }

    /** {@code strconv.Quote}, or {@code QuoteToASCII}. */
    static String quote(String text, char quote, boolean ascii) {
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            int escape = "\u0007\b\f\n\r\t\u000b".indexOf(c);
            if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
            } else if (escape >= 0) {
                out.append('\\').append("abfnrtv".charAt(escape));
            } else if (c < ' ' || c == 0x7f) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else if (isPrintable(c) && !(ascii && c > 0x7f)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return out.append(quote).toString();
    }

    /** Go's {@code strconv.IsPrint}: letters, marks, numbers, punctuation, symbols, and the plain space. */
    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
