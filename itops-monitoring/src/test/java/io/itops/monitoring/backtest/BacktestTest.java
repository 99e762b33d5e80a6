package io.itops.monitoring.backtest;

import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.LimitExceededException;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.MonitoringOptions;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules would have done over recorded samples, 15 s apart. */
class BacktestTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Duration SLOT = ofSeconds(15);

    private final MetricStore metrics = MetricStore.create();

    private static Instant slot(int number) {
        return START.plus(SLOT.multipliedBy(number));
    }

    /** The load of a host, one value a slot. */
    private void load(String host, double... values) {
        for (int i = 0; i < values.length; i++) {
            metrics.append(Labels.metric("load", "host", host), slot(i), values[i]);
        }
    }

    private Backtest slots(int number) {
        return Backtest.of(metrics, START, slot(number - 1));
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    private static RuleGroup group(Rule... rules) {
        return RuleGroup.of("g", SLOT, rules);
    }

    @Test
    void anAlertHasTheTimesLabelsTextsAndReasonsItWouldHaveHad() {
        load("a", 1, 9, 9, 8, 1, 1);

        BacktestResult result = slots(6).run(group(high().holdFor(ofSeconds(30))
                .severity(Severity.SEV2)
                .annotation("summary", "busy")
                .build()));

        assertThat(result.slots()).isEqualTo(6);
        assertThat(result.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.pendingSince()).isEqualTo(slot(1));
            assertThat(alert.firedAt()).isEqualTo(slot(3));
            assertThat(alert.resolvedAt()).contains(slot(4));
            assertThat(alert.stillFiring()).isFalse();
            assertThat(alert.value()).isEqualTo(8);
            assertThat(alert.worst()).isEqualTo(Severity.SEV2);
            assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "High", "host", "a"));
            assertThat(alert.annotations()).containsEntry("summary", "busy");
            assertThat(alert.why().toString()).contains("the condition of High has held for 30 s", "8", "load");
            assertThat(alert.whyResolved().orElseThrow().toString()).contains("no longer holds");
        });
        assertThat(result.pendingOnly()).isZero();
    }

    @Test
    void whatFiresAtTheEndHasNoEndAndWhatOnlyWaitedIsCounted() {
        load("a", 9, 9, 9);
        load("b", 9, 1, 9);

        BacktestResult result = slots(3).run(high().holdFor(ofSeconds(30)).build(), SLOT);

        assertThat(result.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.stillFiring()).isTrue();
            assertThat(alert.whyResolved()).isEmpty();
        });
        assertThat(result.pendingOnly()).as("b, twice").isEqualTo(2);
    }

    @Test
    void timeThatFiringIsKeptCounts() {
        load("a", 9, 1, 1, 1, 1);

        assertThat(slots(5).run(group(high().keepFiringFor(ofSeconds(30)).build()))
                        .alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.resolvedAt()).contains(slot(3)));
    }

    @Test
    void whatRulesRecordIsSeenByLaterOnesAndNeverWrittenToTheSource() {
        load("a", 1, 9, 9);
        long before = metrics.sampleCount();
        RuleGroup group = group(
                RecordingRule.of("load:double", metric("load").times(2)),
                AlertRule.named("Double").when(metric("load:double").above(10)).build(),
                AlertRule.named("Watched")
                        .when("ALERTS{alertstate=\"firing\",alertname=\"Double\"}")
                        .build());

        BacktestResult result = slots(3).run(group);

        assertThat(result.alerts())
                .extracting(alert -> alert.identity().rule(), BacktestAlert::firedAt)
                .containsExactly(tuple("Double", slot(1)), tuple("Watched", slot(1)));
        assertThat(metrics.sampleCount()).isEqualTo(before);
        assertThat(metrics.holds("ALERTS")).isFalse();
        assertThat(metrics.holds("load:double")).isFalse();
    }

    @Test
    void theRulesOfTheVersionAskedForAreFollowed() {
        load("a", 9, 9, 9);
        AlertRule both =
                AlertRule.named("Both").when("count_over_time(load[15s]) > 1").build();

        assertThat(slots(3).run(both, SLOT).alerts()).isEmpty();
        assertThat(slots(3).under(Semantics.PROMETHEUS_2_42).run(both, SLOT).alerts())
                .as("ranges include their first instant")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"load:double @ %d > 10", "max_over_time(load:double[2m:15s] @ %d) > 10"})
    void whatRulesRecordIsKeptForWhoeverLooksAtAFixedInstant(String condition) {
        load("a", 9);

        BacktestResult result = Backtest.of(metrics, START, START.plus(ofHours(5)))
                .run(group(
                        RecordingRule.of("load:double", metric("load").times(2)),
                        AlertRule.named("Then")
                                .when(condition.formatted(START.getEpochSecond()))
                                .build()));

        assertThat(result.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.stillFiring()).isTrue());
    }

    @Test
    void whatTheSourceHoldsOfMetricsThatTheRulesRecordIsNotSeen() {
        load("a", 1, 1);
        metrics.append(Labels.metric("load:double", "host", "a"), slot(0), 100);
        metrics.append(Labels.metric("ALERTS", "alertname", "Double", "alertstate", "firing"), slot(0), 1);
        RuleGroup group = group(
                RecordingRule.of("load:double", metric("load").times(2)),
                AlertRule.named("Double").when("{__name__=~\"load:.*\"} > 10").build(),
                AlertRule.named("Watched").when(metric("ALERTS")).build());

        assertThat(slots(2).run(group).alerts()).isEmpty();
    }

    @Test
    void subqueriesWithoutAStepTakeTheOneGiven() {
        load("a", 9, 9, 9, 9, 9, 9, 9, 9, 9);
        RuleGroup often = group(
                AlertRule.named("Often").when("count_over_time(load[2m:]) > 4").build());

        assertThat(slots(9).run(often).alerts()).isEmpty();
        assertThat(slots(9).withSubqueryStep(SLOT).run(often).alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).isEqualTo(slot(4)));
    }

    @Test
    void nothingLaterThanTheSlotIsSeen() {
        load("a", 1, 1, 9);

        assertThat(slots(3).run(group(AlertRule.named("Ahead")
                                .when("load offset -15s > 5")
                                .build()))
                        .alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).isEqualTo(slot(2)));
    }

    @Test
    void conditionsAreEvaluatedAtTheSlotLessTheQueryOffset() {
        load("a", 1, 9, 9, 9);

        BacktestResult result = slots(4).run(RuleGroup.named("late")
                .interval(SLOT)
                .queryOffset(ofSeconds(30))
                .rule(high().build())
                .build());

        assertThat(result.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).isEqualTo(slot(3)));
    }

    @Test
    void eachGroupHasItsOwnInterval() {
        load("a", 1, 9, 9, 9, 9, 9);

        BacktestResult result =
                slots(6).run(List.of(group(high().build()), RuleGroup.of("slow", ofSeconds(60), high().build())));

        assertThat(result.alerts())
                .extracting(alert -> alert.identity().group(), BacktestAlert::firedAt)
                .containsExactly(tuple("g", slot(1)), tuple("slow", slot(4)));
        assertThat(result.slots()).isEqualTo(6 + 2);
    }

    @Test
    void slotsAreTheWholeMultiplesOfTheIntervalWithinTheTime() {
        load("a", 9, 9, 9);

        BacktestResult result = Backtest.of(metrics, slot(0).plusMillis(1), slot(2).minusMillis(1))
                .run(group(high().build()));

        assertThat(result.slots()).isEqualTo(1);
        assertThat(result.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).isEqualTo(slot(1)));
    }

    @Test
    void aGroupsLimitFailsTheRuleAndTheFailureIsTold() {
        load("a", 1, 9, 9);
        load("b", 1, 9, 1);

        BacktestResult result = slots(3).run(RuleGroup.named("few")
                .interval(SLOT)
                .limit(1)
                .rule(high().build())
                .build());

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("exceeded limit of 1 with 2 alerts");
            assertThat(failure.first()).isEqualTo(slot(1));
            assertThat(failure.slots()).isEqualTo(1);
        });
        assertThat(result.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).isEqualTo(slot(2)));
    }

    @Test
    void alertsOfOneKeyArePagedOnceUntilThePolicySaysThatTheTroubleIsOver() {
        load("a", 9, 1, 1, 9, 1);
        load("b", 1, 9, 1, 1, 1);

        List<BacktestPage> all = slots(5).run(group(high().build())).pages();
        assertThat(all)
                .extracting(BacktestPage::at, BacktestPage::overAt)
                .containsExactly(tuple(slot(0), Optional.of(slot(2))), tuple(slot(3), Optional.of(slot(4))));
        assertThat(all).extracting(BacktestPage::alerts).containsExactly(2, 1);
        assertThat(slots(5).run(group(high().dedupBy("host").build())).pages()).hasSize(3);
        assertThat(slots(5).run(group(high().resolve(ResolvePolicy.ANY).build()))
                        .pages())
                .hasSize(3);
        assertThat(slots(5).run(group(high().resolve(ResolvePolicy.NEVER).build()))
                        .pages())
                .singleElement()
                .satisfies(page -> assertThat(page.overAt()).isEmpty());
    }

    @Test
    void theWorstSeverityIsTold() {
        load("a", 9, 60, 9, 1);

        BacktestResult result = slots(4).run(group(
                high().severity(Severity.SEV1, metric("load").above(50)).build()));

        assertThat(result.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.identity().severity()).isEqualTo(Severity.SEV3);
            assertThat(alert.worst()).isEqualTo(Severity.SEV1);
        });
        assertThat(result.pages())
                .singleElement()
                .satisfies(page -> assertThat(page.worst()).isEqualTo(Severity.SEV1));
    }

    @Test
    void boundsAreNamedWhenTheyAreExceeded() {
        load("a", 9, 1, 9);
        Backtest three = slots(3);

        assertThatThrownBy(() -> Backtest.of(metrics, START, slot(2))
                        .within(BacktestLimits.DEFAULTS.withMaxSlots(2))
                        .run(group(high().build())))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("slots of a backtest must be at most 2, but was 3");
        assertThatThrownBy(() -> Backtest.of(metrics, START, slot(2))
                        .within(BacktestLimits.DEFAULTS.withMaxAlerts(1))
                        .run(group(high().build())))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("alerts of a backtest must be at most 1, but was 2");
        BacktestLimits few = new BacktestLimits(BacktestLimits.DEFAULTS.evaluation(), 10, 10, 1, 10);
        assertThatThrownBy(
                        () -> Backtest.of(metrics, START, slot(2)).within(few).run(group(high().build())))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("series recorded must be at most 1, but was 2");
        BacktestLimits fewSamples = new BacktestLimits(BacktestLimits.DEFAULTS.evaluation(), 10, 10, 10, 1);
        assertThatThrownBy(() ->
                        Backtest.of(metrics, START, slot(2)).within(fewSamples).run(group(high().build())))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("samples recorded must be at most 1, but was 2");
        RuleGroup group = group(high().build());
        assertThatThrownBy(() -> three.run(List.of(group, group)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("group name must be unique");
        assertThatThrownBy(() -> Backtest.of(metrics, slot(1), slot(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("end of the backtest must not lie before its start");
        assertThatThrownBy(() -> Backtest.of(metrics, START, START.plus(ofDays(367))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("end of the backtest must lie at most 366 days after its start, but was ");
    }

    /** The engine itself is the oracle: the same samples, slot by slot, in a process that lives all the time. */
    @Test
    void theEngineFiresAndResolvesTheSameAlertsAtTheSameTimes() {
        int slots = 200;
        RuleGroup group = RuleGroup.named("all")
                .interval(SLOT)
                .queryOffset(ofSeconds(15))
                .rule(RecordingRule.of("load:avg", "avg_over_time(load[1m])"))
                .rule(high().holdFor(ofSeconds(30)).keepFiringFor(ofSeconds(45)).build())
                .rule(AlertRule.named("Average")
                        .when("load:avg > 5")
                        .dedupBy("host")
                        .build())
                .rule(AlertRule.named("Often")
                        .when(metric("load").above(7))
                        .atLeast(2, 4)
                        .build())
                .rule(AlertRule.named("Watched")
                        .when("count by (alertname) (ALERTS{alertstate=\"firing\"}) > 2")
                        .build())
                .build();
        ManualClock clock = ManualClock.at(START.minusSeconds(1));
        List<String> signals = new ArrayList<>();
        Random random = new Random(7);
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(clock)
                .ids(IdSource.seeded(1))
                .build()) {
            ops.signals().register("test", (signal, unit) -> signals.add(unit.now() + " " + told(signal)));
            Monitoring monitoring = Monitoring.attach(
                    ops, MonitoringOptions.builder().retention(ofDays(1)).build());
            monitoring.add(group);
            double[] level = {1, 1, 1, 1};
            for (int i = 0; i < slots; i++) {
                for (int host = 0; host < level.length; host++) {
                    level[host] = random.nextInt(6) == 0 ? random.nextInt(12) : level[host];
                    Labels series = Labels.metric("load", "host", "h" + host);
                    monitoring.metrics().append(series, slot(i), level[host]);
                    metrics.append(series, slot(i), level[host]);
                }
                ops.runUntil(slot(i));
            }
            List<String> engine = new ArrayList<>();
            for (JournalEntry entry : ops.journal().all()) {
                JournalEvent event = entry.event();
                if (Set.of("alert.firing", "alert.resolved").contains(event.type())) {
                    String id = event.subjects().get(0).id();
                    engine.add(id + " " + event.type() + " " + event.at()
                            + event.explanation().orElseThrow());
                }
            }

            BacktestResult result = slots(slots).run(group);

            List<String> past = new ArrayList<>();
            for (BacktestAlert alert : result.alerts()) {
                String id = alert.identity().id();
                past.add(id + " alert.firing " + alert.firedAt() + alert.why());
                alert.resolvedAt()
                        .ifPresent(at -> past.add(id + " alert.resolved " + at
                                + alert.whyResolved().orElseThrow()));
            }
            assertThat(past).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(engine);
            List<String> pages = new ArrayList<>();
            for (BacktestPage page : result.pages()) {
                pages.add(page.at() + " FIRING " + page.dedupKey());
                page.overAt().ifPresent(at -> pages.add(at + " RESOLVED " + page.dedupKey()));
            }
            assertThat(signals).hasSizeGreaterThan(30).containsAll(pages);
            assertThat(pages.stream().filter(page -> page.contains("RESOLVED")))
                    .containsExactlyInAnyOrderElementsOf(signals.stream()
                            .filter(signal -> signal.contains("RESOLVED"))
                            .toList());
            assertThat(slots(slots).run(group)).as("the same again").isEqualTo(result);
        }
    }

    private static String told(Signal signal) {
        return signal.status() + " " + signal.dedupKey();
    }
}
