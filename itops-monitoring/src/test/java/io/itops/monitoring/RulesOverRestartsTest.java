package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Severity;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.itops.testkit.simulation.RefoldingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules in the engine: what survives a restart, and what a replacement carries over. */
class RulesOverRestartsTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Duration SLOT = ofSeconds(15);

    private final ManualClock clock = ManualClock.at(START);
    private final InMemoryStore kept = new InMemoryStore();
    private final RefoldingStore store = new RefoldingStore(kept, List.of(AlertWorkflow.WORKFLOW));
    private final List<String> signals = new ArrayList<>();
    private int processes;
    private ItOps ops;
    private Monitoring monitoring;

    private void start(RuleGroup... groups) {
        ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(processes++))
                .build();
        ops.signals().register("test", (signal, unit) -> signals.add(told(signal)));
        monitoring = Monitoring.attach(ops);
        List.of(groups).forEach(monitoring::add);
    }

    private static String told(Signal signal) {
        return signal.status() + " " + signal.severity();
    }

    @AfterEach
    void everyStateFollowsFromItsEvents() {
        assertThat(store.violations()).isEmpty();
    }

    private static RuleGroup group(AlertRule... rules) {
        return RuleGroup.of("g", SLOT, rules);
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    /** One slot after the other with a load of the host. */
    private void slots(int number, double load) {
        for (int i = 0; i < number; i++) {
            Instant slot = SlotTicket.newest(clock.instant(), SLOT).plus(SLOT);
            monitoring.metrics().append(Labels.metric("load", "host", "a"), slot, load);
            clock.set(slot);
            ops.runUntil(slot);
        }
    }

    private AlertStatus status() {
        List<Alert> alerts = monitoring.alerts();
        return alerts.isEmpty() ? AlertStatus.INACTIVE : alerts.get(0).status();
    }

    @Test
    void keepingFiringGoesOnOverARestart() {
        RuleGroup kept = group(high().keepFiringFor(ofMinutes(20)).build());
        start(kept);
        slots(1, 9);
        slots(4, 1);
        Instant since = monitoring.alerts().get(0).keepFiringSince().orElseThrow();
        start(kept);
        slots(4, 1);

        assertThat(monitoring.alerts().get(0).keepFiringSince()).contains(since);
        slots(80 - 8, 1);
        assertThat(status()).isEqualTo(AlertStatus.FIRING);
        slots(1, 1);
        assertThat(status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
    }

    @Test
    void howOftenAConditionHeldIsRememberedOverARestart() {
        RuleGroup counting = group(high().atLeast(3, 5).build());
        start(counting);
        slots(1, 9);
        slots(1, 1);
        slots(1, 9);
        start(counting);

        slots(1, 9);
        assertThat(status()).isEqualTo(AlertStatus.FIRING);
    }

    @Test
    void flappingIsRememberedOverARestartAndAfterTheUsualTimeOfEndedAlerts() {
        RuleGroup flapping = group(high().flapping(2, Duration.ofHours(1)).build());
        start(flapping);
        slots(1, 9);
        slots(100, 1);
        start(flapping);
        slots(4 * 16, 1);
        slots(1, 9);
        slots(1, 1);

        assertThat(status()).isEqualTo(AlertStatus.FIRING);
        assertThat(monitoring.alerts().get(0).keepFiringSince()).isPresent();
        assertThat(monitoring.alerts().get(0).past().firings()).hasSize(2);
    }

    @Test
    void aChangeOfSeverityIsSignalledAgain() {
        start(group(high().severity(Severity.SEV1, metric("load").above(50)).build()));
        slots(1, 9);
        slots(2, 60);
        slots(1, 9);
        slots(1, 1);

        assertThat(signals).containsExactly("FIRING SEV3", "FIRING SEV1", "FIRING SEV3", "RESOLVED SEV3");
    }

    @Test
    void aSlotThatTakesSeveralCommitsCountsEachAlertOnce() {
        start(group(high().atLeast(2, 3).build()));
        for (int i = 0; i < 2; i++) {
            Instant slot = START.plus(SLOT.multipliedBy(i + 1L));
            for (int host = 0; host < 300; host++) {
                monitoring.metrics().append(Labels.metric("load", "host", "h" + host), slot, i == 0 ? 9 : 1);
            }
            clock.set(slot);
            ops.runUntil(slot);
        }

        assertThat(monitoring.alerts())
                .hasSize(300)
                .allSatisfy(alert -> assertThat(alert.past().history()).isEqualTo(0b10));
    }

    @Test
    void anAlertIsSeenWithItsLastValueThoughItsRecordIsNotWritten() {
        start(group(high().annotation("value", "")
                .expander((text, data) -> "is " + data.value())
                .build()));
        slots(1, 9);
        long entries = ops.journal().head().size();
        slots(1, 7);

        assertThat(ops.journal().head().size()).isEqualTo(entries);
        assertThat(monitoring.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.value()).isEqualTo(7);
            assertThat(alert.identity().annotations()).containsEntry("value", "is 7.0");
        });
        assertThat(ops.records().all(RecordQuery.of(Alert.TYPE)).get(0).value().value())
                .isEqualTo(9);
    }

    @Test
    void anotherConditionOrHoldTimeDoesNotBeginAlertsAnew() {
        start(group(high().holdFor(SLOT).build()));
        slots(3, 9);
        Instant firedAt = monitoring.alerts().get(0).firedAt().orElseThrow();

        monitoring.replace(List.of(group(AlertRule.named("High")
                .when(metric("load").above(7))
                .holdFor(SLOT)
                .build())));
        slots(2, 9);
        assertThat(monitoring.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).contains(firedAt));
        assertThat(signals).containsExactly("FIRING SEV3");
        slots(1, 6);
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
    }

    @Test
    void aRaisedHoldTimeTakesAFiringAlertBackToPending() {
        start(group(high().build()));
        slots(2, 9);
        Instant activeAt = monitoring.alerts().get(0).activeAt();
        monitoring.replace(List.of(group(high().holdFor(ofMinutes(1)).build())));

        slots(1, 9);
        assertThat(monitoring.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.PENDING);
            assertThat(alert.activeAt()).isEqualTo(activeAt);
            assertThat(alert.firedAt()).isEmpty();
        });
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
        slots(2, 9);
        assertThat(status()).isEqualTo(AlertStatus.FIRING);
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3", "FIRING SEV3");
    }

    @Test
    void rulesOfOneNameAreToldApartWhateverTheirOrder() {
        AlertRule warn = high().label("level", "warn").build();
        AlertRule page = AlertRule.named("High")
                .when(metric("load").above(8))
                .label("level", "page")
                .build();
        start(group(warn, page));
        slots(1, 9);
        List<Alert> before = monitoring.alerts();
        assertThat(before).hasSize(2);

        monitoring.replace(List.of(group(page, warn)));
        slots(2, 9);
        assertThat(monitoring.alerts()).isEqualTo(before);
        slots(1, 7);
        assertThat(monitoring.alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.identity().labels().get("level")).isEqualTo("warn"));
    }

    @Test
    void rulesThatAreAlikeFollowEachOtherByNumber() {
        AlertRule other = AlertRule.named("High").when(metric("load").above(8)).build();
        start(group(high().build(), other));
        slots(1, 9);

        assertThat(monitoring.alerts()).hasSize(2);
        assertThat(monitoring.alerts().stream().map(Alert::id)).doesNotHaveDuplicates();
        slots(1, 7);
        assertThat(monitoring.alerts()).hasSize(1);
    }

    @Test
    void aRefusedSetLeavesTheGroupsAsTheyWere() {
        start(group(high().build()));
        slots(1, 9);
        RuleGroup far =
                RuleGroup.of("far", SLOT, RecordingRule.of("far", metric("load").offset(Duration.ofDays(3))));

        assertThatThrownBy(() -> monitoring.replace(List.of(RuleGroup.of("new", SLOT, high().build()), far)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("range of rule far must be at most the retention");
        slots(1, 9);
        assertThat(monitoring.alerts()).hasSize(1);
        assertThat(ops.records().find(SlotChain.TYPE, "rules.new")).isEmpty();
        slots(1, 1);
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
    }

    private List<String> series(String name) {
        EvalResult result =
                Evaluator.evaluate(metric(name), monitoring.metrics(), clock.instant(), EvalLimits.DEFAULTS);
        return ((EvalResult.Vector) result)
                .samples().stream().map(sample -> sample.labels().toString()).toList();
    }

    @Test
    void seriesOfRulesAndGroupsThatAreGoneEnd() {
        RecordingRule one = RecordingRule.of("one", metric("load"));
        start(
                RuleGroup.of("g", SLOT, one, RecordingRule.of("two", metric("load"))),
                RuleGroup.of("h", SLOT, RecordingRule.of("three", metric("load"))));
        slots(1, 9);
        assertThat(series("one")).hasSize(1);
        assertThat(series("two")).hasSize(1);
        assertThat(series("three")).hasSize(1);

        clock.advance(ofSeconds(1));
        monitoring.replace(List.of(RuleGroup.of("g", SLOT, one)));
        assertThat(series("three")).as("of a group at once").isEmpty();
        slots(1, 9);
        assertThat(series("one")).hasSize(1);
        assertThat(series("two")).as("of a rule at the next slot").isEmpty();
    }

    @Test
    void aGroupThatIsTakenOutAndBroughtBackFindsItsAlerts() {
        RuleGroup shop = group(high().build());
        start(shop);
        slots(1, 9);
        monitoring.replace(List.of());
        assertThat(ops.records().find(SlotChain.TYPE, "rules.g")).isPresent();
        clock.advance(ofMinutes(3));
        ops.runUntil(clock.instant());
        monitoring.replace(List.of(shop));
        slots(10, 9);

        assertThat(monitoring.alerts()).hasSize(1);
        assertThat(signals).containsExactly("FIRING SEV3");
        slots(1, 1);
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
    }

    @Test
    void anotherIntervalIsKeptFromTheNextSlotOn() {
        start(group(high().holdFor(ofMinutes(2)).build()));
        slots(2, 9);
        RuleGroup slower =
                RuleGroup.of("g", ofMinutes(1), high().holdFor(ofMinutes(2)).build());
        monitoring.replace(List.of(slower));
        slots(20, 9);

        Instant last =
                ops.records().get(SlotChain.TYPE, "rules.g").value().lastSlot().orElseThrow();
        assertThat(last).isEqualTo(START.plus(ofMinutes(5)));
        assertThat(monitoring.alerts().get(0).firedAt()).contains(START.plus(ofMinutes(3)));
    }

    @Test
    void restoredAlertsOfRecordedMetricsAreHeldUntilWhatIsRecordedReachesBack() {
        RuleGroup recorded = RuleGroup.of(
                "g",
                SLOT,
                RecordingRule.of("load:rate", rate(metric("load"), ofMinutes(5))),
                AlertRule.named("Fast").when(metric("load:rate").above(0)).build());
        start(recorded);
        slots(1, 1);
        slots(1, 100);
        assertThat(status()).isEqualTo(AlertStatus.FIRING);
        start(recorded);
        slots(30, 100);
        assertThat(status()).as("5 min of lookback and 5 of the range").isEqualTo(AlertStatus.FIRING);
        slots(12, 100);
        assertThat(status()).isEqualTo(AlertStatus.INACTIVE);
    }

    @Test
    void noDataIsNotAnEndOverARestartEither() {
        RuleGroup kept = group(high().noData(NoDataPolicy.KEEP_LAST).build());
        start(kept);
        slots(1, 9);
        start(kept);
        for (int i = 0; i < 100; i++) {
            clock.advance(SLOT);
            ops.runUntil(clock.instant());
        }

        assertThat(status()).isEqualTo(AlertStatus.FIRING);
        slots(1, 1);
        assertThat(status()).isEqualTo(AlertStatus.INACTIVE);
    }

    @Test
    void whatAnOlderReleaseWroteIsReadAndGoesOn() {
        AlertRule labelled = high().label("team", "a").build();
        start(group(labelled));
        slots(1, 9);
        Versioned<Alert> alert = ops.records().all(RecordQuery.of(Alert.TYPE)).get(0);
        Map<String, Tree> record =
                new TreeMap<>(Alert.TYPE.shape().write(alert.value()).members());
        record.remove("past");
        Map<String, Tree> identity = new TreeMap<>(((Tree.Obj) record.get("identity")).members());
        assertThat(identity.remove("key")).isNotNull();
        record.put("identity", Tree.Obj.of(identity));
        Alert read = Alert.TYPE.shape().read(Tree.Obj.of(record));
        assertThat(read.identity().key()).isEqualTo("High");
        ItOps older = ItOps.builder().store(kept).clock(clock).build();
        older.run(Actor.user("test"), unit -> {
            unit.find(Alert.TYPE, read.id());
            unit.put(Alert.TYPE, read);
        });

        start(group(labelled));
        slots(1, 9);
        assertThat(monitoring.alerts()).hasSize(1);
        slots(40, 1);
        assertThat(monitoring.alerts()).isEmpty();
        assertThat(signals).containsExactly("FIRING SEV3", "RESOLVED SEV3");
    }

    /** A group that looks at older samples needs them for longer. */
    @Test
    void aQueryOffsetMakesWarmingLonger() {
        RuleGroup group = RuleGroup.named("late")
                .interval(EngineScene.SLOT)
                .queryOffset(ofMinutes(10))
                .rule(AlertRule.named("High").when(metric("load").above(5)).build())
                .build();
        EngineScene offset = new EngineScene().start(group).slots(60, 9);

        offset.start(group).slots(80, 9);

        assertThat(offset.told).singleElement().asString().startsWith("FIRING");
    }
}
