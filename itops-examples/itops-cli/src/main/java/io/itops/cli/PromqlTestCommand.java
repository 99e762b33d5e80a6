package io.itops.cli;

import io.itops.prometheus.promqltest.EvalFailure;
import io.itops.prometheus.promqltest.FileReport;
import io.itops.prometheus.promqltest.PromqlTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code promql test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Runs test files of Prometheus' query language (promqltest), of any version of their grammar. An eval statement"
                        + " counts once, however often it is asked again; so does what cannot be read, as failed.")
final class PromqlTestCommand implements Callable<Integer> {
    private final Console console;
    private final List<FileReport> reports = new ArrayList<>();

    @Mixin
    private VersionOption version = new VersionOption();

    @Option(names = "--table", description = "Print a table in Markdown, a row a file, in the place of the failures.")
    private boolean table;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The test files, run in this order.")
    private List<Path> files = List.of();

    PromqlTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FileLoop loop = new FileLoop(console);
        FailureText failures = new FailureText(console);
        loop.run(files, (file, tally) -> test(file, tally, failures));
        failures.close();
        if (table) {
            printTable();
        }
        return loop.close();
    }

    private void test(Path file, Tally tally, FailureText failures) throws IOException {
        FileReport report = PromqlTest.run(file, version.semantics());
        tally.passed(report.passed());
        tally.failed(report.failed());
        reports.add(report);
        if (!table) {
            for (EvalFailure failure : report.failures()) {
                failures.print(
                        Console.name(file) + ":" + failure.line(),
                        failure.statement(),
                        failure.wanted(),
                        failure.got(),
                        failure.notSupported());
            }
        }
    }

    private void printTable() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.<Object>of("file", "evals", "passed", "failed", "of these not supported yet"));
        int passed = 0;
        int failed = 0;
        int notSupported = 0;
        for (FileReport report : reports) {
            rows.add(row(report.file(), report.passed(), report.failed(), report.notSupported()));
            passed += report.passed();
            failed += report.failed();
            notSupported += report.notSupported();
        }
        rows.add(row("all", passed, failed, notSupported));
        FailureText.table(console, rows);
    }

    private static List<Object> row(String name, int passed, int failed, int notSupported) {
        return List.<Object>of(name, passed + failed, passed, failed, notSupported);
    }
}
