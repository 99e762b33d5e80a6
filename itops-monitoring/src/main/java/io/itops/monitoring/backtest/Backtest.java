package io.itops.monitoring.backtest;

import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.rule.EvaluatedSlot;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Runs rules over recorded samples and tells the alerts that they would have raised.
 *
 * <pre>{@code
 * Backtest lastDay = Backtest.of(monitoring.metrics(), now.minus(ofDays(1)), now);
 * BacktestResult result = lastDay.run(group);
 * }</pre>
 *
 * <p>Rules are evaluated as the engine does, at the slots of their groups: every whole multiple of the interval since
 * 1970-01-01T00:00Z from the first instant on to the last, none missed; groups of one slot in the order given. Nothing is held: the
 * first slot knows of no alert. At a slot only samples until then are seen. What the rules record is written beside the source, never
 * into it, and what the source holds of the metrics that they record, {@code ALERTS} and {@code ALERTS_FOR_STATE} included, is not
 * seen; so what looks back on recorded metrics has them from the first slot on. The same samples and rules give the same result.
 *
 * <p>Immutable; thread-safe if the given source is.
 *
 * @param source the samples
 * @param from the first instant
 * @param to the last instant, not before the first and at most 366 days after it
 * @param limits how much it may cost
 * @param semantics the version of Prometheus whose rules are followed
 * @param subqueryStep the distance of the instants of subqueries that name none, 1 ms to a day
 * @since 0.1
 */
public record Backtest(
        MetricSource source,
        Instant from,
        Instant to,
        BacktestLimits limits,
        Semantics semantics,
        Duration subqueryStep) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ALONE = "backtest";

    /** Checks the parts. */
    public Backtest {
        Require.present("source", source);
        from = Require.instant("start of the backtest", from);
        to = Require.instant("end of the backtest", to);
        Require.that(!to.isBefore(from), "end of the backtest", "not lie before its start", to);
        Require.that(
                Duration.between(from, to).compareTo(LONGEST) <= 0,
                "end of the backtest",
                "lie at most 366 days after its start",
                to + " (" + Words.duration(Duration.between(from, to)) + " after " + from + ")");
        Require.present("limits", limits);
        Require.present("semantics", semantics);
        Require.positive("step of subqueries", subqueryStep, Duration.ofDays(1));
        Require.that(subqueryStep.toMillis() > 0, "step of subqueries", "be at least 1 ms", subqueryStep);
    }

    /**
     * A backtest within {@link BacktestLimits#DEFAULTS} and by the rules of {@link Semantics#PROMETHEUS_3_14}, subqueries each minute.
     *
     * @param source the samples
     * @param from the first instant
     * @param to the last instant, not before the first and at most 366 days after it
     * @return the backtest
     */
    public static Backtest of(MetricSource source, Instant from, Instant to) {
        return new Backtest(source, from, to, BacktestLimits.DEFAULTS, Semantics.PROMETHEUS_3_14, MINUTE);
    }

    /**
     * This backtest within other limits.
     *
     * @param other the limits
     * @return the backtest
     */
    public Backtest within(BacktestLimits other) {
        return new Backtest(source, from, to, other, semantics, subqueryStep);
    }

    /**
     * This backtest by the rules of another version: the one that the engine follows, or that a file was read by.
     *
     * @param version the version
     * @return the backtest
     */
    public Backtest under(Semantics version) {
        return new Backtest(source, from, to, limits, version, subqueryStep);
    }

    /**
     * This backtest with another distance of the instants of subqueries that name none.
     *
     * @param given 1 ms to a day; that of the engine, or the {@code evaluation_interval} of the server
     * @return the backtest
     */
    public Backtest withSubqueryStep(Duration given) {
        return new Backtest(source, from, to, limits, semantics, given);
    }

    /**
     * Runs one rule.
     *
     * @param rule the rule
     * @param interval the distance of its slots, 1 s to a day
     * @return what it would have done
     * @throws LimitExceededException if a bound would be exceeded
     */
    public BacktestResult run(Rule rule, Duration interval) {
        return run(RuleGroup.of(ALONE, interval, Require.present("rule", rule)));
    }

    /**
     * Runs one group.
     *
     * @param group the group
     * @return what its rules would have done
     * @throws LimitExceededException if a bound would be exceeded
     */
    public BacktestResult run(RuleGroup group) {
        return run(List.of(Require.present("group", group)));
    }

    /**
     * Runs the groups of a whole file, say.
     *
     * @param groups groups of different names
     * @return what their rules would have done
     * @throws LimitExceededException if a bound would be exceeded
     */
    public BacktestResult run(List<RuleGroup> groups) {
        List<RuleGroup> all = Require.list("groups", groups);
        Set<String> names = new HashSet<>();
        long slots = 0;
        for (RuleGroup group : all) {
            Require.that(names.add(group.name()), "group name", "be unique", group.name());
            slots += slots(group);
            if (slots > limits.maxSlots()) {
                throw new LimitExceededException("slots of a backtest", limits.maxSlots(), slots);
            }
        }
        RecordedSamples samples = new RecordedSamples(source, all, Duration.between(from, to), limits);
        PastAlerts past = new PastAlerts(limits);
        EvalOptions options =
                EvalOptions.timeless(limits.evaluation(), semantics).withSubqueryStep(subqueryStep);
        PriorityQueue<Next> queue = new PriorityQueue<>(Next.ORDER);
        for (int i = 0; i < all.size(); i++) {
            RuleGroup group = all.get(i);
            queue.add(new Next(firstSlot(group), i, GroupRun.ofEvents(group, samples, samples.scratch(), options)));
        }
        for (Next next = queue.poll(); next != null && !next.slot().isAfter(to); next = queue.poll()) {
            RuleGroup group = all.get(next.index());
            samples.presentIs(next.slot());
            past.take(group, next.slot(), next.run().at(next.slot()));
            samples.requireAllKept();
            queue.add(new Next(next.slot().plus(group.interval()), next.index(), next.run()));
        }
        return past.result(from, to, slots);
    }

    private Instant firstSlot(RuleGroup group) {
        Instant newest = EvaluatedSlot.newest(from, group.interval());
        return newest.isBefore(from) ? newest.plus(group.interval()) : newest;
    }

    private long slots(RuleGroup group) {
        Instant first = firstSlot(group);
        return first.isAfter(to) ? 0 : Duration.between(first, to).dividedBy(group.interval()) + 1;
    }

    /** The next slot of a group. */
    private record Next(Instant slot, int index, GroupRun run) {
        static final Comparator<Next> ORDER = Comparator.comparing(Next::slot).thenComparing(Next::index);
    }
}
