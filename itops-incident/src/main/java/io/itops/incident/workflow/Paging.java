package io.itops.incident.workflow;

import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.escalation.StepSituation;
import io.itops.incident.escalation.Unmet;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes steps of an escalation policy: asks their conditions, turns targets into pages, and goes on where a step reaches nobody. */
final class Paging {
    private static final int GAPS_TOLD = 30;

    private Paging() {}

    /** Whom a step reaches, why it does not reach others, and whose turn is next. */
    private record Reach(List<Page> pages, List<String> gaps, SortedMap<String, Long> turns) {}

    /**
     * Adds the taking of a step to a decision. A step whose conditions do not hold is waited for, or skipped like one that reaches nobody:
     * the next one is taken at once; only if none in a whole round reaches anybody is the last one held for its delay, since asking the
     * same people again at the same instant is of no use.
     *
     * @param decision what was decided before
     * @param incident the incident as the decision so far makes it
     * @param start the step to take; empty where the policy has come to its end
     * @param reason why the step is taken
     */
    static Decision.Accept<IncidentEvent> take(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            Optional<StepPosition> start,
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
                if (until.isPresent()) {
                    return taken.and(new EscalationEvent.StepAwaited(position, unmet, until.get(), facts.version()))
                            .setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, until.get());
                }
            }
            Instant next = now.plus(step.delay());
            Reach reach = unmet.isEmpty() ? reach(step, incident, facts) : new Reach(List.of(), unmet, new TreeMap<>());
            if (!reach.pages().isEmpty()) {
                return page(taken, incident, position, step, reach, reason, next, facts, now);
            }
            boolean held = tried == policy.steps().size();
            taken = taken.and(new IncidentEvent.StepSkipped(
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
        return taken.and(new IncidentEvent.Exhausted(last, policy.name())).cancelTimer(IncidentWorkflow.STEP_TIMER);
    }

    private static StepSituation situation(Incident incident, Instant now) {
        return new StepSituation(
                incident.severity(), incident.signals(), incident.reopenedAt().orElse(incident.openedAt()), now);
    }

    private static Decision.Accept<IncidentEvent> page(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            StepPosition position,
            EscalationStep step,
            Reach reach,
            String reason,
            Instant next,
            Circumstances facts,
            Instant now) {
        Decision.Accept<IncidentEvent> paged = decision.and(new IncidentEvent.Paged(
                position,
                reach.pages(),
                reach.gaps(),
                reason,
                next,
                Math.min(step.acknowledgements(), reach.pages().size()),
                reach.turns(),
                facts.version()));
        return sent(paged, incident, position, reach.pages(), reason, facts, now)
                .setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, next);
    }

    private static Decision.Accept<IncidentEvent> sent(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            StepPosition position,
            List<Page> pages,
            String reason,
            Circumstances facts,
            Instant now) {
        Decision.Accept<IncidentEvent> paged = decision;
        PageUrgency urgency = facts.policyOf(incident).step(position).urgency();
        String place = facts.policyOf(incident).describe(position);
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
        EscalationPolicy policy = facts.policyOf(incident);
        StepPosition position = policy.placeOf(incident.escalation().position());
        PageUrgency urgency = policy.step(position).urgency();
        List<Page> pages = new ArrayList<>();
        incident.escalation().paged().forEach((person, version) -> {
            if (version >= incident.stateVersion()
                    && !incident.escalation().answered().containsKey(person)) {
                try {
                    pages.add(new Page(person, ways(person, urgency, facts), person));
                } catch (RuntimeException e) {
                    // who could be reached then and cannot be now is reached by the next step, if by any
                }
            }
        });
        pages.removeIf(page -> page.to().isEmpty());
        return pages.isEmpty()
                ? decision
                : sent(
                        decision.and(new FamilyEvent.PagedAgain(pages, reason, facts.version())),
                        incident,
                        position,
                        pages,
                        reason,
                        facts,
                        now);
    }

    /** Sends a page, or has it wait for the end of quiet hours and for room in the throttles. */
    private static Effect post(
            Notification page, String person, PageUrgency urgency, Circumstances facts, Instant now) {
        Parcel parcel = Parcel.of(page, person, urgency, facts.notifications(), now);
        return parcel.direct()
                ? new Effect.Send(parcel.page())
                : new Effect.Enqueue(Parcel.JOB, parcel.lane(), parcel.tree());
    }

    private static Reach reach(EscalationStep step, Incident incident, Circumstances facts) {
        Map<String, Page> pages = new LinkedHashMap<>();
        List<String> gaps = new ArrayList<>();
        SortedMap<String, Long> turns = new TreeMap<>();
        for (EscalationTarget target : step.targets()) {
            String gap = target.gap(facts.roster());
            if (!gap.isEmpty()) {
                gaps.add(gap);
            }
            target.turn(facts.roster()).ifPresent(turn -> turns.put(turn.name(), turn.next()));
            for (String person : target.people(facts.roster())) {
                if (incident.escalation().answered().containsKey(person)) {
                    gaps.add(person + " has acknowledged already");
                } else if (!pages.containsKey(person)) {
                    try {
                        pages.put(person, new Page(person, ways(person, step.urgency(), facts), target.toString()));
                    } catch (RuntimeException e) {
                        gaps.add(Lines.oneLine(person + " cannot be reached: " + e.getMessage(), 300));
                    }
                }
            }
        }
        for (Page page : pages.values()) {
            if (page.to().isEmpty()) {
                gaps.add("nothing tells " + page.person() + " at once: the first rule is "
                        + facts.notifications()
                                .rulesOf(page.person())
                                .orElseThrow()
                                .of(step.urgency())
                                .get(0));
            }
        }
        return new Reach(
                List.copyOf(pages.values()), List.copyOf(gaps.subList(0, Math.min(gaps.size(), GAPS_TOLD))), turns);
    }

    /** Where a person is told at once; none where the person's rules tell later. */
    private static List<Destination> ways(String person, PageUrgency urgency, Circumstances facts) {
        Optional<NotificationRules> rules = facts.notifications().rulesOf(person);
        if (rules.isEmpty()) {
            return List.of(facts.contacts().of(person));
        }
        if (rules.get().of(urgency).isEmpty()) {
            throw new io.itops.core.InvalidInputException(
                    "rules of " + person,
                    "be for " + urgency + " urgency too",
                    rules.get().rules());
        }
        return rules.get().atOnce(urgency);
    }
}
