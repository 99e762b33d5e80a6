package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.vector;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Grouping;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertEvent;
import io.itops.monitoring.rule.AlertKey;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final String ERRORS = "http_server_requests_seconds_count";

    private final ManualClock clock = ManualClock.at(START);
    private final InMemoryStore store = new InMemoryStore();
    private final SimpleMeterRegistry own = new SimpleMeterRegistry();
    private final List<Signal> signals = new ArrayList<>();
    private final AtomicInteger gauge = new AtomicInteger();
    private int processes;
    private ItOps ops;
    private Monitoring monitoring;

    MonitoringTest() {
        restart();
    }

    /** A new process over the same store; what the old one had in memory is gone. */
    private void restart() {
        ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(processes++))
                .meterRegistry(own)
                .build();
        ops.signals().register("test", (signal, unit) -> signals.add(signal));
        monitoring = Monitoring.attach(ops);
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5)).holdFor(ofSeconds(30));
    }

    /** Runs slot by slot to an instant, appending samples at each whole 15 s before the slot is evaluated. */
    private void feed(int untilSecond, String... loads) {
        Instant until = START.plusSeconds(untilSecond);
        while (clock.instant().isBefore(until)) {
            Instant slot = SlotTicket.newest(clock.instant(), ofSeconds(15)).plusSeconds(15);
            for (String load : loads) {
                String[] parts = load.split("=");
                monitoring
                        .metrics()
                        .append(Labels.metric("load", "host", parts[0]), slot, Double.parseDouble(parts[1]));
            }
            ops.runUntil(slot);
        }
    }

    private List<String> journal(String prefix) {
        List<String> lines = new ArrayList<>();
        for (JournalEntry entry : ops.journal().all()) {
            JournalEvent event = entry.event();
            if (event.type().startsWith(prefix)) {
                lines.add(Duration.between(START, event.at()).toSeconds() + " " + event.type());
            }
        }
        return lines;
    }

    private List<String> raised() {
        return signals.stream().map(s -> s.status() + " " + s.dedupKey()).toList();
    }

    @Test
    void metersOfTheProcessRaiseAnAlertThatHoldsFiresAndResolves() {
        monitoring.add(AlertRule.named("CheckoutErrors")
                .when(rate(metric(ERRORS, eq("status", "503")), ofMinutes(1))
                        .sumBy("service")
                        .above(5.0))
                .holdFor(ofMinutes(2))
                .severity(Severity.SEV2)
                .service("checkout")
                .dedupBy("service")
                .annotation("summary", "checkout answers 503")
                .build());
        for (int second = 1; second <= 600; second++) {
            Instant now = START.plusSeconds(second);
            ops.runUntil(now);
            int errors = second > 60 && second <= 360 ? 10 : 0;
            for (int i = 0; i < errors; i++) {
                monitoring
                        .meterRegistry()
                        .timer("http.server.requests", "service", "checkout", "status", "503")
                        .record(ofMinutes(1).dividedBy(600));
            }
        }

        assertThat(journal("alert.")).containsExactly("105 alert.pending", "225 alert.firing", "390 alert.resolved");
        assertThat(signals).hasSize(2);
        assertThat(signals.get(0)).satisfies(signal -> {
            assertThat(signal.status()).isEqualTo(Signal.Status.FIRING);
            assertThat(signal.dedupKey()).isEqualTo("{service=\"checkout\"}");
            assertThat(signal.service()).isEqualTo(ServiceId.of("checkout"));
            assertThat(signal.severity()).isEqualTo(Severity.SEV2);
            assertThat(signal.summary()).isEqualTo("checkout answers 503");
            assertThat(signal.labels()).containsEntry("alertname", "CheckoutErrors");
            assertThat(signal.explanation().orElseThrow().render())
                    .contains("rate(http_server_requests_seconds_count{status=\"503\"}[1m]) = 9.99")
                    .contains("samples=4");
        });
        assertThat(signals.get(1).status()).isEqualTo(Signal.Status.RESOLVED);
        assertThat(monitoring.alerts()).isEmpty();
    }

    @Test
    void theJournalTellsOfEachChangeWithItsReasonAndSubjects() {
        monitoring.add(high().build());
        feed(60, "a=9");
        JournalEvent firing = ops.journal().all().stream()
                .map(JournalEntry::event)
                .filter(e -> e.type().equals("alert.firing"))
                .findFirst()
                .orElseThrow();

        assertThat(firing.summary()).isEqualTo("firing: {alertname=\"High\", host=\"a\"} = 9");
        assertThat(firing.subjects())
                .contains(
                        monitoring.alerts().get(0).ref(),
                        Ref.of("signal", "{alertname=\"High\", service=\"unknown\"}"),
                        Ref.of("alert-rule", "High"));
        assertThat(firing.explanation().orElseThrow().render()).isEqualTo("""
                the condition of High has held for 30 s {slot=2026-11-24T02:00:45Z}
                  load > 5 = 9 for load{host="a"}
                    load = 9 for load{host="a"} {series=load{host="a"}, samples=1, last=9 at 2026-11-24T02:00:45Z}
                """);
    }

    @Test
    void statesRefoldFromTheJournal() {
        monitoring.add(high().build());
        feed(60, "a=9", "b=9");
        feed(120, "a=9");
        feed(150, "b=9");
        Map<Ref, List<AlertEvent>> events = new LinkedHashMap<>();
        for (JournalEntry entry : ops.journal().all()) {
            AlertWorkflow.WORKFLOW
                    .eventOf(entry.event())
                    .ifPresent(event -> events.computeIfAbsent(
                                    entry.event().subjects().get(0), r -> new ArrayList<>())
                            .add(event));
        }

        assertThat(events).hasSize(2);
        events.forEach((ref, list) -> assertThat(AlertWorkflow.WORKFLOW.fold(null, list))
                .isEqualTo(ops.records().get(Alert.TYPE, ref.id()).value()));
    }

    @Test
    void alertsOfOneKeyAreSignalledTogetherAndResolveWithTheLast() {
        monitoring.add(high().dedupBy("alertname").build());
        feed(45, "a=9", "b=9");
        assertThat(raised()).containsExactly("FIRING {alertname=\"High\"}");
        assertThat(signals.get(0).explanation().orElseThrow().because()).hasSize(2);

        feed(345, "a=9", "b=1");
        assertThat(raised()).hasSize(1);
        feed(645, "a=1", "b=1");
        assertThat(raised()).containsExactly("FIRING {alertname=\"High\"}", "RESOLVED {alertname=\"High\"}");
        assertThat(ops.records().find(AlertKey.TYPE, "{alertname=\"High\"}")).isEmpty();
    }

    @Test
    void aPolicyMayResolveWithTheFirstAlertOrNever() {
        monitoring.add(high().dedupBy("alertname").resolve(ResolvePolicy.ANY).build());
        monitoring.add(AlertRule.named("Never")
                .when(metric("load").above(7))
                .resolve(ResolvePolicy.NEVER)
                .build());
        feed(45, "a=9", "b=6");
        feed(60, "a=1", "b=6");
        feed(90, "a=9", "b=1");
        feed(120, "a=9", "b=1");

        assertThat(raised().stream().filter(s -> s.endsWith("{alertname=\"High\"}")))
                .containsExactly(
                        "FIRING {alertname=\"High\"}", "RESOLVED {alertname=\"High\"}", "FIRING {alertname=\"High\"}");
        assertThat(raised().stream().filter(s -> s.contains("Never"))).allMatch(s -> s.startsWith("FIRING"));
    }

    @Test
    void theWorstOfSeveralAlertsGivesTheSignalItsSeverity() {
        monitoring.add(RuleGroup.of(
                "g",
                ofSeconds(15),
                high().dedupBy("host").severity(Severity.SEV4).build(),
                AlertRule.named("VeryHigh")
                        .when(metric("load").above(8))
                        .holdFor(ofSeconds(30))
                        .dedupBy("host")
                        .severity(Severity.SEV1)
                        .build()));
        feed(45, "a=9");

        assertThat(signals)
                .singleElement()
                .satisfies(s -> assertThat(s.severity()).isEqualTo(Severity.SEV1));
    }

    @Test
    void aRestartForgetsNoPendingAlertAndDowntimeDoesNotCount() {
        monitoring.add(high().holdFor(ofMinutes(2)).build());
        feed(60, "a=9");
        clock.advance(ofMinutes(30));
        restart();
        monitoring.add(high().holdFor(ofMinutes(2)).build());

        assertThat(monitoring.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.PENDING);
            assertThat(alert.activeAt()).isEqualTo(START.plusSeconds(15));
        });
        feed(1860 + 60, "a=9");
        assertThat(journal("alert.firing")).isEmpty();
        feed(1860 + 90, "a=9");
        // 45 s were held before the restart; 75 s more are reached at the fifth slot after it, counted from the last
        // one before.
        assertThat(journal("alert.")).containsExactly("15 alert.pending", "1935 alert.firing");
    }

    @Test
    void aRestartResolvesNothingFromTheGapUntilTheSamplesReachBack() {
        AlertRule rule = AlertRule.named("Errors")
                .when(rate(metric("load"), ofMinutes(2)).above(0.1))
                .build();
        monitoring.add(rule);
        for (int i = 1; i <= 20; i++) {
            feed(i * 15, "a=" + 15 * i);
        }
        assertThat(monitoring.alerts()).hasSize(1);
        restart();
        monitoring.add(rule);

        feed(300 + 120, "a=1000");
        assertThat(monitoring.alerts())
                .singleElement()
                .satisfies(a -> assertThat(a.status()).isEqualTo(AlertStatus.FIRING));
        assertThat(monitoring.explain("Errors").evidence())
                .containsEntry("warming up", "yes: restored alerts are held");
        feed(300 + 150, "a=1000");
        assertThat(monitoring.alerts()).isEmpty();
        assertThat(raised()).hasSize(2);
        assertThat(own.get("itops.monitoring.alerts.held").counter().count()).isEqualTo(8);
    }

    @Test
    void warmingEndsAtItsLimitWhereTheSamplesNeverReachBack() {
        AlertRule rule = AlertRule.named("Errors")
                .when(rate(metric("load"), ofMinutes(100)).above(0.001))
                .build();
        monitoring.add(rule);
        feed(15, "a=1");
        feed(30, "a=1000");
        restart();
        monitoring.add(rule);

        feed(30 + 885);
        assertThat(monitoring.alerts()).hasSize(1);
        feed(30 + 915);
        assertThat(monitoring.alerts()).isEmpty();
    }

    @Test
    void aFirstStartNeverWarms() {
        monitoring.add(high().holdFor(Duration.ZERO).build());
        feed(15, "a=9");
        feed(30, "a=1");

        assertThat(journal("alert.")).containsExactly("15 alert.firing", "30 alert.resolved");
    }

    @Test
    void alertsOfARuleThatIsGoneEndOnceNobodyCanAddItAnyMore() {
        monitoring.add(high().build());
        feed(60, "a=9");
        restart();
        monitoring.add(AlertRule.named("Other").when(metric("load").above(50)).build());

        feed(60 + 885);
        assertThat(raised()).hasSize(1);
        feed(60 + 915);
        assertThat(raised()).hasSize(2);
        assertThat(monitoring.alerts()).isEmpty();
    }

    @Test
    void aFailingRuleLeavesItsAlertsAndTellsOnce() {
        AlertRule rule = AlertRule.named("Joined")
                .when(metric("load").join(BinaryOp.GREATER, Matching.on("zone"), vector(5)))
                .build();
        monitoring.add(rule).add(high().holdFor(Duration.ZERO).build());
        feed(15, "a=9");
        assertThat(monitoring.alerts()).hasSize(2);
        feed(60, "a=9", "b=9");

        assertThat(monitoring.alerts()).hasSize(3);
        assertThat(journal("rule.")).containsExactly("30 rule.failed");
        assertThat(monitoring.explain("Joined").evidence().get("last evaluation"))
                .startsWith("failed: multiple matches for labels");
        assertThat(own.get("itops.monitoring.rule.evaluations")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(3);
        monitoring
                .metrics()
                .append(
                        Labels.metric("load", "host", "b"),
                        START.plusSeconds(61),
                        io.itops.monitoring.metric.StaleMarker.VALUE);
        feed(75, "a=9");
        assertThat(journal("rule.")).containsExactly("30 rule.failed", "75 rule.recovered");
    }

    @Test
    void missedSlotsAreCountedAndNotMadeUpFor() {
        monitoring.add(high().build());
        feed(30, "a=9");
        clock.set(START.plusSeconds(100));
        monitoring.metrics().append(Labels.metric("load", "host", "a"), START.plusSeconds(90), 9);
        ops.runUntil(START.plusSeconds(100));

        assertThat(ops.records()
                        .get(Alert.TYPE, monitoring.alerts().get(0).id())
                        .value()
                        .firedAt())
                .contains(START.plusSeconds(90));
        // Three slots of the rules and three of the sampling.
        assertThat(own.get("itops.monitoring.slots.missed").counter().count()).isEqualTo(6);
        ops.runUntil(START.plusSeconds(105));
        assertThat(ops.records().get(SlotChain.TYPE, "rules.default").value().lastSlot())
                .contains(START.plusSeconds(105));
    }

    @Test
    void moreChangesThanACommitHoldsAreSpreadOverSeveralOfTheSameSlot() {
        monitoring.add(high().dedupBy("host").holdFor(Duration.ZERO).build());
        monitoring.add(AlertRule.named("Count")
                .when(metric("load").countBy().above(300))
                .build());
        String[] loads = new String[400];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = "h" + i + "=9";
        }
        feed(15, loads);

        assertThat(monitoring.alerts()).hasSize(401);
        assertThat(monitoring.alerts()).allSatisfy(a -> assertThat(a.firedAt()).contains(START.plusSeconds(15)));
        assertThat(signals).hasSize(401);
        feed(30);
        assertThat(ops.records().get(SlotChain.TYPE, "rules.default").value().lastSlot())
                .contains(START.plusSeconds(30));
        assertThat(ops.agenda().parked()).isEmpty();
    }

    @Test
    void endedAlertsAreForgottenAfterAWhile() {
        monitoring.add(high().build());
        feed(15, "a=9");
        feed(30, "a=1");
        String id = ops.journal().all().stream()
                .filter(e -> e.event().type().equals("alert.cleared"))
                .findFirst()
                .orElseThrow()
                .event()
                .subjects()
                .get(0)
                .id();

        assertThat(ops.records().get(Alert.TYPE, id).value().status()).isEqualTo(AlertStatus.INACTIVE);
        feed(30 + 900 + 15, "a=1");
        assertThat(ops.records().find(Alert.TYPE, id)).isEmpty();
        feed(30 + 900 + 30, "a=9");
        assertThat(ops.records().get(Alert.TYPE, id).value().status()).isEqualTo(AlertStatus.PENDING);
    }

    @Test
    void anAlertIsExplainedWhetherItFiresOrNot() {
        monitoring.add(high().build());
        feed(30, "a=9", "b=4");

        Explanation pending = monitoring.explain("High", Labels.of("host", "a"));
        assertThat(pending.reason()).isEqualTo("alert {alertname=\"High\", host=\"a\"} is pending");
        assertThat(pending.because().get(0).evidence())
                .containsEntry("held for", "15 s")
                .containsEntry("fires after", "30 s");
        Explanation quiet = monitoring.explain("High", Labels.of("host", "b"));
        assertThat(quiet.reason()).isEqualTo("alert {alertname=\"High\", host=\"b\"} is inactive");
        feed(45, "a=4", "b=4");
        Explanation none = monitoring.explain("High");
        assertThat(none.reason()).isEqualTo("the rule has 0 firing and 0 pending alerts");
        assertThat(none.render())
                .contains("load > 5 gives no element")
                .contains("load = 4 for load{host=\"b\"}")
                .contains("warming up=no");
        assertThatThrownBy(() -> monitoring.explain("Nope")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aProcessThatWasReplacedDoesNotEvaluateAnyMore() {
        monitoring.add(high().build());
        ItOps old = ops;
        restart();
        monitoring.add(high().build());
        feed(15, "a=9");
        Instant last = ops.records()
                .get(SlotChain.TYPE, "rules.default")
                .value()
                .lastSlot()
                .orElseThrow();
        old.runUntil(START.plusSeconds(15));

        assertThat(last).isEqualTo(START.plusSeconds(15));
        assertThat(journal("alert.")).containsExactly("15 alert.pending");
    }

    @Test
    void badInputIsRefusedBeforeAnythingHappens() {
        monitoring.add(high().build());

        assertThatThrownBy(() -> monitoring.add(high().build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("rule name in group default must be unique, but was \"High\"");
        assertThatThrownBy(() -> monitoring.add(AlertRule.named("Far")
                        .when(rate(metric("x"), Duration.ofHours(3)))
                        .build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("range of rule Far must be at most the retention of samples, PT2H, but was PT3H");
        assertThatThrownBy(() -> monitoring.add(RuleGroup.of(Monitoring.DEFAULT_GROUP, ofSeconds(15))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Monitoring.attach(ops))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("module monitoring must be attached once, but was attached before");
        assertThatThrownBy(() -> MonitoringOptions.builder()
                        .sampleEvery(Duration.ofMillis(5))
                        .build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void samplesOfMetersAreTakenWithoutAnyRule() {
        monitoring.meterRegistry().gauge("queue", gauge);
        gauge.set(7);
        ops.runUntil(START.plusSeconds(60));

        assertThat(monitoring.metrics().sampleCount()).isEqualTo(4);
        assertThat(monitoring.sampleAt(START.plusSeconds(60))).isZero();
        assertThat(monitoring.sampleAt(START.plusSeconds(61))).isEqualTo(1);
    }

    @Test
    void aScalarConditionIsAnAlertWithoutLabels() {
        monitoring.add(AlertRule.named("Always").when(number(1)).build());
        monitoring.add(AlertRule.named("Topk")
                .when(metric("load").aggregate(AggregateOp.TOPK, number(1), Grouping.ALL))
                .build());
        feed(15, "a=9", "b=10");

        assertThat(monitoring.alerts())
                .extracting(a -> a.identity().labels())
                .containsExactlyInAnyOrder(
                        Labels.of("alertname", "Always"), Labels.of("alertname", "Topk", "host", "b"));
    }

    @Test
    void theExplanationOfAResolvedAlertNamesTheSeriesThatClearedAndIsSmall() {
        monitoring.add(high().holdFor(Duration.ZERO).dedupBy("host").build());
        String[] loads = new String[17];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = "h" + i + "=9";
        }
        feed(15, loads);
        loads[3] = "h3=4";
        feed(30, loads);

        JournalEvent resolved = ops.journal().all().stream()
                .map(JournalEntry::event)
                .filter(e -> e.type().equals("alert.resolved"))
                .findFirst()
                .orElseThrow();
        String why = resolved.explanation().orElseThrow().render();
        assertThat(why).isEqualTo("""
                the condition of High no longer holds for {alertname="High", host="h3"} \
                {slot=2026-11-24T02:00:30Z, value when it last changed=9}
                  load = 4, which does not meet the condition {value=4, threshold=> 5}
                    load = 4 for load{host="h3"} {series=load{host="h3"}, samples=1, last=4 at 2026-11-24T02:00:30Z}
                """);
        assertThat(signals.get(signals.size() - 1).explanation().orElseThrow().render())
                .contains(why.lines().toList().get(1).strip())
                .hasSizeLessThan(1_000);
        assertThat(monitoring.explain("High", Labels.of("host", "h3")).render())
                .contains("threshold=> 5")
                .doesNotContain("h4");
    }
}
