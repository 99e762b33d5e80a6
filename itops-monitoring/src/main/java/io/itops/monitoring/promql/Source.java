package io.itops.monitoring.promql;

import io.itops.core.InvalidInputException;

/**
 * A text that is read, and the maker of every refusal of it.
 *
 * @param what the text, named as its author knows it
 * @param text the text
 */
record Source(String what, String text) {
    private static final String END = "the end";

    int length() {
        return text.length();
    }

    /** The character at a place, NUL beyond the end: no rule takes NUL, so that it needs no check of its own. */
    char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    String slice(int start, int end) {
        return text.substring(start, end);
    }

    Position position(int index) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(index, text.length());
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new Position(line, text.codePointCount(lineStart, end) + 1);
    }

    /** What stands at a place, as a message shows it. */
    String shown(int start, int end) {
        return start >= text.length() ? END : '"' + text.substring(start, Math.min(end, text.length())) + '"';
    }

    /** The one code point at a place, as a message shows it. */
    String shown(int index) {
        return index >= text.length() ? END : shown(index, text.offsetByCodePoints(index, 1));
    }

    Refusal refuse(int index, String rule, String found) {
        return refuse(what, index, rule, found);
    }

    Refusal refuse(String part, int index, String rule, String found) {
        return Refusal.of(this, part, index, rule, found);
    }

    /** What a value of the tree refuses, at its place in the text. */
    Refusal refuse(int index, InvalidInputException refusal) {
        return refuse(refusal.what(), index, refusal.rule(), refusal.value());
    }

    Refusal unsupported(int index, String feature, String found) {
        return Refusal.unsupported(this, index, feature, found);
    }
}
