package io.itops.incident.workflow;

import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.escalation.StepSituation;
import io.itops.incident.escalation.Unmet;
import io.itops.incident.internal.PageRun;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes steps of an escalation policy: asks their conditions, turns targets into pages, and goes on where a step reaches nobody. */
final class Paging {
    private Paging() {}

    /** Which of the steps that wait for ages and hours are made to wait. */
    enum Waits {
        /** All whose conditions do not hold. */
        ALL,
        /** All but the first one that is looked at: it has been waited for, and the engine is late. */
        NOT_THE_FIRST,
        /** None: a person asks for the step now. */
        NONE
    }

    /** Adds the taking of a step to a decision, by {@link #take(Decision.Accept, Incident, Optional, Waits, String, Circumstances, Instant)}. */
    static Decision.Accept<IncidentEvent> take(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            Optional<StepPosition> start,
            String reason,
            Circumstances facts,
            Instant now) {
        return take(decision, incident, start, Waits.ALL, reason, facts, now);
    }

    /**
     * Adds the taking of a step to a decision. A step whose conditions do not hold is waited for, or skipped like one that reaches nobody:
     * the next one is taken at once; only if none in a whole round reaches anybody is the last one held for its delay, since asking the
     * same people again at the same instant is of no use.
     *
     * @param decision what was decided before
     * @param incident the incident as the decision so far makes it
     * @param start the step to take; empty where the policy has come to its end
     * @param waits which steps are made to wait
     * @param reason why the step is taken
     */
    static Decision.Accept<IncidentEvent> take(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            Optional<StepPosition> start,
            Waits waits,
            String reason,
            Circumstances facts,
            Instant now) {
        EscalationPolicy policy = facts.policyOf(incident);
        Decision.Accept<IncidentEvent> taken = decision;
        Optional<StepPosition> at = start;
        int last = incident.escalation().position().cycle();
        for (int tried = 1; at.isPresent(); tried++) {
            StepPosition position = policy.placeOf(at.get());
            EscalationStep step = policy.step(position);
            StepSituation situation = situation(incident, now);
            List<String> unmet = step.unmet(situation);
            if (!unmet.isEmpty() && step.unmet() == Unmet.WAIT) {
                Optional<Instant> until = step.next(situation);
                if (waits == Waits.NONE || (waits == Waits.NOT_THE_FIRST && tried == 1)) {
                    unmet = List.of();
                } else if (until.isPresent()) {
                    return taken.and(new EscalationEvent.StepAwaited(position, unmet, until.get(), facts.version()))
                            .setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, until.get());
                }
            }
            Instant next = now.plus(step.delay());
            Reach reach = unmet.isEmpty() ? Reach.of(step, incident, facts) : Reach.nobody(unmet);
            if (enough(step, reach, incident)) {
                return taken.and(new EscalationEvent.EnoughAnswered(
                                position, reach.required(step, incident), now, facts.version()))
                        .setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, now);
            }
            if (!reach.pages().isEmpty()) {
                int required = reach.required(step, incident);
                return page(taken, incident, position, reach, required, reason, next, facts, now)
                        .setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, next);
            }
            boolean held = tried == policy.steps().size();
            taken = taken.and(new EscalationEvent.StepSkipped(
                    position,
                    reach.gaps(),
                    !unmet.isEmpty(),
                    held ? Optional.of(next) : Optional.empty(),
                    facts.version()));
            if (held) {
                return taken.setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, next);
            }
            last = position.cycle();
            at = policy.next(position);
        }
        return taken.and(new EscalationEvent.Exhausted(last, policy.name())).cancelTimer(IncidentWorkflow.STEP_TIMER);
    }

    /** Whether those who have acknowledged since the incident was triggered are all that a step asks for. */
    private static boolean enough(EscalationStep step, Reach reach, Incident incident) {
        int answered = incident.escalation().answered().size();
        return reach.answered() || (!reach.pages().isEmpty() && answered >= reach.required(step, incident));
    }

    static StepSituation situation(Incident incident, Instant now) {
        return new StepSituation(
                incident.severity(), incident.signals(), incident.reopenedAt().orElse(incident.openedAt()), now);
    }

    /** Pages those whom a step reaches; the timer of the step is not set here. */
    static Decision.Accept<IncidentEvent> page(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            StepPosition position,
            Reach reach,
            int required,
            String reason,
            Instant next,
            Circumstances facts,
            Instant now) {
        PageUrgency urgency = facts.policyOf(incident).step(position).urgency();
        Decision.Accept<IncidentEvent> paged = decision.and(new EscalationEvent.Paged(
                position,
                reach.pages(),
                reach.gaps(),
                reason,
                urgency,
                next,
                required,
                reach.turns(),
                facts.version()));
        return sent(paged, incident, position, reach.pages(), reason, urgency, facts, now);
    }

    private static Decision.Accept<IncidentEvent> sent(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            StepPosition position,
            List<Page> pages,
            String reason,
            PageUrgency urgency,
            Circumstances facts,
            Instant now) {
        Decision.Accept<IncidentEvent> paged = decision;
        String place = facts.policyOf(incident).describe(position);
        if (PageRun.tooMany(pages)) {
            PageRun run = new PageRun(
                    incident.id().value(),
                    facts.version(),
                    position,
                    place,
                    reason,
                    urgency,
                    facts.seenBefore(),
                    pages);
            return paged.with(new Effect.Enqueue(PageRun.JOB, run.lane(), run.tree()));
        }
        for (Page page : pages) {
            for (Destination to : page.to()) {
                Notification notification = PageText.page(
                        incident,
                        new PageText.Addressee(page.person(), page.via(), to),
                        position,
                        place,
                        reason,
                        facts.version());
                notification = PageText.seenBefore(notification, facts.seenBefore());
                paged = paged.with(post(notification, page.person(), urgency, facts, now));
            }
        }
        return paged;
    }

    /**
     * Pages all once more who were paged since the incident was triggered and have not answered. The step stands as it stood, and whom
     * only later rules tell is told by these.
     */
    static Decision.Accept<IncidentEvent> again(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            String reason,
            Circumstances facts,
            Instant now) {
        StepPosition position =
                facts.policyOf(incident).placeOf(incident.escalation().position());
        Escalation escalation = incident.escalation();
        Map<PageUrgency, List<Page>> pages = new EnumMap<>(PageUrgency.class);
        List<Page> all = new ArrayList<>();
        for (PageUrgency urgency : PageUrgency.values()) {
            Reach.Ways ways = new Reach.Ways(urgency, facts);
            escalation.paged().forEach((person, version) -> {
                // who could be reached then and cannot be now is reached by the next step, if by any
                if (version >= incident.stateVersion()
                        && escalation.urgencyOf(person) == urgency
                        && !escalation.answeredBy(person)
                        && !ways.of(person).isEmpty()) {
                    Page page = new Page(person, ways.of(person), person);
                    pages.computeIfAbsent(urgency, u -> new ArrayList<>()).add(page);
                    all.add(page);
                }
            });
        }
        if (all.isEmpty()) {
            return decision;
        }
        Decision.Accept<IncidentEvent> paged = decision.and(new FamilyEvent.PagedAgain(all, reason, facts.version()));
        for (Map.Entry<PageUrgency, List<Page>> some : pages.entrySet()) {
            paged = sent(paged, incident, position, some.getValue(), reason, some.getKey(), facts, now);
        }
        return paged;
    }

    /** Sends a page, or has it wait for the end of quiet hours and for room in the throttles. */
    static Effect post(Notification page, String person, PageUrgency urgency, Circumstances facts, Instant now) {
        Parcel parcel = Parcel.of(page, person, urgency, facts.notifications(), now);
        return parcel.direct()
                ? new Effect.Send(parcel.page())
                : new Effect.Enqueue(Parcel.JOB, parcel.lane(), parcel.tree());
    }
}
