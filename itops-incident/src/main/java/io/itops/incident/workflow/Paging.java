package io.itops.incident.workflow;

import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes steps of an escalation policy: turns targets into pages, and goes on where a step reaches nobody. */
final class Paging {
    private static final int GAPS_TOLD = 30;

    private Paging() {}

    /** Whom a step reaches, and why it does not reach others. */
    private record Reach(List<Page> pages, List<String> gaps) {}

    /**
     * Adds the taking of a step to a decision. A step that reaches nobody is followed by the next one at once; only if none in a whole
     * round reaches anybody is the last one held for its delay, since asking the same people again at the same instant is of no use.
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
        EscalationPolicy policy = incident.escalation().policy();
        Decision.Accept<IncidentEvent> taken = decision;
        Optional<StepPosition> at = start;
        int last = incident.escalation().position().cycle();
        for (int tried = 1; at.isPresent(); tried++) {
            StepPosition position = at.get();
            EscalationStep step = policy.step(position);
            Instant next = now.plus(step.delay());
            Reach reach = reach(step, facts);
            if (!reach.pages().isEmpty()) {
                return page(taken, incident, position, reach, reason, next, facts);
            }
            boolean held = tried == policy.steps().size();
            taken = taken.and(new IncidentEvent.StepSkipped(
                    position, reach.gaps(), held ? Optional.of(next) : Optional.empty(), facts.version()));
            if (held) {
                return taken.setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, next);
            }
            last = position.cycle();
            at = policy.next(position);
        }
        return taken.and(new IncidentEvent.Exhausted(last, policy.name())).cancelTimer(IncidentWorkflow.STEP_TIMER);
    }

    private static Decision.Accept<IncidentEvent> page(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            StepPosition position,
            Reach reach,
            String reason,
            Instant next,
            Circumstances facts) {
        Decision.Accept<IncidentEvent> paged = decision.and(
                new IncidentEvent.Paged(position, reach.pages(), reach.gaps(), reason, next, facts.version()));
        for (Page page : reach.pages()) {
            paged = paged.send(Notifications.page(incident, page, position, reason, facts.version()));
        }
        return paged.setTimer(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, next);
    }

    private static Reach reach(EscalationStep step, Circumstances facts) {
        Map<String, Page> pages = new LinkedHashMap<>();
        List<String> gaps = new ArrayList<>();
        for (EscalationTarget target : step.targets()) {
            String gap = target.gap(facts.roster());
            if (!gap.isEmpty()) {
                gaps.add(gap);
            }
            for (String person : target.people(facts.roster())) {
                if (!pages.containsKey(person)) {
                    try {
                        pages.put(person, new Page(person, facts.contacts().of(person), target.toString()));
                    } catch (RuntimeException e) {
                        gaps.add(Lines.oneLine(person + " cannot be reached: " + e.getMessage(), 300));
                    }
                }
            }
        }
        return new Reach(List.copyOf(pages.values()), List.copyOf(gaps.subList(0, Math.min(gaps.size(), GAPS_TOLD))));
    }
}
