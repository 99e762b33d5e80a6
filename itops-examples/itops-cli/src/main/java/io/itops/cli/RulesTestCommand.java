package io.itops.cli;

import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.RuleFileLimits;
import io.itops.prometheus.ruletest.GroupReport;
import io.itops.prometheus.ruletest.Mismatch;
import io.itops.prometheus.ruletest.RuleTestReport;
import io.itops.prometheus.ruletest.RuleTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rules test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Runs unit tests of rules in promtool's format. A test group counts once; so does a file that cannot be read, as failed.")
final class RulesTestCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private VersionOption version = new VersionOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LimitOption limit = new LimitOption();

    @Option(names = "--table", description = "Print a table in Markdown in the place of the failures, a row a file.")
    private boolean table;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The test files, run in this order.")
    private List<Path> files = List.of();

    RulesTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RuleFileLimits limits = limit.limits(spec);
        FileLoop loop = new FileLoop(console);
        FailureText failures = new FailureText(console);
        Optional<TestTable> rows = table ? Optional.of(new TestTable(files)) : Optional.empty();
        for (Path each : files) {
            loop.run(List.of(each), (file, tally) -> test(file, limits, tally, failures, rows));
            rows.ifPresent(verdicts -> verdicts.end(each));
        }
        failures.close();
        rows.ifPresent(verdicts -> verdicts.print(console));
        return loop.close();
    }

    private void test(Path file, RuleFileLimits limits, Tally tally, FailureText failures, Optional<TestTable> rows)
            throws IOException {
        RuleTestReport report = RuleTests.run(file, version.semantics(), limits);
        tally.failed(report.problems().isEmpty() ? 0 : 1);
        for (GroupReport group : report.groups()) {
            tally.passed(group.passed() ? 1 : 0);
            tally.failed(group.passed() ? 0 : 1);
        }
        rows.ifPresent(verdicts -> verdicts.add(file, report));
        if (rows.isEmpty()) {
            print(file, report, failures);
        }
    }

    private static void print(Path file, RuleTestReport report, FailureText failures) {
        for (FileProblem problem : report.problems()) {
            failures.print(
                    FailureText.at(file, problem.position()),
                    problem.what(),
                    "to " + problem.rule(),
                    problem.found(),
                    problem.found().equals("a rule file")
                            ? Optional.of("rules check reads rule files")
                            : Optional.empty());
        }
        for (GroupReport group : report.groups()) {
            for (Mismatch mismatch : group.mismatches()) {
                failures.print(
                        FailureText.at(file, mismatch.position()),
                        group.name() + ": " + mismatch.what(),
                        mismatch.wanted(),
                        mismatch.got(),
                        Optional.empty());
            }
        }
    }
}
