package io.itops.monitoring;

import static java.time.Duration.ofSeconds;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.signal.Signal;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleState;
import io.itops.testkit.ManualClock;
import io.itops.testkit.simulation.RefoldingStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One process after the other over one store, with a metric {@code load} of some hosts: each start is a restart with no samples. */
final class EngineScene {
    static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    static final Duration SLOT = ofSeconds(15);

    final ManualClock clock = ManualClock.at(START);
    final RefoldingStore store;
    final SimpleMeterRegistry own = new SimpleMeterRegistry();
    final List<Signal> signals = new ArrayList<>();

    /** The signals as {@code FIRING {host="h0"} +15}: the seconds count from the start. */
    final List<String> told = new ArrayList<>();

    private int processes;
    private ItOps ops;
    private Monitoring monitoring;

    EngineScene() {
        this(new InMemoryStore());
    }

    /** Over a store that counts or fails. */
    EngineScene(Store inner) {
        store = new RefoldingStore(inner, List.of(AlertWorkflow.WORKFLOW));
    }

    /** Begins the next process. */
    EngineScene start(RuleGroup... groups) {
        return start(MonitoringOptions.builder(), groups);
    }

    EngineScene start(MonitoringOptions.Builder options, RuleGroup... groups) {
        attach(options, true);
        List.of(groups).forEach(monitoring::add);
        return this;
    }

    /** Begins the next process, which hands signals to nobody and has no groups yet. */
    void attach(MonitoringOptions.Builder options, boolean delivering) {
        ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(processes++))
                .meterRegistry(own)
                .build();
        if (delivering) {
            ops.signals().register("test", (signal, unit) -> hear(signal));
        }
        monitoring = Monitoring.attach(ops, options.build());
    }

    void hear(Signal signal) {
        signals.add(signal);
        told.add(signal.status() + " " + signal.dedupKey() + " +" + now());
    }

    ItOps ops() {
        return ops;
    }

    Monitoring monitoring() {
        return monitoring;
    }

    /** The seconds since the start. */
    long now() {
        return Duration.between(START, clock.instant()).toSeconds();
    }

    static RuleGroup group(AlertRule... rules) {
        return RuleGroup.of("g", SLOT, rules);
    }

    /** One slot after the other, each with a load of every host, from h0 on; the last process works through them. */
    EngineScene slots(int number, double... loads) {
        for (int i = 0; i < number; i++) {
            next(loads);
            ops.runUntil(clock.instant());
        }
        return this;
    }

    /** Slots that nobody works through, since no process lives or its workers are stuck. */
    EngineScene away(int number) {
        clock.advance(SLOT.multipliedBy(number));
        return this;
    }

    private void next(double... loads) {
        Instant slot = SlotTicket.newest(clock.instant(), SLOT).plus(SLOT);
        for (int host = 0; host < loads.length; host++) {
            monitoring.metrics().append(Labels.metric("load", "host", "h" + host), slot, loads[host]);
        }
        clock.set(slot);
    }

    List<Alert> alerts() {
        return monitoring.alerts();
    }

    /** The state of the only alert. */
    AlertStatus status() {
        List<Alert> alerts = monitoring.alerts();
        if (alerts.size() > 1) {
            throw new IllegalStateException(alerts.toString());
        }
        return alerts.isEmpty() ? AlertStatus.INACTIVE : alerts.get(0).status();
    }

    /** Where the first rule of the first group stands. */
    RuleState rule() {
        return monitoring.rules().get(0).rules().get(0);
    }

    /** The journal's entries of types that begin so, as {@code +15 alert.firing}. */
    List<String> journal(String prefix) {
        return ops.journal().all().stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().startsWith(prefix))
                .map(event -> "+" + Duration.between(START, event.at()).toSeconds() + " " + event.type())
                .toList();
    }
}
