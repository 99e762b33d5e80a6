package io.itops.cli;

import io.itops.core.ItOpsException;
import io.itops.monitoring.backtest.Backtest;
import io.itops.monitoring.backtest.BacktestComparison;
import io.itops.monitoring.backtest.BacktestResult;
import io.itops.monitoring.backtest.KnownIncident;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.rulefile.CheckedFile;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.IncidentFile;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a rule file over the samples of files, and tells the alerts that it would have raised.",
            "A known incident is one check, which passes where an alert tells of it; without any the backtest is one. A rule that"
                    + " cannot be evaluated is a failure."
        })
final class BacktestCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RULES", description = "The rule file.")
    private Path rules = Path.of("");

    @Mixin
    private SampleOptions sampleOptions = new SampleOptions();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--against",
            paramLabel = "OLD_RULES",
            description = "Another rule file, with whose alerts those of the first are compared.")
    private @Nullable Path against;

    @Option(
            names = "--incidents",
            paramLabel = "FILE",
            description =
                    "The incidents that there really were, as YAML: a list incidents, each with name, from, to, and, if need be,"
                            + " matchers and lead.")
    private @Nullable Path incidentFile;

    @Option(names = "--explain", description = "Print why each alert fired and why it was over.")
    private boolean explain;

    @Mixin
    private VersionOption version = new VersionOption();

    @Mixin
    private SubqueryOption subqueries = new SubqueryOption();

    @Mixin
    private LimitOption limit = new LimitOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** The first thing that is wrong with a file, empty while there is none. */
    private String wrong = "";

    BacktestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        period.check(spec);
        if (sampleOptions.none()) {
            throw new ParameterException(spec.commandLine(), "A backtest needs samples: --series or --text");
        }
        RuleFileOptions options = RuleFileOptions.builder()
                .syntax(version.semantics().syntax())
                .limits(limit.limits(spec))
                .build();
        Console messages = json.messages(console);
        FileLoop loop = new FileLoop(messages);
        FailureText problems = new FailureText(messages);
        List<RuleGroup> groups = new ArrayList<>();
        List<RuleGroup> old = new ArrayList<>();
        List<KnownIncident> incidents = new ArrayList<>();
        loop.run(List.of(rules), (file, tally) -> read(file, options, tally, problems, groups));
        loop.run(listed(against), (file, tally) -> read(file, options, tally, problems, old));
        loop.run(listed(incidentFile), (file, tally) -> {
            IncidentFile read = IncidentFile.read(file, options.limits());
            wrong(file, read.problems(), tally, problems);
            incidents.addAll(read.incidents());
        });
        LoadedSamples samples = sampleOptions.read(loop, period.end(), version.semantics());
        problems.close();
        BacktestOutput output = json.given() ? new BacktestJson(console) : new BacktestText(console, explain);
        if (!loop.allRead()) {
            output.unreadable(wrong.isEmpty() ? "a file could not be read, the messages tell why" : wrong);
        }
        return loop.closeIfRead(tally -> {
            Instant from = period.start().or(samples::oldest).orElse(Instant.EPOCH);
            Instant to = period.end().or(samples::newest).orElse(from);
            refuseReversed(from, to);
            run(() -> Backtest.of(samples, from, to), groups, old, incidents, output, tally);
            samples.warnings().forEach(warning -> messages.line("warning: " + warning));
            EmptyPeriod.warnings(from, to, samples, incidents)
                    .forEach(warning -> messages.line("warning: " + Console.quoted(warning)));
            UnmetSelectors.of(groups, samples).forEach(warning -> messages.line("warning: " + warning));
        });
    }

    private static List<Path> listed(@Nullable Path file) {
        return file == null ? List.of() : List.of(file);
    }

    private void read(Path file, RuleFileOptions options, Tally tally, FailureText problems, List<RuleGroup> groups)
            throws IOException {
        CheckedFile checked = RuleFile.check(file, options);
        wrong(file, checked.problems(), tally, problems);
        checked.file().ifPresent(read -> groups.addAll(read.ruleGroups()));
    }

    /** Where one end of the time is the samples' and lies on the wrong side of the one given. */
    private void refuseReversed(Instant from, Instant to) {
        if (!to.isBefore(from)) {
            return;
        }
        throw new ParameterException(
                spec.commandLine(),
                period.start().isPresent()
                        ? "--start must not be after the newest sample, at " + to + ", where no --end is given"
                        : "--end must not be before the oldest sample, at " + from + ", where no --start is given");
    }

    private void wrong(Path file, List<FileProblem> found, Tally tally, FailureText problems) {
        if (wrong.isEmpty() && !found.isEmpty()) {
            wrong = Console.name(file) + ": " + found.get(0)
                    + (found.size() > 1 ? " (and " + (found.size() - 1) + " more)" : "");
        }
        found.forEach(problem -> problems.print(file, problem));
        tally.failed(found.isEmpty() ? 0 : 1);
    }

    private void run(
            Supplier<Backtest> over,
            List<RuleGroup> groups,
            List<RuleGroup> old,
            List<KnownIncident> incidents,
            BacktestOutput output,
            Tally tally) {
        BacktestComparison comparison;
        try {
            Backtest backtest = over.get().under(version.semantics()).withSubqueryStep(subqueries.step());
            BacktestResult result = backtest.run(groups);
            comparison = BacktestComparison.of(against == null ? result : backtest.run(old), result, incidents);
            output.report(comparison, against != null);
        } catch (ItOpsException e) {
            output.error(String.valueOf(e.getMessage()));
            tally.failed(1);
            return;
        }
        int missed = comparison.missed().size();
        int failures = comparison.after().failures().size();
        tally.passed(incidents.isEmpty() && failures == 0 ? 1 : incidents.size() - missed);
        tally.failed(missed + failures);
    }
}
