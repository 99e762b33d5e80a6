package io.itops.architecture;

/** Tells comments from literals and from everything else in Java, one piece after the other. */
final class Lexer {
    /** What a piece is. */
    enum Kind {
        /** To the end of the line, or over lines. */
        COMMENT,
        /** One that does not go over its line. */
        LITERAL,
        TEXT_BLOCK,
        /** A single sign of anything else. */
        OTHER
    }

    private static final String TEXT_BLOCK = "\"\"\"";

    private final String source;
    private int begin;
    private int end;
    private Kind kind = Kind.OTHER;

    Lexer(String source) {
        this.source = source;
    }

    /** Goes to the next piece, if there is one. */
    boolean next() {
        begin = end;
        if (begin == source.length()) {
            return false;
        }
        if (source.startsWith("//", begin)) {
            take(Kind.COMMENT, until("\n", begin, 0));
        } else if (source.startsWith("/*", begin)) {
            take(Kind.COMMENT, until("*/", begin + 2, 2));
        } else if (source.startsWith(TEXT_BLOCK, begin)) {
            take(Kind.TEXT_BLOCK, until(TEXT_BLOCK, begin + 3, 3));
        } else if (source.charAt(begin) == '"' || source.charAt(begin) == '\'') {
            take(Kind.LITERAL, literal(source.charAt(begin)));
        } else {
            take(Kind.OTHER, begin + 1);
        }
        return true;
    }

    private void take(Kind found, int limit) {
        kind = found;
        end = limit;
    }

    private int until(String mark, int from, int length) {
        int at = source.indexOf(mark, from);
        return at < 0 ? source.length() : at + length;
    }

    private int literal(char quote) {
        int at = begin + 1;
        while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, source.length());
    }

    Kind kind() {
        return kind;
    }

    int begin() {
        return begin;
    }

    String text() {
        return source.substring(begin, end);
    }
}
