package io.itops.prometheus.ruletest;

import io.itops.core.Require;
import io.itops.prometheus.rulefile.FileProblem;
import java.util.List;

/**
 * What a test file gave.
 *
 * <p>Immutable and thread-safe.
 *
 * @param file the file
 * @param problems what is wrong with the test file itself; no group has run then
 * @param groups what its groups gave, in their order
 * @since 0.1
 */
public record RuleTestReport(String file, List<FileProblem> problems, List<GroupReport> groups) {
    /** Checks the parts. */
    public RuleTestReport {
        Require.text("name of a test file", file, 4_096);
        problems = Require.list("problems", problems);
        groups = Require.list("groups", groups);
    }

    /**
     * Whether all is as expected.
     *
     * @return true if the file is right and every group has passed
     */
    public boolean passed() {
        return problems.isEmpty() && groups.stream().allMatch(GroupReport::passed);
    }
}
