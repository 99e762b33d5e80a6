package io.itops.cli;

import io.itops.prometheus.ruletest.GroupReport;
import io.itops.prometheus.ruletest.RuleTestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verdicts on files of unit tests, a row a file. Confined to one thread. */
final class TestTable {
    private static final int SHOWN = 160;

    private final CommonFolder common;
    private final List<List<Object>> rows = new ArrayList<>();
    private int groups;
    private int passed;

    TestTable(List<Path> files) {
        this.common = CommonFolder.of(files);
        rows.add(List.<Object>of("test file", "groups", "passed", "failed", "first failure"));
    }

    void add(Path file, RuleTestReport report) {
        int all = report.groups().size();
        int good = (int) report.groups().stream().filter(GroupReport::passed).count();
        groups += all;
        passed += good;
        rows.add(List.<Object>of(CommonFolder.shown(common.inside(file)), all, good, all - good, firstFailure(report)));
    }

    private static String firstFailure(RuleTestReport report) {
        String first = report.problems().isEmpty()
                ? report.groups().stream()
                        .flatMap(group -> group.mismatches().stream())
                        .findFirst()
                        .map(String::valueOf)
                        .orElse("")
                : report.problems().get(0).toString();
        return first.length() > SHOWN ? first.substring(0, SHOWN) + "…" : first;
    }

    void print(Console console) {
        rows.add(List.<Object>of("all", groups, passed, groups - passed, ""));
        FailureText.table(console, rows);
    }
}
