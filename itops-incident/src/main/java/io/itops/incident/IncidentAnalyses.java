package io.itops.incident;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationReport;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.MetricsReport;
import io.itops.incident.metrics.RateCard;
import io.itops.incident.metrics.Resampling;
import io.itops.incident.metrics.ServiceCost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is read of many incidents at once, on behalf of the embedding program: how long they took and what they cost, and whether escalation
 * does what it should. It reads all incidents, restricted ones too.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class IncidentAnalyses {
    private final ItOps ops;
    private final ReachDesk reach;

    IncidentAnalyses(ItOps ops, ReachDesk reach) {
        this.ops = ops;
        this.reach = reach;
    }

    /**
     * Triggered incidents whose escalation stands still: a step is overdue, because its timer was lost, its job was given up or no engine
     * runs, or no step is due at all. It reads what is triggered alone, so that it can be asked every few minutes.
     *
     * @param late how late a step may be without being found, zero to a day
     * @return a finding for each of the first thousand, in the order in which they were opened: where more stand still, the engine does
     */
    public List<AuditFinding> audit(Duration late) {
        return IncidentAudit.of(ops.records(), ops.kernel().now(), late);
    }

    /**
     * How the escalation policy of a service does by the schedules, teams, contacts and rules as they are now: what is never reached, and
     * how long it takes at worst until somebody is told.
     *
     * @param service the service
     * @param openings incidents opened in this window are looked at
     * @return what was found, judged by the service's target if the options give one
     */
    public EscalationReport escalation(ServiceId service, Window openings) {
        return reach.analyse(service, openings);
    }

    /**
     * The instants of all incidents that were opened in a time, for what is measured, as they stand now.
     *
     * <p>Goes through all that happened to each incident, in the journal as a whole or, where most of that is about other things, incident by
     * incident: for reports, not for every request.
     *
     * @param opened the time of opening
     * @return as many as there are, the first opened first
     */
    public List<IncidentTimes> times(Window opened) {
        return measured(opened, Instant.MAX);
    }

    /**
     * The instants of all incidents that were opened in a time, as they stood at an instant by what the journal says: each with the stretches
     * in which users felt it, and with the begin of its fault, if its review says that by now. What was imported happened when the other system
     * says so, whenever the import was made. An incident whose opening the journal does not tell in a form that this release reads is not among them.
     * Of one that users felt in more than 10,000 stretches, those with the shortest quiet times between them are joined.
     *
     * <p>Costs as much as {@link #times(Window)}.
     *
     * @param opened the time of opening
     * @param asOf the instant; what happened later is not in them
     * @return as many as there were, the first opened first
     */
    public List<IncidentTimes> times(Window opened, Instant asOf) {
        return measured(opened, Require.instant("instant of measuring", asOf));
    }

    private List<IncidentTimes> measured(Window opened, Instant asOf) {
        Require.present("time of opening", opened);
        return new MeasuredIncidents(ops.records(), ops.journal(), asOf).times(opened);
    }

    /**
     * What the incidents that were opened in a time come to, as they stood at its end: the same whenever it is asked for after that, but for
     * what is found out later about that time, which are the begins of faults that reviews tell, and what is imported. A time that goes on is
     * measured up to now, which is the end of the report's window then.
     *
     * <p>It costs what {@link #times(Window)} costs, and the resampling.
     *
     * @param opened the time of opening
     * @param resampling how intervals are made
     * @return the report
     * @throws io.itops.core.InvalidInputException if there are more than 2,000,000 incidents or 1,000 services, or too many resamples of them
     */
    public MetricsReport metrics(Window opened, Resampling resampling) {
        Require.present("time of opening", opened);
        Require.present("resampling", resampling);
        return past(opened)
                .map(past -> MetricsReport.of(times(past, past.end()), past, resampling))
                .orElseGet(() -> MetricsReport.of(List.of(), opened, resampling));
    }

    /**
     * What the incidents of a service cost by those that were opened in a time, as they stood at its end or stand now, ready to be simulated: {@code
     * CostSimulation.seeded(1).run(List.of(cost))}. How it is made of them says {@link ServiceCost#ofIncidents}.
     *
     * <p>It costs what {@link #times(Window)} costs, for the incidents of all services.
     *
     * @param service the service
     * @param opened the time of opening, of which 1 to 36,600 days have passed
     * @param rate what an hour of downtime costs: there is no default
     * @return what they cost, without people and credits, which {@link ServiceCost#toBuilder} adds
     * @throws io.itops.core.InvalidInputException if less or more time has passed, or the effect of none of the incidents has ended
     */
    public ServiceCost cost(ServiceId service, Window opened, RateCard rate) {
        Require.present("service", service);
        Require.present("time of opening", opened);
        Require.present("downtime rate", rate);
        Window past =
                past(opened).orElseThrow(() -> new InvalidInputException("time of opening", "have begun", opened));
        return ServiceCost.ofIncidents(times(past, past.end()), service, past, rate);
    }

    /** What of a time is over by now. */
    private Optional<Window> past(Window opened) {
        Instant now = ops.clock().instant();
        if (!opened.start().isBefore(now)) {
            return Optional.empty();
        }
        return Optional.of(opened.end().isAfter(now) ? new Window(opened.start(), now) : opened);
    }
}
