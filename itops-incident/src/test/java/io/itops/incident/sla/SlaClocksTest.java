package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks beside incidents of an SDK instance, under virtual time. */
class SlaClocksTest {
    private static final Actor ANN = Actor.user("ann");
    private static final ServiceId SHOP = ServiceId.of("shop");
    private static final Instant START = Shop.START;

    @Test
    void aTargetWarnsIsBreachedAndTellsIt() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(24 * 60);
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [resolve, respond]",
                            "30 warned [respond]",
                            "40 breached [respond]",
                            "360 warned [resolve]",
                            "480 breached [resolve]");
            assertThat(shop.ops.journal().about(id.ref()).stream()
                            .map(entry -> entry.event().summary()))
                    .contains(
                            "target resolve runs, 8 h left, until 2026-11-24T17:00:00Z; target respond runs, 40 min left,"
                                    + " until 2026-11-24T09:40:00Z",
                            "target respond is breached, 0 s left");
            assertThat(shop.pager.deliveries().stream()
                            .map(delivery -> delivery.notification().kind() + ":"
                                    + delivery.notification().to().address()))
                    .containsExactly(
                            "page:ann", "sla-warning:boss", "sla-breach:boss", "sla-warning:boss", "sla-breach:boss");
            // the next morning two hours over: nights do not count
            assertThat(shop.reading(id, "resolve").remaining()).contains(Duration.ofHours(-2));
        }
    }

    @Test
    void aHoldPausesAndAVendorsClockRunsMeanwhile() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(10);
            shop.incidents.acknowledge(id, ANN);
            shop.passMinutes(50);
            shop.incidents.hold(id, Hold.of(HoldReason.VENDOR, "ticket 7"), ANN);
            shop.passMinutes(60);
            assertThat(shop.reading(id, "resolve").stage()).isEqualTo(SlaStage.PAUSED);
            assertThat(shop.reading(id, "vendor").elapsed()).isEqualTo(Duration.ofHours(1));
            shop.incidents.resume(id, "", ANN);
            shop.passMinutes(30);
            shop.incidents.resolve(id, "", ANN);
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [resolve, respond]",
                            "10 met [respond]",
                            "60 started [vendor]",
                            "60 paused [resolve]",
                            "120 paused [vendor]",
                            "120 resumed [resolve]",
                            "150 met [resolve, vendor]");
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(90));
            assertThat(shop.reading(id, "resolve").met()).isTrue();
            shop.passMinutes(5_000);
            assertThat(shop.news(id)).hasSize(7);
        }
    }

    @Test
    void aWorseSignalRetargetsAndMayBreachAtOnce() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(20);
            shop.fire(Severity.SEV1);
            shop.passMinutes(0);
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [resolve, respond]",
                            "20 retargeted [resolve, respond]",
                            "20 breached [respond]");
            assertThat(shop.reading(id, "respond").breached()).isTrue();
            assertThat(shop.reading(id, "resolve").breachesAt()).contains(START.plus(Duration.ofHours(4)));
            shop.incidents.acknowledge(id, ANN);
            shop.passMinutes(400);
            assertThat(shop.news(id).subList(3, 6))
                    .containsExactly("20 completed-late [respond]", "180 warned [resolve]", "240 breached [resolve]");
        }
    }

    @Test
    void whatIfAsksTheSameClocks() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(60);
            Incidents incidents = shop.incidents;
            ManualClock clock = shop.clock;
            List<SlaReading> now = incidents.sla().readings(id);
            List<SlaReading> ifP1 =
                    incidents.sla().whatIf(id, SlaMoment.of(clock.instant(), IncidentCategory.OPEN, Priority.P1));
            assertThat(now).extracting(SlaReading::target).containsExactly("resolve", "respond", "vendor");
            assertThat(now.get(0).breachesAt()).contains(START.plus(Duration.ofHours(8)));
            assertThat(ifP1.get(0).breachesAt()).contains(START.plus(Duration.ofHours(4)));
            Instant later = clock.instant().plus(Duration.ofHours(2));
            assertThat(incidents
                            .sla()
                            .whatIf(id, SlaMoment.of(later, IncidentCategory.RESOLVED, Priority.P2))
                            .get(0)
                            .met())
                    .isTrue();
            assertThat(incidents.sla().readings(id, later).get(0).elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(incidents.sla().readings(id)).isEqualTo(now);
            assertThatThrownBy(() -> incidents
                            .sla()
                            .whatIf(id, SlaMoment.of(START.minusSeconds(1), IncidentCategory.OPEN, Priority.P2)))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> incidents.sla().readings(IncidentId.of("none")))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void aReopenedIncidentGoesOnAndACancelledOneIsOver() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.incidents.acknowledge(id, ANN);
            shop.passMinutes(60);
            shop.incidents.resolve(id, "", ANN);
            shop.passMinutes(60);
            shop.incidents.reopen(id, "", ANN);
            shop.passMinutes(60);
            shop.incidents.cancel(id, "a test", ANN);
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [resolve, respond]",
                            "0 met [respond]",
                            "60 met [resolve]",
                            "120 resumed [resolve]",
                            "180 cancelled [resolve]");
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofHours(2));
        }
    }

    @Test
    void aLateEngineTellsTheBreachAloneWithItsTrueInstant() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.clock.set(START.plus(Duration.ofHours(9)));
            shop.ops.runUntil(shop.clock.instant());
            assertThat(shop.news(id))
                    .containsExactly(
                            "0 started [resolve, respond]", "540 breached [respond]", "540 breached [resolve]");
            assertThat(shop.reading(id, "respond").breachesAt()).contains(START.plus(Duration.ofMinutes(40)));
            assertThat(shop.reading(id, "resolve").breachesAt()).contains(START.plus(Duration.ofHours(8)));
        }
    }

    @Test
    void aHoldThatWasToEndPausesNoLongerHoweverLateThatIsNoticed() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            Instant end = START.plus(Duration.ofMinutes(60));
            shop.passMinutes(20);
            shop.incidents.hold(id, Hold.of(HoldReason.VENDOR, "ticket 7").until(end), ANN);
            // nothing runs for five hours
            shop.clock.set(START.plus(Duration.ofMinutes(360)));
            assertThat(shop.reading(id, "resolve").stage()).isEqualTo(SlaStage.IN_PROGRESS);
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(320));
            assertThat(shop.reading(id, "vendor").elapsed()).isEqualTo(Duration.ofMinutes(40));

            shop.passMinutes(0);
            assertThat(shop.incidents.get(id).state().category()).isEqualTo(IncidentCategory.OPEN);
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(320));
            assertThat(shop.reading(id, "vendor").elapsed()).isEqualTo(Duration.ofMinutes(40));
            assertThat(shop.reading(id, "respond").breachesAt())
                    .as("20 minutes before the hold, 20 behind its end")
                    .contains(START.plus(Duration.ofMinutes(80)));
        }
    }

    @Test
    void whoGoesOnLateWithWhatWasToWaitNoLongerHasNotRespondedEarlier() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(20);
            shop.incidents.hold(id, Hold.of(HoldReason.OTHER, "wait").until(START.plus(Duration.ofMinutes(60))), ANN);
            shop.clock.set(START.plus(Duration.ofMinutes(200)));
            shop.incidents.resume(id, "", ANN);
            assertThat(shop.reading(id, "respond").breached()).isTrue();
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(160));
        }
    }

    @Test
    void aClockOfTheMachineThatIsSetBackTakesNoTimeBack() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.passMinutes(20);
            shop.incidents.hold(id, Hold.of(HoldReason.CHANGE, ""), ANN);
            shop.clock.set(START.plus(Duration.ofMinutes(5)));
            shop.incidents.resume(id, "", ANN);
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(20));
            shop.passMinutes(45);
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofMinutes(50));
        }
    }

    @Test
    void clocksOutliveTheProcessAndThePolicy() {
        InMemoryStore store = new InMemoryStore();
        EscalationPolicy escalation =
                EscalationPolicy.builder().step("ann", Duration.ofHours(50)).build();
        IncidentId id;
        try (Shop shop = new Shop(
                store,
                IncidentOptions.builder().policy(escalation).sla(Shop.policy()).build())) {
            id = shop.fire(Severity.SEV2);
        }
        try (Shop shop = new Shop(
                store,
                IncidentOptions.builder().policy(escalation).sla(Shop.policy()).build())) {
            shop.passMinutes(35);
            assertThat(shop.news(id)).containsExactly("0 started [resolve, respond]", "30 warned [respond]");
        }
        try (Shop shop = new Shop(store, IncidentOptions.of(escalation))) {
            shop.passMinutes(600);
            assertThat(shop.news(id)).hasSize(2);
            assertThat(shop.incidents.sla().readings(id)).isEmpty();
        }
    }

    @Test
    void withoutAPolicyNothingIsKept() {
        try (Shop shop = new Shop(
                new InMemoryStore(),
                IncidentOptions.of(EscalationPolicy.builder()
                        .step("ann", Duration.ofHours(50))
                        .build()))) {
            IncidentId id = shop.fire(Severity.SEV2);
            assertThat(shop.ops.records().find(IncidentSla.TYPE, id.value())).isEmpty();
            assertThat(shop.incidents.sla().readings(id)).isEmpty();
            Incident incident = shop.incidents.get(id);
            assertThat(incident.openedAt()).isEqualTo(START);
        }
    }

    @Test
    void anIncidentThatIsTakenOutOfAnotherIsJudgedAsIfItHadNeverBeenMerged() {
        try (Shop shop = new Shop()) {
            IncidentId id = shop.fire(Severity.SEV2);
            shop.ops.accept(Signal.firing("other", SHOP, Severity.SEV2, "errors"));
            shop.ops.runUntil(shop.clock.instant());
            IncidentId other = shop.incidents.open("other").orElseThrow().id();
            shop.passMinutes(30);
            shop.incidents.merge(id, other, "by mistake", ANN);
            assertThat(shop.reading(id, "respond").stage()).isEqualTo(SlaStage.CANCELLED);
            shop.passMinutes(150);
            shop.incidents.unmerge(id, "they are two", ANN);
            shop.passMinutes(0);
            assertThat(shop.reading(id, "resolve").elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(shop.reading(id, "resolve").breachesAt()).contains(START.plus(Duration.ofHours(8)));
            assertThat(shop.reading(id, "respond").breached()).isTrue();
            assertThat(shop.reading(id, "respond").breachesAt())
                    .as("the true instant, although it was merged by then")
                    .contains(START.plus(Duration.ofMinutes(40)));
            assertThat(shop.news(id)).anyMatch(line -> line.startsWith("180 breached [respond"));
        }
    }
}
