package io.itops.cli;

import io.itops.core.SafeText;
import io.itops.prometheus.ruletest.GroupReport;
import io.itops.prometheus.ruletest.RuleTestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verdicts on files of unit tests, a row a file. Confined to one thread. */
final class TestTable {
    /** With the ellipsis. */
    private static final int SHOWN = 161;

    private final CommonFolder common;
    private final List<List<Object>> rows = new ArrayList<>();
    private int groups;
    private int passed;
    private int failed;
    private int files;

    TestTable(List<Path> files) {
        this.common = CommonFolder.of(files);
        rows.add(List.<Object>of("test file", "groups", "passed", "failed", "first failure"));
    }

    void add(Path file, RuleTestReport report) {
        int all = report.groups().size();
        int good = (int) report.groups().stream().filter(GroupReport::passed).count();
        // A file that is refused is one failure, as in the closing line.
        add(file, all, good, all - good + (report.problems().isEmpty() ? 0 : 1), firstFailure(report));
    }

    /** Ends a file: where it could not be read, that is its row, one for every file. */
    void end(Path file) {
        files++;
        if (rows.size() <= files) {
            add(file, 0, 0, 1, "could not be read");
        }
    }

    private void add(Path file, int all, int good, int bad, String failure) {
        groups += all;
        passed += good;
        failed += bad;
        rows.add(List.<Object>of(CommonFolder.shown(common.inside(file)), all, good, bad, failure));
    }

    private static String firstFailure(RuleTestReport report) {
        String first = report.problems().isEmpty()
                ? report.groups().stream()
                        .flatMap(group -> group.mismatches().stream())
                        .findFirst()
                        .map(String::valueOf)
                        .orElse("")
                : report.problems().get(0).toString();
        return SafeText.shorten(first, SHOWN);
    }

    void print(Console console) {
        rows.add(List.<Object>of("all", groups, passed, failed, ""));
        FailureText.table(console, rows);
    }
}
