package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What several commands decide alike. */
final class Decisions {
    private Decisions() {}

    static Incident known(@Nullable Incident incident) {
        return Require.present("incident", incident);
    }

    static Decision<IncidentEvent> keyTaken(IncidentId holder) {
        return Decision.refuse(
                "key-taken", "the dedup key belongs to incident " + holder + " until that one is closed");
    }

    /** A timer that rang too early is set again: the clock may have gone back since it was set. */
    static Decision<IncidentEvent> wait(String timer, String job, Optional<Instant> due) {
        Decision.Accept<IncidentEvent> nothing = Decision.nothing();
        return due.isPresent() ? nothing.setTimer(timer, job, due.get()) : nothing;
    }

    /** The step that a person gets who asks for the next one: the one that it stands at where that was not taken yet. */
    static StepPosition nextOnDemand(Incident incident, Circumstances facts) {
        Escalation escalation = incident.escalation();
        return escalation.stepVersion() == 0 || escalation.waiting()
                ? escalation.position()
                : facts.policyOf(incident).nextOnDemand(escalation.position());
    }

    /** Ends what runs in the state that an incident is in: each state has one timer at most. */
    static Decision.Accept<IncidentEvent> leaving(Incident incident, IncidentEvent event) {
        return leaving(incident, event, null);
    }

    /** Ends what runs in a state, unless it runs in the next one too. */
    static Decision.Accept<IncidentEvent> leaving(
            Incident incident, IncidentEvent event, @Nullable IncidentState next) {
        Decision.Accept<IncidentEvent> left = Decision.accept(event);
        if (incident.state() == next) {
            return left;
        }
        String timer = switch (incident.state()) {
            case TRIGGERED -> IncidentWorkflow.STEP_TIMER;
            case ACKNOWLEDGED -> IncidentWorkflow.ACK_TIMER;
            case ON_HOLD -> IncidentWorkflow.HOLD_TIMER;
            case RESOLVED -> IncidentWorkflow.CLOSE_TIMER;
            case TRIAGE, QUEUED, MITIGATED, CLOSED, CANCELLED, MERGED -> "";
        };
        return timer.isEmpty() ? left : left.cancelTimer(timer);
    }

    /** Starts what runs in the state that an incident comes back to. What was due meanwhile is due at once: late, but not lost. */
    static Decision.Accept<IncidentEvent> entering(
            Incident incident, Decision.Accept<IncidentEvent> decision, Circumstances facts) {
        return switch (incident.state()) {
            case TRIGGERED ->
                timer(
                        decision,
                        IncidentWorkflow.STEP_TIMER,
                        IncidentWorkflow.STEP_JOB,
                        incident.escalation().nextAt());
            case ACKNOWLEDGED ->
                timer(
                        decision,
                        IncidentWorkflow.ACK_TIMER,
                        IncidentWorkflow.ACK_JOB,
                        incident.acknowledgement().flatMap(Acknowledgement::lapsesAt));
            case ON_HOLD ->
                timer(
                        decision,
                        IncidentWorkflow.HOLD_TIMER,
                        IncidentWorkflow.HOLD_JOB,
                        incident.hold().flatMap(Hold::until));
            case RESOLVED ->
                timer(
                        decision,
                        IncidentWorkflow.CLOSE_TIMER,
                        IncidentWorkflow.CLOSE_JOB,
                        incident.resolvedAt()
                                .flatMap(at -> facts.rules().closeAfter().map(at::plus)));
            case TRIAGE, QUEUED, MITIGATED, CLOSED, CANCELLED, MERGED -> decision;
        };
    }

    private static Decision.Accept<IncidentEvent> timer(
            Decision.Accept<IncidentEvent> decision, String timer, String job, Optional<Instant> due) {
        return due.isPresent() ? decision.setTimer(timer, job, due.get()) : decision;
    }

    /** Why nothing new can be opened, if it cannot; the key of a part that is split off was given to it before. */
    static Optional<Decision<IncidentEvent>> keyFree(Circumstances facts, IncidentId id) {
        return facts.keyHolder().filter(holder -> !holder.equals(id)).map(Decisions::keyTaken);
    }

    /** Why an incident cannot be opened again, if it cannot: what is closed is left alone unless there is a reason. */
    static Optional<Decision<IncidentEvent>> notToReopen(
            Incident incident, String reason, Circumstances facts, Instant now) {
        Optional<IncidentId> other = facts.keyHolder().filter(holder -> !holder.equals(incident.id()));
        if (other.isPresent()) {
            return Optional.of(keyTaken(other.get()));
        }
        if (incident.state() != IncidentState.CLOSED) {
            return Optional.empty();
        }
        if (reason.isBlank()) {
            return Optional.of(Decision.refuse(
                    "reason-needed", "a closed incident is opened again with a reason only, but none was given"));
        }
        Optional<Instant> last = facts.rules()
                .reopenClosedWithin()
                .flatMap(time -> incident.closedAt().map(at -> at.plus(time)));
        return last.filter(now::isAfter)
                .map(at -> Decision.refuse(
                        "closed-too-long", "it could be opened again until " + at + ": open another one"));
    }

    /** Leads back to triggered and takes the step once more that the incident stood at. */
    static Decision<IncidentEvent> pageAgain(
            Incident incident, IncidentEvent event, String reason, Circumstances facts, Instant now) {
        return Paging.take(
                leaving(incident, event),
                event.applyTo(incident),
                Optional.of(incident.escalation().position()),
                reason,
                facts,
                now);
    }

    /** The step whose turn it is when a step's time is over: the very one that was waited for, or the next one. */
    static Decision<IncidentEvent> stepTimeout(Incident incident, Circumstances facts, Instant now) {
        EscalationPolicy policy = facts.policyOf(incident);
        StepPosition over = policy.placeOf(incident.escalation().position());
        boolean waited = incident.escalation().waiting();
        String reason = waited
                ? "the conditions of " + over + " hold"
                : "nobody acknowledged within "
                        + Words.duration(policy.step(over).delay()) + " of " + over;
        return Paging.take(
                Decision.nothing(),
                incident,
                waited ? Optional.of(over) : policy.next(over),
                waited ? Paging.Waits.NOT_THE_FIRST : Paging.Waits.ALL,
                reason,
                facts,
                now);
    }

    /** One more of several people who must acknowledge. */
    static Decision<IncidentEvent> inPart(Incident incident, int missing, Circumstances facts) {
        return incident.escalation().answered().containsKey(facts.actor().toString())
                ? Decision.nothing()
                : Decision.accept(new EscalationEvent.AcknowledgedInPart(facts.actor(), missing, facts.version()));
    }

    /** One of several takes it back: the step is taken only where its time does not run. */
    static Decision<IncidentEvent> takenBack(
            Incident incident, String remark, String why, Circumstances facts, Instant now) {
        if (!incident.escalation().answered().containsKey(facts.actor().toString())) {
            return Decision.refuse("not-acknowledged", Lines.name(facts.actor()) + " has not acknowledged it");
        }
        EscalationEvent event = new EscalationEvent.TakenBack(facts.actor(), remark, facts.version());
        Incident without = event.applyTo(incident);
        boolean runs = incident.escalation().nextAt().isPresent()
                && !(incident.escalation().answeredByEnough()
                        && !without.escalation().answeredByEnough());
        Decision.Accept<IncidentEvent> taken = Decision.accept(event);
        return runs
                ? taken
                : Paging.take(
                        taken,
                        without,
                        Optional.of(incident.escalation().position()),
                        Paging.Waits.ALL,
                        why,
                        facts,
                        now);
    }

    /** What it comes to to take an incident out again, by the state that it was in. */
    static IncidentAction unmerging(IncidentState before) {
        return switch (before) {
            case TRIAGE -> IncidentAction.UNMERGE_TRIAGE;
            case QUEUED -> IncidentAction.UNMERGE_QUEUED;
            case ACKNOWLEDGED -> IncidentAction.UNMERGE_ACKNOWLEDGED;
            case ON_HOLD -> IncidentAction.UNMERGE_ON_HOLD;
            case MITIGATED -> IncidentAction.UNMERGE_MITIGATED;
            case RESOLVED -> IncidentAction.UNMERGE_RESOLVED;
            case TRIGGERED, CLOSED, CANCELLED, MERGED -> IncidentAction.UNMERGE;
        };
    }

    /** The policy that is gone by from now on, if an incident that is over is opened again. */
    static Optional<PolicyRef> anew(Incident incident, Circumstances facts) {
        return incident.state().over() ? Optional.of(facts.policy().ref()) : Optional.empty();
    }

    /** Takes the incident in the name of whoever acknowledged last, since enough people have. */
    static Decision<IncidentEvent> complete(Incident incident, Circumstances facts, Instant now) {
        Optional<Instant> lapsesAt = facts.policyOf(incident).ackTimeout().map(now::plus);
        Decision.Accept<IncidentEvent> taken = leaving(
                incident,
                new IncidentEvent.Acknowledged(
                        incident.escalation().lastToAnswer(), Optional.empty(), now, lapsesAt, facts.version()));
        return timer(taken, IncidentWorkflow.ACK_TIMER, IncidentWorkflow.ACK_JOB, lapsesAt);
    }

    /** Whether something so bad decides anything about an incident beside its severity. */
    static boolean wakes(@Nullable Incident incident, Severity severity, IncidentRules rules) {
        return Worsening.decides(incident, severity, rules);
    }

    /** What follows from an event that made an incident worse. */
    static Decision<IncidentEvent> wake(
            Incident before, IncidentEvent event, Severity severity, String reason, Circumstances facts, Instant now) {
        return Worsening.take(before, event, severity, reason, facts, now);
    }

    /** Whether an incident that gives keys away is over, since all that is left of it is quiet: a signal would resolve it. */
    static boolean endsWithout(@Nullable Incident incident, Collection<String> keys, Circumstances facts) {
        if (incident == null || !facts.rules().autoResolve()) {
            return false;
        }
        SortedMap<String, KeyStand> left = KeyStand.without(incident.family().keys(), keys);
        return left.size() < incident.family().keys().size()
                && KeyStand.allQuiet(left.values())
                && IncidentWorkflow.LIFECYCLE.allows(incident.state(), IncidentAction.RESOLVE);
    }

    /** Resolves an incident of which something has made an end, as its signals would. */
    static Decision<IncidentEvent> ending(Incident incident, IncidentEvent event, Circumstances facts, Instant now) {
        IncidentCommand resolve = new IncidentCommand.Resolve(
                "the trouble of all dedup keys that are left is over", true, Optional.empty());
        return and(Decision.accept(event), resolve.decide(event.applyTo(incident), facts, now));
    }

    /** One decision after another. */
    static Decision<IncidentEvent> and(Decision.Accept<IncidentEvent> first, Decision<IncidentEvent> then) {
        if (!(then instanceof Decision.Accept<IncidentEvent> more)) {
            return then;
        }
        Decision.Accept<IncidentEvent> both = first;
        for (IncidentEvent event : more.events()) {
            both = both.and(event);
        }
        for (Effect effect : more.effects()) {
            both = both.with(effect);
        }
        return both;
    }
}
