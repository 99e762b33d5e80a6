package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Explained;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the conditions of an alert rule give at one slot: all that {@link AlertMachine} needs to know of the samples.
 *
 * <p>Immutable and thread-safe if its queries are.
 *
 * @param result what the condition gives
 * @param levels what the conditions of other severities give
 * @param cleared what the clear condition gives, where the rule has one
 * @param series the series that the conditions found, where the rule's options ask for them; empty: it is taken that there is data
 * @param queries evaluates expressions of texts
 * @since 0.1
 */
public record AlertReading(
        EvalResult result,
        Map<Severity, EvalResult> levels,
        Optional<EvalResult> cleared,
        Optional<Set<Labels>> series,
        Function<Expr, EvalResult> queries) {
    /** Checks the parts. */
    public AlertReading {
        Require.present("result", result);
        levels = Collections.unmodifiableMap(
                Require.present("levels", levels).isEmpty() ? Map.of() : new EnumMap<>(levels));
        Require.present("result of the clear condition", cleared);
        Require.present("series", series);
        Require.present("queries", queries);
    }

    /**
     * A reading of a rule without options and without queries.
     *
     * @param result what its condition gives
     * @return the reading
     */
    public static AlertReading of(EvalResult result) {
        return new AlertReading(
                result,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                expr -> new EvalResult.Failure(
                        EvalResult.Cause.INVALID_ARGUMENT, "texts of this reading cannot query"));
    }

    /**
     * Evaluates the conditions of a rule.
     *
     * @param rule the rule
     * @param source where samples are read
     * @param slot the slot
     * @param offset how far before the slot conditions are evaluated; texts query at the slot itself
     * @param options by which rules, within which limits
     * @return what they give
     */
    public static AlertReading take(
            AlertRule rule, MetricSource source, Instant slot, Duration offset, EvalOptions options) {
        return take(
                rule, source, slot, offset, options, (from, at) -> Evaluator.evaluate(rule.when(), from, at, options));
    }

    /**
     * Evaluates the conditions of a rule, and keeps the steps of the first.
     *
     * @param rule the rule
     * @param source where samples are read
     * @param slot the slot
     * @param offset how far before the slot conditions are evaluated; texts query at the slot itself
     * @param options by which rules, within which limits
     * @return what they give, with explanations
     */
    public static WithSteps explain(
            AlertRule rule, MetricSource source, Instant slot, Duration offset, EvalOptions options) {
        Explained[] steps = new Explained[1];
        AlertReading reading = take(rule, source, slot, offset, options, (from, at) -> {
            steps[0] = Evaluator.explain(rule.when(), from, at, options);
            return steps[0].result();
        });
        return new WithSteps(reading, steps[0]);
    }

    /**
     * A reading and the steps of the condition's evaluation.
     *
     * @param reading the reading
     * @param steps the steps
     */
    public record WithSteps(AlertReading reading, Explained steps) {
        /** Checks the parts. */
        public WithSteps {
            Require.present("reading", reading);
            Require.present("steps", steps);
        }
    }

    private interface Main {
        EvalResult evaluate(MetricSource from, Instant at);
    }

    private static AlertReading take(
            AlertRule rule, MetricSource source, Instant slot, Duration offset, EvalOptions options, Main main) {
        Require.present("options", options);
        // Most groups have no offset, and checking one makes a text of its bound.
        Duration back = Require.present("query offset", offset).isZero()
                ? offset
                : Require.span("query offset", offset, Duration.ofDays(1));
        Instant at = Require.instant("slot", slot).minus(back);
        AlertOptions asked = Require.present("rule", rule).options();
        boolean look =
                asked.noData() != NoDataPolicy.RESOLVE || asked.clearWhen().isPresent();
        Optional<DataSeen> seen = look ? Optional.of(new DataSeen(source)) : Optional.empty();
        MetricSource from = seen.isPresent() ? seen.get() : source;
        EvalResult result = main.evaluate(from, at);
        Map<Severity, EvalResult> levels = asked.levels().isEmpty() ? Map.of() : new EnumMap<>(Severity.class);
        for (SeverityLevel level : asked.levels()) {
            levels.put(level.severity(), Evaluator.evaluate(level.when(), source, at, options));
        }
        Optional<EvalResult> cleared = asked.clearWhen().map(expr -> Evaluator.evaluate(expr, from, at, options));
        return new AlertReading(
                result,
                levels,
                cleared,
                seen.map(DataSeen::series),
                expr -> Evaluator.evaluate(expr, source, slot, options));
    }

    /**
     * All that the conditions give.
     *
     * @return the condition's result first, then those of other severities, the clear condition's last
     */
    public List<EvalResult> results() {
        if (levels.isEmpty() && cleared.isEmpty()) {
            return List.of(result);
        }
        List<EvalResult> all = new ArrayList<>(List.of(result));
        Stream.concat(levels.values().stream(), cleared.stream()).forEach(all::add);
        return all;
    }

    /** Whether the condition gave nothing, and there was nothing that it could have given it for. */
    boolean noData() {
        return nothingFound()
                && Conditions.failure(result) == null
                && Conditions.elements(result).isEmpty();
    }

    /** Whether no selector found a series that has not ended. */
    boolean nothingFound() {
        return series.filter(Set::isEmpty).isPresent();
    }
}
