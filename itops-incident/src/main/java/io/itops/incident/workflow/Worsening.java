package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.escalation.StepSituation;
import io.itops.incident.internal.PageText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What it comes to when an incident becomes worse, by the state that this meets. */
final class Worsening {
    private Worsening() {}

    /** Whether something so bad decides anything about an incident beside its severity. */
    static boolean decides(@Nullable Incident incident, Severity severity, IncidentRules rules) {
        return incident != null
                && switch (incident.state()) {
                    case TRIAGE, QUEUED, ON_HOLD, MITIGATED -> rules.wakes(incident.severity(), severity);
                    case TRIGGERED, ACKNOWLEDGED -> severity.worseThan(incident.severity());
                    case RESOLVED, CLOSED, CANCELLED, MERGED -> false;
                };
    }

    /**
     * Whether a signal decides anything: what was merely suspected is confirmed by one that is bad enough, worse or not, and one more may be
     * what a step asks for that was skipped for want of signals.
     */
    static boolean bySignal(
            @Nullable Incident incident, Severity severity, IncidentRules rules, EscalationPolicy followed) {
        return incident != null
                && (decides(incident, severity, rules)
                        || (incident.state() == IncidentState.TRIAGE
                                && !rules.wakesAt().worseThan(severity))
                        || (incident.state() == IncidentState.TRIGGERED && asksForOneMore(followed, incident)));
    }

    private static boolean asksForOneMore(EscalationPolicy policy, Incident incident) {
        return policy.steps().stream()
                .flatMap(step -> step.conditions().stream())
                .anyMatch(condition -> condition instanceof StepCondition.Signals signals
                        && signals.number() == incident.signals() + 1);
    }

    /** Why people are paged by a signal. */
    static String reason(Incident incident, Severity severity, IncidentRules rules) {
        if (incident.state() == IncidentState.TRIGGERED && !decides(incident, severity, rules)) {
            return Words.count(incident.signals() + 1, "signal") + " have come";
        }
        return "a signal " + (severity.worseThan(incident.severity()) ? "made" : "found") + " it " + severity;
    }

    /**
     * What follows: what waits is triggered, what is triggered takes the steps that it had skipped, who has it is told.
     *
     * @param before the incident
     * @param event what made it worse
     * @param severity how bad that is
     * @param reason why people are paged
     */
    static Decision<IncidentEvent> take(
            Incident before, IncidentEvent event, Severity severity, String reason, Circumstances facts, Instant now) {
        Incident worse = event.applyTo(before);
        Decision.Accept<IncidentEvent> accepted = Decisions.leaving(before, event, IncidentState.TRIGGERED);
        return switch (before.state()) {
            case TRIGGERED -> triggered(accepted, before, worse, reason, facts, now);
            case ACKNOWLEDGED -> tellHolder(Decision.accept(event), worse, reason, facts, now);
            case TRIAGE, QUEUED, ON_HOLD, MITIGATED, RESOLVED, CLOSED, CANCELLED, MERGED ->
                wake(accepted, before, worse, severity, reason, facts, now);
        };
    }

    private static Decision<IncidentEvent> wake(
            Decision.Accept<IncidentEvent> accepted,
            Incident before,
            Incident worse,
            Severity severity,
            String reason,
            Circumstances facts,
            Instant now) {
        Optional<PolicyRef> policy = before.state() == IncidentState.TRIAGE
                ? Optional.of(facts.policy().ref())
                : Optional.empty();
        PlacementEvent worsened = new PlacementEvent.Worsened(before.state(), severity, policy, facts.version());
        Incident triggered = worsened.applyTo(worse);
        Decision.Accept<IncidentEvent> woken = accepted.and(worsened);
        String why = reason + " while it was " + Lines.state(before.state());
        if (triggered.escalation().exhausted()) {
            return anew(woken, triggered, why, facts, now);
        }
        if (triggered.escalation().stepVersion() > 0) {
            woken = makeUp(woken, before, triggered, true, why, facts, now);
        }
        return Paging.take(woken, triggered, Optional.of(triggered.escalation().position()), why, facts, now);
    }

    private static Decision<IncidentEvent> triggered(
            Decision.Accept<IncidentEvent> accepted,
            Incident before,
            Incident worse,
            String reason,
            Circumstances facts,
            Instant now) {
        Escalation escalation = worse.escalation();
        if (escalation.nextAt().isEmpty()) {
            return worse.severity().worseThan(before.severity())
                    ? anew(accepted, worse, reason, facts, now)
                    : goOn(accepted, before, worse, reason, facts, now);
        }
        StepPosition place = facts.policyOf(worse).placeOf(escalation.position());
        if (!escalation.waiting() && skipped(facts.policyOf(worse).step(place), before, worse, now)) {
            Decision.Accept<IncidentEvent> madeUp = makeUp(accepted, before, worse, true, reason, facts, now);
            return Paging.take(madeUp, worse, Optional.of(place), reason, facts, now);
        }
        return makeUp(accepted, before, worse, false, reason, facts, now);
    }

    private static Decision<IncidentEvent> anew(
            Decision.Accept<IncidentEvent> accepted, Incident worse, String reason, Circumstances facts, Instant now) {
        EscalationEvent event = new EscalationEvent.BegunAnew(worse.severity(), facts.version());
        return Paging.take(
                accepted.and(event), event.applyTo(worse), Optional.of(StepPosition.FIRST), reason, facts, now);
    }

    /** An escalation that had come to its end goes on from the first step that it had skipped and would take now, if there is one. */
    private static Decision<IncidentEvent> goOn(
            Decision.Accept<IncidentEvent> accepted,
            Incident before,
            Incident worse,
            String reason,
            Circumstances facts,
            Instant now) {
        List<EscalationStep> steps = facts.policyOf(worse).steps();
        int cycle = worse.escalation().position().cycle();
        for (int number = 1; number <= steps.size(); number++) {
            if (skipped(steps.get(number - 1), before, worse, now)) {
                return Paging.take(accepted, worse, Optional.of(new StepPosition(cycle, number)), reason, facts, now);
            }
        }
        return accepted;
    }

    /** Takes the steps that were passed for want of severity or signals, and whose conditions all hold now; its place stays. */
    private static Decision.Accept<IncidentEvent> makeUp(
            Decision.Accept<IncidentEvent> decision,
            Incident before,
            Incident worse,
            boolean standingTaken,
            String reason,
            Circumstances facts,
            Instant now) {
        EscalationPolicy policy = facts.policyOf(worse);
        StepPosition place = policy.placeOf(worse.escalation().position());
        Decision.Accept<IncidentEvent> madeUp = decision;
        for (int number = 1; number <= policy.steps().size(); number++) {
            boolean ahead = number > place.step();
            EscalationStep step = policy.steps().get(number - 1);
            if ((ahead && place.cycle() == 1)
                    || (number == place.step() && standingTaken)
                    || !skipped(step, before, worse, now)) {
                continue;
            }
            Reach reach = Reach.of(step, worse, facts);
            if (!reach.pages().isEmpty()) {
                int required = Math.max(worse.escalation().acknowledgements(), reach.required(step, worse));
                StepPosition position = new StepPosition(ahead ? place.cycle() - 1 : place.cycle(), number);
                madeUp = Paging.page(
                        madeUp, worse, position, reach, required, reason, now.plus(step.delay()), facts, now);
            }
        }
        Escalation escalation = worse.escalation();
        return madeUp.events().size() == decision.events().size()
                ? decision
                : madeUp.and(new EscalationEvent.WentOn(
                        escalation.position(), escalation.nextAt(), escalation.waiting(), facts.version()));
    }

    /** Whether a step was not taken for want of severity or signals, and would be now. */
    private static boolean skipped(EscalationStep step, Incident before, Incident worse, Instant now) {
        StepSituation situation = Paging.situation(worse, now);
        StepSituation asItWas =
                new StepSituation(before.severity(), before.signals(), situation.triggeredAt(), situation.now());
        return step.unmet(situation).isEmpty()
                && step.conditions().stream()
                        .anyMatch(condition ->
                                !condition.timed() && condition.unmet(asItWas).isPresent());
    }

    private static Decision<IncidentEvent> tellHolder(
            Decision.Accept<IncidentEvent> accepted, Incident worse, String reason, Circumstances facts, Instant now) {
        Actor holder = worse.acknowledgedBy().orElseThrow();
        List<Destination> ways = List.of();
        String gap = "";
        try {
            ways = waysOf(holder, facts);
        } catch (RuntimeException e) {
            gap = Lines.oneLine(String.valueOf(e.getMessage()), 300);
        }
        Decision.Accept<IncidentEvent> told =
                accepted.and(new EscalationEvent.HolderTold(holder, worse.severity(), ways, gap));
        for (Destination to : ways) {
            Notification news = PageText.worse(worse, holder.id(), to, reason, facts.version());
            told = told.with(Paging.post(news, holder.id(), PageUrgency.HIGH, facts, now));
        }
        return told;
    }

    /** Where whoever has it is told at once: a person's first way where no rule tells at once. */
    private static List<Destination> waysOf(Actor holder, Circumstances facts) {
        if (holder.kind() != Actor.Kind.USER) {
            throw new io.itops.core.InvalidInputException("holder", "be a person to be told", holder);
        }
        Optional<NotificationRules> rules = facts.notifications().rulesOf(holder.id());
        if (rules.isEmpty()) {
            return List.of(facts.contacts().of(holder.id()));
        }
        List<Destination> atOnce = rules.get().atOnce(PageUrgency.HIGH);
        return atOnce.isEmpty() ? List.of(rules.get().rules().get(0).to()) : atOnce;
    }
}
