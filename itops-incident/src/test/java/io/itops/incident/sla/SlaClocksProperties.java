package io.itops.incident.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.RefusedException;
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
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Clocks beside incidents that random people and signals act on, against the model of quarters of an hour. */
class SlaClocksProperties {
    private static final Actor ANN = Actor.user("ann");
    private static final ServiceId SHOP = ServiceId.of("shop");
    private static int asked;
    private static int refused;

    @Property(tries = 60)
    void clocksAndJournalFollowTheIncident(@ForAll long seed) {
        Random random = new Random(seed);
        SlaTarget target = SlaClockProperties.target(random);
        ManualClock clock = ManualClock.at("2026-10-30T12:00:00Z");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore(clock))
                .clock(clock)
                .ids(IdSource.seeded(seed))
                .notifier(new RecordingNotifier("pager"))
                .build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    IncidentOptions.builder()
                            .policy(EscalationPolicy.builder()
                                    .step("ann", Duration.ofDays(7))
                                    .build())
                            .closeAfter(Optional.empty())
                            .sla(SlaPolicy.of(target))
                            .build());
            ops.accept(Signal.firing("errors", SHOP, Severity.SEV3, "errors"));
            ops.runUntil(clock.instant());
            IncidentId id = incidents.open("errors").orElseThrow().id();
            List<SlaMoment> moments = new ArrayList<>(List.of(moment(incidents.get(id), clock.instant())));
            for (int i = 0; i < 14; i++) {
                ops.runUntil(clock.instant().plusSeconds(QuarterModel.QUARTER * random.nextInt(40)));
                asked++;
                try {
                    act(random.nextInt(9), random, ops, incidents, id);
                } catch (RefusedException e) {
                    refused++;
                }
                ops.runUntil(clock.instant());
                moments.add(moment(incidents.get(id), clock.instant()));
                compare(ops, incidents, id, target, moments, clock.instant());
            }
        }
    }

    private static SlaMoment moment(Incident incident, Instant at) {
        return new SlaMoment(
                at,
                incident.state().category(),
                incident.hold().map(Hold::reason),
                Optional.empty(),
                Optional.empty(),
                Priority.of(incident.severity()));
    }

    private static void act(int action, Random random, ItOps ops, Incidents incidents, IncidentId id) {
        HoldReason[] reasons = HoldReason.values();
        Severity[] severities = Severity.values();
        switch (action) {
            case 0 ->
                ops.accept(Signal.firing("errors", SHOP, severities[random.nextInt(severities.length)], "errors"));
            case 1 -> incidents.acknowledge(id, ANN);
            case 2, 3 -> incidents.hold(id, Hold.of(reasons[random.nextInt(reasons.length)], "for now"), ANN);
            case 4 -> incidents.resume(id, "", ANN);
            case 5 -> incidents.resolve(id, "", ANN);
            case 6 -> incidents.reopen(id, "", ANN);
            case 7 -> incidents.mitigate(id, "", ANN);
            default -> {
                if (random.nextInt(6) == 0) {
                    incidents.cancel(id, "none", ANN);
                } else {
                    incidents.requeue(id, "second line", "", ANN);
                }
            }
        }
    }

    private static void compare(
            ItOps ops, Incidents incidents, IncidentId id, SlaTarget target, List<SlaMoment> moments, Instant now) {
        QuarterModel model = new QuarterModel(target, moments, now);
        List<SlaReading> readings = incidents.sla().readings(id);
        List<String> told = ops.journal().about(id.ref()).stream()
                .map(entry -> entry.event().type())
                .filter(type -> type.startsWith("sla."))
                .toList();
        assertThat(told.stream().filter("sla.breached"::equals).count())
                .as("breaches told of %s", moments)
                .isEqualTo(model.breachedAt().isPresent() ? 1 : 0);
        if (model.stage() == SlaStage.CANCELLED) {
            assertThat(readings).allMatch(reading -> reading.stage() == SlaStage.CANCELLED);
            return;
        }
        SlaReading reading = readings.get(0);
        assertThat(reading.stage()).isEqualTo(model.stage());
        assertThat(reading.elapsed()).isEqualTo(model.elapsed());
        assertThat(reading.breached()).isEqualTo(model.breachedAt().isPresent());
        if (reading.breached()) {
            assertThat(reading.breachesAt()).isEqualTo(model.breachedAt());
        }
        boolean running = ops.records()
                .get(IncidentSla.TYPE, id.value())
                .value()
                .clock("t")
                .orElseThrow()
                .started();
        assertThat(running || model.stage() != SlaStage.IN_PROGRESS).isTrue();
    }

    @AfterContainer
    static void someButNotMostActionsAreRefused() {
        System.out.printf("SLA clocks: %d of %d actions were refused%n", refused, asked);
        assertThat(refused * 100 / Math.max(1, asked)).isBetween(10, 90);
    }
}
