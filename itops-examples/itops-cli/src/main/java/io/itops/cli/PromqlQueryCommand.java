package io.itops.cli;

import io.itops.core.ItOpsException;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.promql.ParsedExpr;
import io.itops.monitoring.promql.PromQl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promql query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates an expression over the samples of files, at an instant or over a range.",
            "An INSTANT is in seconds since 1970 (1700000000.5), of RFC 3339 (2026-01-31T12:00:00Z), or, as in test files, a"
                    + " duration since 1970 (5m)."
        })
final class PromqlQueryCommand implements Callable<Integer>, UsageHint {
    private static final int STEPS = 250;

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "EXPR", description = "The expression.")
    private String expression = "";

    @Mixin
    private SampleOptions sampleOptions = new SampleOptions();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = Instants.OfInstant.class,
            description = "The instant of the query; the newest sample's where nothing is said. " + Instants.FORMS)
    private @Nullable Instant at;

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--step",
            paramLabel = "STEP",
            converter = Instants.OfStep.class,
            description =
                    "The distance of a range's instants (30s, or a number of seconds); such that there are 250 to 500 steps of"
                            + " whole seconds, at least 1s, where nothing is said.")
    private @Nullable Duration step;

    @Mixin
    private VersionOption version = new VersionOption();

    @Mixin
    private SubqueryOption subqueries = new SubqueryOption();

    @Mixin
    private JsonOption json = new JsonOption();

    PromqlQueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        checkOptions();
        requireSamples();
        // Files are counted only if they fail: what passes or fails is the query.
        FileLoop loop = new FileLoop(json.messages(console));
        LoadedSamples samples = sampleOptions.read(loop, Optional.ofNullable(at).or(period::end), version.semantics());
        if (json.given() && !loop.allRead()) {
            new JsonOutput(console).error("bad_data", "a file of samples could not be read");
        }
        return loop.closeIfRead(tally -> {
            samples.warnings().forEach(warning -> json.messages(console).line("warning: " + warning));
            if (query(samples)) {
                tally.passed(1);
            } else {
                tally.failed(1);
            }
        });
    }

    @Override
    public Optional<String> hint(ParameterException wrong, List<String> arguments) {
        if (!BadUsage.isUnknownOption(wrong) && !(wrong instanceof MissingParameterException)) {
            return Optional.empty();
        }
        return signed(arguments)
                .map(text -> "an expression that begins with - comes behind --, as in: -- '"
                        + text.replace("'", "'\\''") + "'");
    }

    /** The argument that begins with - and is neither an option nor what one is set to. */
    private Optional<String> signed(List<String> arguments) {
        Map<String, OptionSpec> options = spec.optionsMap();
        return IntStream.range(0, arguments.size())
                .filter(i -> i == 0 || !takesValue(options.get(arguments.get(i - 1))))
                .mapToObj(arguments::get)
                .filter(text -> text.startsWith("-") && !options.containsKey(text.split("=", 2)[0]))
                .findFirst();
    }

    private static boolean takesValue(@Nullable OptionSpec option) {
        return option != null && option.arity().max() > 0;
    }

    private void checkOptions() {
        List<String> given = new ArrayList<>();
        period.start().ifPresent(start -> given.add("--start"));
        period.end().ifPresent(end -> given.add("--end"));
        if (step != null) {
            given.add("--step");
        }
        if (at != null && !given.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--at is for one instant, and conflicts with " + String.join(" and ", given));
        }
        List<String> missing = new ArrayList<>(List.of("--start", "--end"));
        missing.removeAll(given);
        if (!given.isEmpty() && !missing.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.join(" and ", given) + (given.size() == 1 ? " needs " : " need ")
                            + String.join(" and ", missing) + " too");
        }
        period.check(spec);
    }

    /** An expression that selects something from no file would give nothing without a word. */
    private void requireSamples() {
        if (!sampleOptions.none()) {
            return;
        }
        try {
            Expr expr = PromQl.parse(expression, version.semantics().syntax());
            Optional<Selector> first = expr.selectors().stream().findFirst();
            if (first.isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), first.get() + " needs samples to select from: --series or --text");
            }
        } catch (ItOpsException e) {
            // told as what the query came to
        }
    }

    /** Whether there is a result. */
    private boolean query(LoadedSamples samples) {
        QueryOutput output = json.given() ? new JsonOutput(console) : new TableOutput(console);
        ParsedExpr parsed;
        try {
            parsed = PromQl.parseWithPositions(expression, version.semantics().syntax());
        } catch (ItOpsException e) {
            output.error("bad_data", String.valueOf(e.getMessage()));
            return false;
        }
        Instant instant = Optional.ofNullable(at).or(samples::newest).orElse(Instant.EPOCH);
        EvalResult result;
        try {
            result = evaluate(parsed, samples, instant);
        } catch (ItOpsException e) {
            output.error("execution", String.valueOf(e.getMessage()));
            return false;
        }
        if (result instanceof EvalResult.Failure failure) {
            output.error("execution", failure.text());
            return false;
        }
        output.result(result, parsed, instant);
        return true;
    }

    private EvalResult evaluate(ParsedExpr parsed, LoadedSamples samples, Instant instant) {
        EvalOptions options = EvalOptions.builder()
                .semantics(version.semantics())
                .subqueryStep(subqueries.step())
                .build();
        if (period.start().isEmpty() || period.end().isEmpty()) {
            return Evaluator.evaluate(parsed.expr(), samples, instant, options);
        }
        Instant start = period.start().get();
        Instant end = period.end().get();
        Duration distance = step == null ? distance(start, end) : step;
        return Evaluator.range(parsed.expr(), samples, start, end, distance, options);
    }

    private static Duration distance(Instant start, Instant end) {
        long seconds = Duration.between(start, end).toSeconds() / STEPS;
        return Duration.ofSeconds(Math.max(1, seconds));
    }
}
