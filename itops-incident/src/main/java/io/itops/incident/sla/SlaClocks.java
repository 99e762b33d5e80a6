package io.itops.incident.sla;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the service level clocks of incidents show, now or supposed that something happens.
 *
 * <pre>{@code
 * List<SlaReading> now = incidents.sla().readings(id);
 * List<SlaReading> ifP1 = incidents.sla().whatIf(id, SlaMoment.of(clock.instant(), IncidentCategory.OPEN, Priority.P1));
 * }</pre>
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class SlaClocks {
    private final ItOps ops;
    private final ReadingRights rights;
    private final Optional<SlaPolicy> policy;

    /**
     * The clocks of an instance.
     *
     * @param ops the SDK instance
     * @param policy what was promised, empty for nothing
     */
    public SlaClocks(ItOps ops, Optional<SlaPolicy> policy) {
        this(ops, Require.present("SLA policy", policy), ReadingRights.ofProgram(ops));
    }

    private SlaClocks(ItOps ops, Optional<SlaPolicy> policy, ReadingRights rights) {
        this.ops = ops;
        this.policy = policy;
        this.rights = rights;
    }

    /**
     * Clocks as an actor may read: of restricted incidents what the {@link io.itops.core.spi.Authorizer} allows. Commands are judged by
     * the actor that they are given with, here as there.
     *
     * @param actor who reads
     * @return the same, read on behalf of the actor
     */
    public SlaClocks as(Actor actor) {
        return new SlaClocks(ops, policy, ReadingRights.of(ops, Require.present("actor", actor)));
    }

    /**
     * What the clocks of an incident show now.
     *
     * @param id the incident
     * @return a reading for each target that has a limit for the priority, in the order of their names
     * @throws NotFoundException if there is no such incident
     */
    public List<SlaReading> readings(IncidentId id) {
        return read(id, List.of(), ops.kernel().now());
    }

    /**
     * What the clocks of an incident will show at an instant if nothing happens until then.
     *
     * @param id the incident
     * @param at the instant; clocks do not go back, so an earlier one than their last moment shows that moment
     * @return a reading for each target, in the order of their names
     * @throws NotFoundException if there is no such incident
     */
    public List<SlaReading> readings(IncidentId id, Instant at) {
        return read(id, List.of(), Require.instant("instant of a reading", at));
    }

    /**
     * What the clocks of an incident would show at the last of some moments, were these to come: if it is resolved in an hour, if its
     * priority becomes P1 now.
     *
     * @param id the incident
     * @param moments what is supposed, in the order of time, at least one
     * @return a reading for each target, in the order of their names
     * @throws NotFoundException if there is no such incident
     * @throws io.itops.core.InvalidInputException if a moment lies before the one ahead of it or before what has happened
     */
    public List<SlaReading> whatIf(IncidentId id, SlaMoment... moments) {
        List<SlaMoment> supposed = Require.listOf("moments", moments);
        Require.size("moments", supposed, 1, 1_000);
        return read(id, supposed, supposed.get(supposed.size() - 1).at());
    }

    private List<SlaReading> read(IncidentId id, List<SlaMoment> supposed, Instant at) {
        Require.present("incident id", id);
        rights.require(id);
        Optional<IncidentSla> found =
                ops.records().find(IncidentSla.TYPE, id.value()).map(Versioned::value);
        Incident incident = ops.records().get(Incident.TYPE, id.value()).value();
        if (found.isEmpty() || policy.isEmpty()) {
            return List.of();
        }
        IncidentSla sla = found.get();
        Instant first = supposed.isEmpty() ? at : supposed.get(0).at();
        Optional<Instant> holdEnd = incident.hold().flatMap(Hold::until).filter(end -> !end.isAfter(first));
        List<SlaTarget> targets = targets(incident, sla);
        if (holdEnd.isPresent()) {
            for (SlaTarget target : targets) {
                Optional<IncidentSla.Entry> held = sla.clock(target.name());
                if (held.isPresent()) {
                    SlaClock clock = held.get().clock().holdEnding(target, holdEnd.get());
                    sla = sla.with(target.name(), held.get().going(clock));
                }
            }
        }
        for (SlaMoment moment : supposed) {
            sla = sla.then(policy.get(), incident.service(), moment);
        }
        List<SlaReading> readings = new ArrayList<>();
        for (SlaTarget target : targets) {
            sla.clock(target.name())
                    .map(IncidentSla.Entry::clock)
                    .map(clock -> clock.reading(
                            target,
                            at.isBefore(clock.last().at()) ? clock.last().at() : at))
                    .filter(reading -> reading.limit().isPresent())
                    .ifPresent(readings::add);
        }
        readings.sort(Comparator.comparing(SlaReading::target));
        return List.copyOf(readings);
    }

    /** The targets of the incident's service, and those whose place others have taken since its clocks began. */
    private List<SlaTarget> targets(Incident incident, IncidentSla sla) {
        List<SlaTarget> targets = new ArrayList<>(policy.orElseThrow().targets(incident.service()));
        targets.addAll(
                policy.orElseThrow().displaced(incident.service(), sla.clocks().keySet()));
        return targets;
    }

    /**
     * How queues kept their operational level agreements while an incident lay with them: what clocks came to that are over for good, since
     * the response was given or the incident was handed on, or, once it is closed, resolved. Who reopens a closed incident lets the last clock go
     * on, so it is no result any more; a cancelled or merged incident gives none of the queue that it lay with last.
     *
     * @param id the incident
     * @return the results in the order in which they ended; of agreements with many hand-overs the last 100, the journal tells of all
     * @throws NotFoundException if there is no such incident
     */
    public List<OlaResult> results(IncidentId id) {
        Require.present("incident id", id);
        rights.require(id);
        Incident incident = ops.records().get(Incident.TYPE, id.value()).value();
        return policy.flatMap(known -> ops.records().find(IncidentSla.TYPE, id.value()))
                .map(found -> found.value().results(targets(incident, found.value()), resolvedForGood(incident)))
                .orElse(List.of());
    }

    private static Optional<Instant> resolvedForGood(Incident incident) {
        return incident.state() == IncidentState.CLOSED
                ? incident.milestones()
                        .resolvedAt()
                        .or(() -> incident.milestones().endedAt())
                : Optional.empty();
    }
}
