package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.core.SafeText;

/**
 * A rule that a file breaks at a place.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where
 * @param what the part of the file, named as its author knows it
 * @param rule what it must do, as a verb phrase
 * @param found what was found, in quotes if it is text; this and the others shortened to 300 characters, control characters escaped
 * @since 0.1
 */
public record FileProblem(Position position, String what, String rule, String found) {
    private static final int SHOWN = 300;

    /** Checks that all parts are given, and makes them fit to stand in a message. */
    public FileProblem {
        Require.present("position", position);
        what = fit(Require.present("part of the file", what));
        rule = fit(Require.present("rule", rule));
        found = fit(Require.present("what was found", found));
    }

    private static String fit(String text) {
        return SafeText.oneLine(SafeText.shorten(text, SHOWN));
    }

    @Override
    public String toString() {
        return position + ": " + what + " must " + rule + ", but was " + found;
    }
}
