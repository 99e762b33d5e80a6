package io.itops.prometheus.ruletest;

import java.util.ArrayList;
import java.util.List;

/**
 * One part of a path as Go's {@code filepath.Match} reads it: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and a backslash before
 * what is meant as it is; braces mean nothing, and a name may begin with a dot. Immutable and thread-safe.
 */
final class PathPattern {
    /** Stands for one character, or for any number of them. */
    private record Piece(Kind kind, String ranges) {
        boolean takes(char c) {
            boolean within = false;
            for (int i = 0; i < ranges.length(); i += 2) {
                within |= ranges.charAt(i) <= c && c <= ranges.charAt(i + 1);
            }
            return kind == Kind.ANY || within == (kind == Kind.ONE_OF);
        }
    }

    private enum Kind {
        STAR,
        ANY,
        ONE_OF,
        NONE_OF
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final String text;
    private int at;

    private PathPattern(String text) {
        this.text = text;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if a bracket is not closed, or nothing follows a backslash
     */
    static PathPattern of(String text) {
        PathPattern read = new PathPattern(text);
        while (read.at < text.length()) {
            read.pieces.add(read.piece());
        }
        return read;
    }

    /** Whether a path has something that is not meant as it is. */
    static boolean isIn(String path) {
        return path.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    private Piece piece() {
        char c = text.charAt(at);
        if (c == '*') {
            at++;
            return new Piece(Kind.STAR, "");
        }
        if (c == '?') {
            at++;
            return new Piece(Kind.ANY, "");
        }
        if (c == '[') {
            at++;
            return oneOf();
        }
        char literal = literal();
        return new Piece(Kind.ONE_OF, "" + literal + literal);
    }

    private Piece oneOf() {
        boolean negated = at < text.length() && text.charAt(at) == '^';
        at += negated ? 1 : 0;
        StringBuilder ranges = new StringBuilder();
        while (at >= text.length() || text.charAt(at) != ']' || ranges.isEmpty()) {
            char from = bracketed();
            char to = from;
            if (at < text.length() && text.charAt(at) == '-') {
                at++;
                to = bracketed();
            }
            ranges.append(from).append(to);
        }
        at++;
        return new Piece(negated ? Kind.NONE_OF : Kind.ONE_OF, ranges.toString());
    }

    private char bracketed() {
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == ']')) {
            throw wrong();
        }
        return literal();
    }

    private char literal() {
        if (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at++);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "a pattern must close its brackets and end what it escapes, but was " + text);
    }

    /** Whether a name meets the whole pattern; takes at most as many steps as name times pattern. */
    boolean matches(String name) {
        int piece = 0;
        int star = -1;
        int retry = 0;
        int i = 0;
        while (i < name.length()) {
            boolean left = piece < pieces.size();
            if (left && pieces.get(piece).kind() == Kind.STAR) {
                star = piece++;
                retry = i;
            } else if (left && pieces.get(piece).takes(name.charAt(i))) {
                piece++;
                i++;
            } else if (star >= 0) {
                // The last star takes one character more; what an earlier one takes need not change.
                piece = star + 1;
                i = ++retry;
            } else {
                return false;
            }
        }
        while (piece < pieces.size() && pieces.get(piece).kind() == Kind.STAR) {
            piece++;
        }
        return piece == pieces.size();
    }
}
