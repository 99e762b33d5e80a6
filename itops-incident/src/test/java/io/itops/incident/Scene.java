package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Authorizer;
import io.itops.core.spi.Notifier;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.Incident;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** An SDK instance with a clock that is set, a pager that remembers, and incidents. */
final class Scene implements AutoCloseable {
    static final Actor ANN = Actor.user("ann");
    static final Actor BOB = Actor.user("bob");
    static final ServiceId CHECKOUT = ServiceId.of("checkout");
    static final String KEY = "checkout-errors";

    final ManualClock clock;
    final Store store;
    final RecordingNotifier pager;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ItOps ops;
    final Incidents incidents;

    private Scene(
            ManualClock clock,
            Store store,
            RecordingNotifier pager,
            Notifier notifier,
            IncidentOptions options,
            Authorizer authorizer,
            long seed) {
        this.clock = clock;
        this.store = store;
        this.pager = pager;
        this.ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(seed))
                .notifier(notifier)
                .meterRegistry(meters)
                .authorizer(authorizer)
                .build();
        this.incidents = Incidents.attach(ops, options);
    }

    static Scene of(EscalationPolicy policy) {
        return of(IncidentOptions.of(policy));
    }

    static Scene of(IncidentOptions options) {
        return of(options, (actor, permission, subject) -> io.itops.core.access.AccessDecision.allow("test"));
    }

    static Scene of(IncidentOptions options, Authorizer authorizer) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        RecordingNotifier pager = new RecordingNotifier("pager");
        return new Scene(clock, new InMemoryStore(clock), pager, pager, options, authorizer, 1);
    }

    static Scene of(IncidentOptions options, Notifier notifier) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        return new Scene(
                clock,
                new InMemoryStore(clock),
                new RecordingNotifier("unused"),
                notifier,
                options,
                (actor, permission, subject) -> io.itops.core.access.AccessDecision.allow("test"),
                1);
    }

    /** Over a store of its own, which goes by the scene's clock. */
    static Scene over(Function<ManualClock, Store> store, IncidentOptions options) {
        return over(store, options, (actor, permission, subject) -> io.itops.core.access.AccessDecision.allow("test"));
    }

    /** The same, guarded. */
    static Scene over(Function<ManualClock, Store> store, IncidentOptions options, Authorizer authorizer) {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        RecordingNotifier pager = new RecordingNotifier("pager");
        return new Scene(clock, store.apply(clock), pager, pager, options, authorizer, 1);
    }

    /** Another process over the same store and clock. */
    Scene restarted(IncidentOptions options, long seed) {
        return new Scene(
                clock,
                store,
                pager,
                pager,
                options,
                (actor, permission, subject) -> io.itops.core.access.AccessDecision.allow("test"),
                seed);
    }

    static EscalationPolicy annThenBob() {
        return EscalationPolicy.builder()
                .step("ann", Duration.ofMinutes(5))
                .step("bob", Duration.ofMinutes(10))
                .build();
    }

    /** A firing signal, and all that follows at once. */
    Incident fire() {
        return fire(Severity.SEV2, "error rate above 5 %");
    }

    Incident fire(Severity severity, String summary) {
        ops.accept(Signal.firing(KEY, CHECKOUT, severity, summary));
        settle();
        return incidents.open(KEY).orElseThrow();
    }

    void over() {
        ops.accept(Signal.resolved(KEY, CHECKOUT, Severity.SEV2, "error rate is fine"));
        settle();
    }

    void settle() {
        ops.runUntil(clock.instant());
    }

    void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    void passMinutes(long minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    Instant minute(long minutes) {
        return Instant.parse("2026-11-24T02:00:00Z").plus(Duration.ofMinutes(minutes));
    }

    /** What was sent, as {@code minute:kind:person}; the minute counts from the start of the scene. */
    List<String> sent() {
        return pager.deliveries().stream()
                .map(delivery -> delivery.notification().kind() + ":"
                        + delivery.notification().to().address())
                .toList();
    }

    List<String> types(Incident incident) {
        return ops.journal().about(incident.id().ref()).stream()
                .map(entry -> entry.event().type())
                .filter(type -> type.startsWith("incident."))
                .map(type -> type.substring("incident.".length()))
                .toList();
    }

    @Override
    public void close() {
        ops.close();
    }
}
