package io.itops.monitoring.backtest;

import io.itops.core.LimitExceededException;
import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.NewestSource;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples as the rules would have seen them at a slot: what was measured until then, and what the rules themselves have recorded.
 * What the source holds of metrics that the rules record is hidden, since it came of other rules or of the same ones in the engine.
 * Not thread-safe; confined to one backtest.
 */
final class RecordedSamples implements NewestSource {
    /** What texts may query of recorded metrics, whatever the rules look back on. */
    private static final Duration LEAST_KEPT = Duration.ofHours(2);

    private static final Duration MOST_KEPT = Duration.ofDays(366);

    private final NewestSource source;
    private final Set<String> recorded;
    private final MetricStore scratch;
    private final BacktestLimits limits;
    private long present = Long.MIN_VALUE;
    private long expireAt = Long.MIN_VALUE;

    RecordedSamples(MetricSource source, List<RuleGroup> groups, Duration span, BacktestLimits limits) {
        this.source = NewestSource.of(source);
        this.limits = limits;
        this.recorded = recorded(groups);
        this.scratch = MetricStore.builder()
                .retention(kept(groups, span))
                .maxSeries(limits.maxSeries())
                .maxSamples(limits.maxSamples())
                .build();
    }

    private static Set<String> recorded(List<RuleGroup> groups) {
        Set<String> names = new HashSet<>();
        for (RuleGroup group : groups) {
            if (group.alertSeries()) {
                names.addAll(List.of("ALERTS", "ALERTS_FOR_STATE"));
            }
            group.rules().stream()
                    .filter(rule -> rule.kind() == Rule.Kind.RECORDING)
                    .forEach(rule -> names.add(rule.name()));
        }
        return names;
    }

    /** As far back as any rule looks; all of it where one looks at a fixed instant. */
    private static Duration kept(List<RuleGroup> groups, Duration span) {
        Duration longest = LEAST_KEPT;
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                for (Expr expr : rule.expressions()) {
                    Duration reach = fixed(expr) ? MOST_KEPT : expr.reach().plus(group.queryOffset());
                    longest = longest.compareTo(reach) >= 0 ? longest : reach;
                }
            }
        }
        // What is older than the first slot was never recorded.
        Duration whole = span.plus(Duration.ofDays(1));
        Duration kept = longest.compareTo(whole) <= 0 ? longest : whole;
        return kept.compareTo(MOST_KEPT) <= 0 ? kept.plusMillis(1) : MOST_KEPT;
    }

    private static boolean fixed(Expr expr) {
        return (expr instanceof Selector selector && selector.shift().at() instanceof At.Fixed)
                || (expr instanceof Subquery subquery && subquery.shift().at() instanceof At.Fixed)
                || expr.children().stream().anyMatch(RecordedSamples::fixed);
    }

    /** Where the rules write. */
    MetricStore scratch() {
        return scratch;
    }

    /** Goes on to a slot: nothing later is seen. */
    void presentIs(Instant slot) {
        present = slot.toEpochMilli();
        if (present >= expireAt) {
            scratch.expire(slot);
            expireAt = present + scratch.retention().toMillis();
        }
    }

    /** Throws if anything that the rules gave could not be kept. */
    void requireAllKept() {
        if (scratch.count(AppendOutcome.SERIES_LIMIT) > 0) {
            throw new LimitExceededException("series recorded", limits.maxSeries(), limits.maxSeries() + 1L);
        }
        if (scratch.count(AppendOutcome.SAMPLE_LIMIT) > 0) {
            throw new LimitExceededException("samples recorded", limits.maxSamples(), limits.maxSamples() + 1L);
        }
    }

    @Override
    public void select(List<Matcher> matchers, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
        long to = Math.min(toMillis, present);
        if (to < fromMillis) {
            return;
        }
        NewestSource only = onlyOne(matchers);
        if (only != null) {
            only.select(matchers, fromMillis, to, sink);
            return;
        }
        source.select(matchers, fromMillis, to, series -> {
            if (!recorded.contains(series.labels().metricName())) {
                sink.accept(series);
            }
        });
        scratch.select(matchers, fromMillis, to, sink);
    }

    @Override
    public void selectNewest(List<Matcher> matchers, long fromMillis, long toMillis, Sink sink) {
        long to = Math.min(toMillis, present);
        if (to < fromMillis) {
            return;
        }
        NewestSource only = onlyOne(matchers);
        if (only != null) {
            only.selectNewest(matchers, fromMillis, to, sink);
            return;
        }
        source.selectNewest(matchers, fromMillis, to, (labels, timestamp, value) -> {
            if (!recorded.contains(labels.metricName())) {
                sink.accept(labels, timestamp, value);
            }
        });
        scratch.selectNewest(matchers, fromMillis, to, sink);
    }

    /** Where all series of a metric are, if the matchers name one. */
    private @Nullable NewestSource onlyOne(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && matcher.label().equals(Labels.METRIC_NAME)) {
                return recorded.contains(matcher.value()) ? scratch : source;
            }
        }
        return null;
    }
}
