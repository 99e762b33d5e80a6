package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.notEq;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuleHintsTest {
    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final ItOps ops =
            ItOps.builder().store(new InMemoryStore(clock)).clock(clock).build();
    private final Monitoring monitoring = Monitoring.attach(ops);

    @AfterEach
    void close() {
        ops.close();
    }

    private static AlertRule rule(Expr when) {
        return AlertRule.named("Errors").when(when).build();
    }

    private static List<RuleHints.ShortRange> shortRanges(Duration range, Duration... intervals) {
        return RuleHints.shortRanges(
                rule(rate(metric("errors_total"), range).sumBy().above(1)), new TreeSet<>(List.of(intervals)));
    }

    @Test
    void aRangeThatNeverHoldsTwoSamplesIsFound() {
        assertThat(shortRanges(ofSeconds(15), ofSeconds(15), ofSeconds(15))).hasSize(1);
        assertThat(shortRanges(ofSeconds(16), ofSeconds(15), ofSeconds(15))).isEmpty();
        assertThat(shortRanges(ofSeconds(15), ofSeconds(60), ofSeconds(15)))
                .as("meters are sampled at each evaluation too")
                .hasSize(1);
        assertThat(shortRanges(ofSeconds(15), ofSeconds(15), ofSeconds(20)))
                .as("samples at 15 s and 20 s lie 5 s apart")
                .isEmpty();
        assertThat(RuleHints.shortRanges(
                        rule(metric("errors_total").offset(ofSeconds(1)).above(1)), Set.of(ofSeconds(15))))
                .as("the newest sample is enough")
                .isEmpty();
    }

    @Test
    void theClaimHoldsOverEveryAlignmentOfARangeWithTheSamples() {
        MetricStore store = MetricStore.create();
        Labels labels = Labels.metric("errors_total");
        for (int second = 0; second <= 600; second += 15) {
            store.append(labels, second * 1_000L + 1_000_000_000_000L, second);
        }
        for (long end = 1_000_000_300_000L; end < 1_000_000_315_000L; end += 500) {
            int[] held = new int[1];
            // A range is open at its start.
            store.select(
                    List.of(io.itops.monitoring.expr.Expressions.eq(Labels.METRIC_NAME, "errors_total")),
                    end - 15_000 + 1,
                    end,
                    series -> held[0] = series.size());
            assertThat(held[0]).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anExplanationTellsOfTheRangeAndOfNamesThatAreThere() {
        monitoring.metrics().append(Labels.metric("errors_total", "pod", "1"), clock.instant(), 1);
        monitoring.add(rule(rate(metric("errors"), ofSeconds(15)).above(1)));
        ops.runUntil(clock.instant().plus(ofMinutes(1)));

        assertThat(monitoring.explain("Errors").because())
                .extracting(Explanation::reason)
                .contains(
                        "rate() needs two samples, but its range of 15 s holds at most one: meters of this process are"
                                + " sampled every 15 s",
                        "there is no metric named errors");
        assertThat(monitoring.explain("Errors", Labels.of("pod", "1")).render()).contains("similar names=errors_total");
    }

    @Test
    void conditionsThatClearOrTellSeveritiesAreLookedAtToo() {
        monitoring.metrics().append(Labels.metric("errors_total", "pod", "1"), clock.instant(), 1);
        monitoring.add(AlertRule.named("Errors")
                .when(metric("errors_total").above(1))
                .clearWhen("error_total < 1")
                .severity(Severity.SEV1, "rate(errors_totals[15s]) > 5")
                .build());

        assertThat(monitoring.explain("Errors").because())
                .extracting(Explanation::reason)
                .contains(
                        "there is no metric named error_total",
                        "there is no metric named errors_totals",
                        "rate() needs two samples, but its range of 15 s holds at most one: meters of this process are"
                                + " sampled every 15 s");
    }

    @Test
    void aRuleWithoutSuchFaultsIsExplainedWithoutHints() {
        monitoring.metrics().append(Labels.metric("errors_total", "pod", "1"), clock.instant(), 1);
        monitoring.add(RuleGroup.of(
                "shop",
                ofSeconds(15),
                rule(rate(metric("errors_total"), ofMinutes(1)).above(1))));

        assertThat(monitoring.explain("Errors").render()).doesNotContain("two samples", "no metric named");
    }

    @Test
    void samplesTakenForAnotherGroupCountToo() {
        AlertRule rule = rule(rate(metric("errors_total"), ofSeconds(15)).above(1));
        monitoring.metrics().append(Labels.metric("errors_total", "pod", "1"), clock.instant(), 1);
        monitoring.add(RuleGroup.of("slow", ofSeconds(15), rule));
        assertThat(monitoring.explain("Errors").render()).contains("needs two samples");

        monitoring.add(RuleGroup.of(
                "quick",
                ofSeconds(5),
                AlertRule.named("Other").when(metric("errors_total").above(1)).build()));

        assertThat(monitoring.explain("Errors").render()).doesNotContain("needs two samples");
    }

    @Test
    void whereNothingIsLikeTheNameThatIsSaid() {
        monitoring.add(rule(metric("errors").above(1)));
        assertThat(monitoring.explain("Errors").render())
                .contains("there is no metric named errors {metrics held=none yet}");

        monitoring.metrics().append(Labels.metric("queue_depth"), clock.instant(), 1);
        assertThat(monitoring.explain("Errors").render())
                .contains("there is no metric named errors {metrics held=none of a similar name}");
    }

    @Test
    void aLabelOrAValueThatIsNotThereIsNamedWithTheNearestThatIs() {
        for (String status : List.of("200", "500")) {
            monitoring.metrics().append(Labels.metric("calls", "status", status, "zone", "a"), clock.instant(), 1);
        }
        monitoring.add(
                rule(metric("calls", eq("status", "501"), eq("zon", "a"), matching("zone", "b.*"), eq("pod", "1"))
                        .above(1)));

        assertThat(monitoring.explain("Errors").because())
                .extracting(Explanation::render)
                .containsSubsequence(
                        "no series of calls meets status=\"501\" {similar values=500}\n",
                        "no series of calls has the label zon {similar labels=zone}\n",
                        "no series of calls meets zone=~\"b.*\" {values held=among others a}\n",
                        "no series of calls has the label pod {labels held=among others status, zone}\n");
    }

    @Test
    void matchersThatSeriesMeetAreNotSpokenOf() {
        monitoring.metrics().append(Labels.metric("calls", "status", "200"), clock.instant(), 1);
        monitoring.add(rule(metric("calls", eq("status", "200"), eq("pod", ""), notEq("zone", "b"))
                .above(1)));

        assertThat(monitoring.explain("Errors").render()).doesNotContain("no series of calls");
    }

    @Test
    void whereNothingIsMeteredThatIsSaid() {
        String said = "no sample is held, and no meter is registered with Monitoring.meterRegistry()";
        monitoring.add(rule(metric("errors").above(1)));
        assertThat(monitoring.explain("Errors").render()).contains(said);

        monitoring.meterRegistry().counter("calls");
        assertThat(monitoring.explain("Errors").render()).doesNotContain(said);
    }

    @Test
    void aNameAsLongAsTheyMayBeIsExplainedToo() {
        monitoring.add(rule(metric("e".repeat(1_000)).above(1)));

        assertThat(monitoring.explain("Errors").render()).contains("there is no metric named eee");
    }
}
