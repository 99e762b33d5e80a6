package io.itops.prometheus.ruletest;

import io.itops.core.Require;
import io.itops.prometheus.rulefile.Position;

/**
 * What a test of a group expected and did not get.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where the expectation stands in the test file
 * @param what what was tested
 * @param wanted what was expected
 * @param got what there was, or why there was nothing
 * @since 0.1
 */
public record Mismatch(Position position, String what, String wanted, String got) {
    /** Checks that all are given. */
    public Mismatch {
        Require.present("position", position);
        Require.present("what was tested", what);
        Require.present("what was expected", wanted);
        Require.present("what there was", got);
    }

    @Override
    public String toString() {
        return position + ": " + what + ": wanted " + wanted + ", got " + got;
    }
}
