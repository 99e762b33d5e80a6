package io.itops.cli;

import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.rulefile.FileProblem;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Runs unit tests of rules in promtool's format. A test group counts once; so does a file that cannot be read, as failed.")
final class RulesTestCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--semantics",
            paramLabel = "VERSION",
            defaultValue = Versions.STANDARD,
            description = "The version of Prometheus whose rules are followed: 3.14 (default), 3.5 or 2.42.")
    private Semantics semantics = Semantics.PROMETHEUS_3_14;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The test files, run in this order.")
    private List<Path> files = List.of();

    RulesTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FileLoop loop = new FileLoop(console);
        FailureText failures = new FailureText(console);
        loop.run(files, (file, tally) -> test(file, tally, failures));
        failures.close();
        return loop.close();
    }

    private void test(Path file, Tally tally, FailureText failures) throws IOException {
        RuleTestReport report = RuleTests.run(file, semantics);
        for (FileProblem problem : report.problems()) {
            failures.print(
                    RulesCheckCommand.at(file, problem.position()),
                    problem.what(),
                    "it to " + problem.rule(),
                    problem.found(),
                    Optional.empty());
        }
        if (!report.problems().isEmpty()) {
            tally.failed(1);
        }
        for (GroupReport group : report.groups()) {
            tally.passed(group.passed() ? 1 : 0);
            tally.failed(group.passed() ? 0 : 1);
            for (Mismatch mismatch : group.mismatches()) {
                failures.print(
                        RulesCheckCommand.at(file, mismatch.position()),
                        group.name() + ": " + mismatch.what(),
                        mismatch.wanted(),
                        mismatch.got(),
                        Optional.empty());
            }
        }
    }
}
