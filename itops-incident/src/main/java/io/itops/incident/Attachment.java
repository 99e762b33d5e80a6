package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.store.TimerKey;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.incident.communication.Communication;
import io.itops.incident.communication.Response;
import io.itops.incident.communication.StatusUpdate;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.internal.Mailbox;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.internal.RoundRobinTurn;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.Review;
import io.itops.incident.review.Reviews;
import io.itops.incident.sla.IncidentSla;
import io.itops.incident.sla.SlaClocks;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.PlacementCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.LoggerFactory;

/** What incidents consist of once they are attached to an instance: handlers, timers and guards are registered with it. */
record Attachment(ItOps ops, Desk desk, ReachDesk reach, OnCallSchedules schedules, Readings readings) {
    /** The façades of which a reader has a view of their own. */
    record Readings(
            ItOps ops,
            ReadingRights rights,
            Reviews reviews,
            Communication communication,
            SlaClocks sla,
            WaitingLines lines,
            EscalationPolicies policies) {
        /** As an actor may read. */
        Readings as(Actor actor) {
            return new Readings(
                    ops,
                    ReadingRights.of(ops, Require.present("actor", actor)),
                    reviews.as(actor),
                    communication.as(actor),
                    sla.as(actor),
                    lines,
                    policies);
        }
    }

    static Attachment of(ItOps ops, IncidentOptions options) {
        Contacts contacts = ReachablePeople.contacts(ops.deliveries(), options);
        PoliciesInForce inForce = new PoliciesInForce(options);
        ReachDesk reach = new ReachDesk(ops, options, contacts, inForce);
        reach.judge(LoggerFactory.getLogger(Incidents.class));
        reach.register();
        Communication communication = Communication.attach(ops, options.communication(), contacts);
        Reviews reviews = Reviews.attach(ops, options.reviews(), contacts);
        NotificationCycles cycles = new NotificationCycles(options.notifications());
        PageGuard guard = new PageGuard(options.notifications(), contacts);
        List<IncidentFollower> followers = new ArrayList<>(List.of(
                RoundRobinTurn::follow,
                cycles,
                new PublishedFacts(),
                WaitingLines.FOLLOWER,
                new ResponseFollower(communication),
                recurrences(reviews)));
        Optional<SlaDesk> sla = options.sla()
                .map(policy -> new SlaDesk(policy, contacts, ops.kernel().meters()));
        options.sla()
                .ifPresent(policy -> ReachablePeople.warn(
                        "an SLA policy", policy.people(), contacts, LoggerFactory.getLogger(Incidents.class)));
        sla.ifPresent(followers::add);
        Desk desk = new Desk(
                ops,
                options,
                contacts,
                reviews,
                new PolicySnapshots(options, inForce),
                followers,
                LoggerFactory.getLogger(Incidents.class));
        ops.signals().register("incident", new SignalDesk(desk, options.autoResolve()));
        ops.deliveries().guard(Incident.TYPE.name(), guard);
        ops.deliveries().guard(Mailbox.TYPE.name(), new BundleGuard());
        cycles.register(ops);
        new MailRoom(options.notifications(), guard, ops.records()).register(ops);
        new PageRuns(options.notifications(), contacts, ops).register();
        ops.deliveries().guard(IncidentSla.TYPE.name(), new SlaGuard());
        NeedToKnowRedaction redaction = new NeedToKnowRedaction(ops);
        List.of(
                        Incident.TYPE,
                        Mailbox.TYPE,
                        IncidentSla.TYPE,
                        Response.TYPE,
                        StatusUpdate.TYPE,
                        Review.TYPE,
                        ActionItem.TYPE)
                .forEach(type -> ops.deliveries().redact(type.name(), redaction));
        // timers of an earlier process that knew targets come to nothing
        ops.agenda().register(SlaDesk.JOB, sla.<JobHandler>map(own -> own).orElse((claim, unit) -> JobOutcome.DONE));
        ops.agenda().register(PartsDesk.JOB, desk.parts());
        timer(ops, desk, IncidentWorkflow.STEP_JOB, new EscalationCommand.StepTimeout());
        timer(ops, desk, IncidentWorkflow.ACK_JOB, new EscalationCommand.AckTimeout());
        timer(ops, desk, IncidentWorkflow.HOLD_JOB, new PlacementCommand.HoldTimeout());
        timer(ops, desk, IncidentWorkflow.CLOSE_JOB, new IncidentCommand.CloseTimeout());
        OnCallSchedules schedules = OnCallSchedules.attach(
                ops,
                options.gaps(),
                contacts,
                id -> ReachablePeople.beside(id, inForce.all(ops.records())),
                reach::changed);
        return new Attachment(
                ops,
                desk,
                reach,
                schedules,
                new Readings(
                        ops,
                        ReadingRights.ofProgram(ops),
                        reviews,
                        communication,
                        new SlaClocks(ops, options.sla()),
                        new WaitingLines(ops, options.rules().places()),
                        new EscalationPolicies(ops, inForce, reach, contacts)));
    }

    /** Asks of each incident that opens whether something was done against it before. */
    private static IncidentFollower recurrences(Reviews reviews) {
        return (unit, before, after) -> {
            if (before == null) {
                reviews.follow(unit, after);
            }
        };
    }

    /** A timer that meets an incident in another state finds its command refused, and there is nothing to do. */
    private static void timer(ItOps ops, Desk desk, String job, IncidentCommand command) {
        ops.agenda().register(job, (claim, unit) -> {
            TimerKey key = claim.job().timer().orElseThrow();
            desk.execute(unit, Desk.of(key.subject()), OptionalLong.empty(), command);
            return JobOutcome.DONE;
        });
    }
}
