package io.itops.prometheus.text;

import io.itops.core.FormatException;

/** A line of an exposition, read from left to right. Not thread-safe. */
final class Line {
    private static final int SHOWN = 40;

    private final String text;
    private final int start;
    private final int end;
    private final int number;
    private int at;

    Line(String text, int start, int end, int number) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.number = number;
        this.at = start;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The character ahead, NUL at the end. */
    char peek() {
        return at < end ? text.charAt(at) : 0;
    }

    boolean take(char wanted) {
        if (at < end && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    boolean take(String wanted) {
        if (ahead(wanted)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    boolean ahead(String wanted) {
        return at + wanted.length() <= end && text.startsWith(wanted, at);
    }

    void expect(char wanted, String rule) {
        if (!take(wanted)) {
            throw wrong(rule);
        }
    }

    void skipBlanks() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Characters up to a space, a tab or the end. */
    String word() {
        int from = at;
        while (at < end && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            at++;
        }
        return text.substring(from, at);
    }

    String rest() {
        String rest = text.substring(at, end);
        at = end;
        return rest;
    }

    /** A name of letters, digits, underscores, and colons where allowed. */
    String name(boolean colons, String what) {
        int from = at;
        while (at < end && isNamePart(text.charAt(at), at > from, colons)) {
            at++;
        }
        if (at == from) {
            throw wrong("have " + what);
        }
        return text.substring(from, at);
    }

    private static boolean isNamePart(char c, boolean later, boolean colons) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (colons && c == ':')
                || (later && c >= '0' && c <= '9');
    }

    /** A text in double quotes. */
    String quoted(boolean strict) {
        expect('"', "have a text in double quotes");
        StringBuilder value = new StringBuilder();
        while (!take('"')) {
            if (atEnd()) {
                throw wrong("end the text by a double quote");
            }
            if (take('\\')) {
                escape(value, strict, true);
            } else {
                value.append(text.charAt(at++));
            }
        }
        return value.toString();
    }

    /** The rest of the line, escapes resolved. */
    String unescapedRest(boolean strict) {
        StringBuilder value = new StringBuilder();
        while (!atEnd()) {
            if (take('\\')) {
                escape(value, strict, strict);
            } else {
                value.append(text.charAt(at++));
            }
        }
        return value.toString();
    }

    private void escape(StringBuilder value, boolean strict, boolean quotes) {
        if (take('n')) {
            value.append('\n');
        } else if (take('\\')) {
            value.append('\\');
        } else if (quotes && take('"')) {
            value.append('"');
        } else if (strict) {
            throw wrong("escape a quote, a backslash or a line break alone");
        } else {
            value.append('\\');
        }
    }

    int mark() {
        return at;
    }

    FormatException wrong(String rule) {
        return wrong(rule, at);
    }

    FormatException wrong(String rule, int place) {
        int column = text.codePointCount(start, place) + 1;
        int shownEnd = Math.min(end, place + SHOWN);
        String found = place >= end ? "" : text.substring(place, shownEnd);
        return new FormatException("exposition at line " + number + ", column " + column, rule, found);
    }
}
