package io.itops.monitoring.backtest;

import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two versions of rules over the same samples, 15 s apart. */
class BacktestComparisonTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Duration SLOT = ofSeconds(15);
    private static final RuleGroup OLD = group(high(5).build());

    private final MetricStore metrics = MetricStore.create();

    private static Instant slot(int number) {
        return START.plus(SLOT.multipliedBy(number));
    }

    private void load(String host, double... values) {
        for (int i = 0; i < values.length; i++) {
            metrics.append(Labels.metric("load", "host", host), slot(i), values[i]);
        }
    }

    private static AlertRule.Builder high(double bound) {
        return AlertRule.named("High").when(metric("load").above(bound)).dedupBy("host");
    }

    private static RuleGroup group(AlertRule rule) {
        return RuleGroup.of("g", SLOT, rule);
    }

    private BacktestComparison compare(RuleGroup newer, KnownIncident... incidents) {
        return BacktestComparison.run(
                Backtest.of(metrics, START, slot(11)), List.of(OLD), List.of(newer), List.of(incidents));
    }

    private static KnownIncident incident(String name, int from, int to, Matcher... about) {
        return new KnownIncident(name, slot(from), slot(to), List.of(about), ofSeconds(30));
    }

    @Test
    void alertsOfBothAreToldWithHowTheirTimesShift() {
        load("a", 1, 6, 9, 9, 6, 1);

        BacktestComparison comparison = compare(group(high(8).build()));

        assertThat(comparison.onlyBefore()).isEmpty();
        assertThat(comparison.onlyAfter()).isEmpty();
        assertThat(comparison.both()).singleElement().satisfies(pair -> {
            assertThat(pair.firesLater()).isEqualTo(SLOT);
            assertThat(pair.resolvesLater()).contains(SLOT.negated());
        });
        assertThat(comparison.summary()).isEqualTo("would page as often (once)");
    }

    @Test
    void alertsOfOneVersionAloneAreTold() {
        load("a", 1, 6, 1, 9, 1, 6, 1);
        load("b", 1, 9, 9, 9, 9, 9);

        BacktestComparison comparison = compare(group(high(8).build()));
        assertThat(comparison.onlyBefore()).extracting(BacktestAlert::firedAt).containsExactly(slot(1), slot(5));
        assertThat(comparison.both()).hasSize(2);
        assertThat(comparison.summary()).isEqualTo("would page 2 times less (2 instead of 4)");

        BacktestComparison other = compare(group(high(0).build()));
        assertThat(other.onlyAfter()).isEmpty();
        assertThat(other.both())
                .as("one long alert goes with the first that it overlaps")
                .hasSize(2);
        assertThat(other.onlyBefore()).hasSize(2);
        assertThat(compare(group(AlertRule.named("Higher")
                                .when(metric("load").above(8))
                                .build()))
                        .onlyAfter())
                .as("another name is another alert")
                .hasSize(2);
    }

    @Test
    void longOldAlertsGoWithTheFirstOfSeveralNewOnes() {
        load("a", 9, 9, 6, 9, 6, 9, 1);

        BacktestComparison comparison = compare(group(high(8).build()));

        assertThat(comparison.both())
                .singleElement()
                .satisfies(pair -> assertThat(pair.after().firedAt()).isEqualTo(slot(0)));
        assertThat(comparison.onlyAfter()).extracting(BacktestAlert::firedAt).containsExactly(slot(3), slot(5));
        assertThat(comparison.morePages()).isEqualTo(2);
        assertThat(comparison.summary()).isEqualTo("would page 2 times more (3 instead of 1)");
    }

    @Test
    void incidentsAreCaughtOrMissedByEachAndHowEarly() {
        load("a", 1, 1, 6, 9, 9, 1, 1, 6, 6, 1);

        BacktestComparison comparison = compare(
                group(high(8).build()),
                incident("crash", 3, 5, Matcher.eq("host", "a")),
                incident("slow", 7, 8),
                incident("elsewhere", 3, 5, Matcher.eq("host", "b")));

        Caught crash = comparison.incidents().get(0);
        assertThat(crash.delayBefore()).contains(SLOT.negated());
        assertThat(crash.delayAfter()).contains(Duration.ZERO);
        assertThat(comparison.missed())
                .extracting(caught -> caught.incident().name())
                .containsExactly("slow", "elsewhere");
        assertThat(comparison.summary())
                .isEqualTo("would page once less (1 instead of 2), misses 2 of these 3 incidents: "
                        + "slow, which the old rules catch; elsewhere, as the old rules do");
    }

    @Test
    void missingNothingIsSaid() {
        load("a", 1, 9, 1, 9, 1, 9, 9, 9, 1);

        assertThat(compare(
                                group(high(5).holdFor(ofSeconds(15)).build()),
                                incident("crash", 5, 7),
                                incident("the same again", 6, 6))
                        .summary())
                .isEqualTo("would page 2 times less (1 instead of 3), misses none of these 2 incidents");
        assertThat(compare(OLD, incident("crash", 5, 7)).summary())
                .isEqualTo("would page as often (3 times), misses not the incident crash");
    }

    @Test
    void anAlertThatFiredLongBeforeOrResolvedBeforeTellsOfSomethingElse() {
        load("a", 9, 9, 9, 9, 9, 9, 1);
        load("b", 1, 1, 1, 9, 1, 1);

        BacktestComparison comparison = compare(OLD, incident("late", 5, 6));

        assertThat(comparison.missed()).hasSize(1);
        assertThat(comparison.summary()).contains("misses 1 of 1 incident: late, as the old rules do");
        assertThat(compare(OLD, incident("b", 4, 6)).missed())
                .as("resolved as it begins")
                .hasSize(1);
        assertThat(compare(OLD, incident("b", 3, 6)).missed()).isEmpty();
    }

    @Test
    void resultsOfOtherTimesAreRefused() {
        BacktestResult one = Backtest.of(metrics, START, slot(1)).run(OLD);
        BacktestResult other = Backtest.of(metrics, START, slot(2)).run(OLD);

        assertThatThrownBy(() -> BacktestComparison.of(one, other, List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("result of the new rules must be of the time from");
        assertThatThrownBy(() -> incident("backwards", 3, 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("end of backwards must not lie before its begin");
    }
}
