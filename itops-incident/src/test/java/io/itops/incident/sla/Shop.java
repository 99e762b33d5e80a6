package io.itops.incident.sla;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.journal.JournalEvent;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.core.time.BusinessCalendar;
import io.itops.incident.IncidentOptions;
import io.itops.incident.Incidents;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** An instance with one service and service level targets, under virtual time. */
final class Shop implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    private static final ServiceId SHOP = ServiceId.of("shop");

    static SlaPolicy policy() {
        BusinessCalendar office = BusinessCalendar.in(ZoneId.of("UTC"))
                .open(LocalTime.of(8, 0), LocalTime.of(18, 0), DayOfWeek.values())
                .build();
        SlaTarget resolve = SlaTarget.resolve("resolve")
                .within(Priority.P1, Duration.ofHours(4))
                .within(Priority.P2, Duration.ofHours(8))
                .calendar(office)
                .build();
        SlaTarget respond = SlaTarget.respond("respond")
                .within(Priority.P1, Duration.ofMinutes(15))
                .within(Priority.P2, Duration.ofMinutes(40))
                .build();
        SlaTarget vendor = SlaTarget.resolve("vendor")
                .within(Priority.P2, Duration.ofHours(2))
                .underpinning()
                .build();
        return SlaPolicy.of(resolve, respond, vendor).telling("boss");
    }

    final ManualClock clock = ManualClock.at(START.toString());
    final RecordingNotifier pager = new RecordingNotifier("pager");
    final ItOps ops;
    final Incidents incidents;

    Shop() {
        this(
                new InMemoryStore(),
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofHours(50))
                                .build())
                        .sla(policy())
                        .build());
    }

    /** With other promises, and known queues. */
    Shop(SlaPolicy policy, String... queues) {
        this(
                new InMemoryStore(),
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofHours(50))
                                .build())
                        .queues(queues)
                        .sla(policy)
                        .build());
    }

    Shop(InMemoryStore store, IncidentOptions options) {
        this(store, options, 5);
    }

    private Shop(InMemoryStore store, IncidentOptions options, long seed) {
        ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(seed))
                .notifier(pager)
                .build();
        incidents = Incidents.attach(ops, options);
    }

    /** Another process over the same store, whose clock has gone on to this instant, with other promises. */
    static Shop restarted(InMemoryStore store, Instant now, SlaPolicy policy) {
        Shop shop = new Shop(
                store,
                IncidentOptions.builder()
                        .policy(EscalationPolicy.builder()
                                .step("ann", Duration.ofHours(50))
                                .build())
                        .sla(policy)
                        .build(),
                Duration.between(START, now).toSeconds() + 6);
        shop.ops.runUntil(now);
        return shop;
    }

    IncidentId fire(Severity severity) {
        ops.accept(Signal.firing("errors", SHOP, severity, "errors"));
        ops.runUntil(clock.instant());
        return incidents.open("errors").orElseThrow().id();
    }

    void passMinutes(long minutes) {
        ops.runUntil(clock.instant().plus(Duration.ofMinutes(minutes)));
    }

    /** What the journal tells of the clocks: minute, kind, targets. */
    List<String> news(IncidentId id) {
        return ops.journal().about(id.ref()).stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().startsWith("sla."))
                .map(Shop::line)
                .toList();
    }

    private static String line(JournalEvent event) {
        return Duration.between(START, event.at()).toMinutes() + " "
                + event.type().substring(4) + " " + event.data().members().keySet();
    }

    SlaReading reading(IncidentId id, String target) {
        return incidents.sla().readings(id).stream()
                .filter(reading -> reading.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        ops.close();
    }
}
