package io.itops.prometheus.ruletest;

import io.itops.core.Require;
import io.itops.prometheus.rulefile.Position;
import java.util.List;

/**
 * What one group of tests gave.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name, or {@code test 1} by its place where it has none
 * @param position where it begins in the test file
 * @param mismatches what was expected and not there; none if the group passes
 * @since 0.1
 */
public record GroupReport(String name, Position position, List<Mismatch> mismatches) {
    /** Checks the parts. */
    public GroupReport {
        Require.present("name of a test group", name);
        Require.present("position", position);
        mismatches = Require.list("mismatches", mismatches);
    }

    /**
     * Whether all is as expected.
     *
     * @return true without a mismatch
     */
    public boolean passed() {
        return mismatches.isEmpty();
    }
}
