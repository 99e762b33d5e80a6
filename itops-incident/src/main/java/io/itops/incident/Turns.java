package io.itops.incident;

import io.itops.core.lifecycle.Decision;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.internal.RoundRobinTurn;
import io.itops.incident.workflow.Circumstances;
import io.itops.incident.workflow.EscalationEvent;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads whose turn it is in those round robins alone that a decision looks at: a commit rests on all that was read, so that incidents would
 * conflict about turns that neither takes. Which ones these are, the decision itself tells, since it costs nothing to ask it: it is made
 * with the turns that are known, and again as long as it looks at one more.
 */
final class Turns {
    private Turns() {}

    static Circumstances read(
            UnitOfWork unit, @Nullable Incident before, IncidentCommand command, Circumstances facts) {
        if (facts.policy().policy().roundRobins().isEmpty()
                && facts.followed()
                        .filter(followed -> !followed.policy().roundRobins().isEmpty())
                        .isEmpty()) {
            return facts;
        }
        SortedMap<String, Long> turns = new TreeMap<>();
        SortedSet<String> read = new TreeSet<>();
        Circumstances known = facts;
        while (true) {
            SortedSet<String> more = lookedAt(before, command, known, unit);
            more.removeAll(read);
            if (more.isEmpty()) {
                return known;
            }
            turns.putAll(RoundRobinTurn.read(unit, more));
            read.addAll(more);
            known = facts.with(facts.roster().withTurns(turns));
        }
    }

    private static SortedSet<String> lookedAt(
            @Nullable Incident before, IncidentCommand command, Circumstances facts, UnitOfWork unit) {
        SortedSet<String> names = new TreeSet<>();
        boolean allowed = IncidentWorkflow.LIFECYCLE.allows(
                before == null ? null : before.state(), command.action(before, facts));
        if (!allowed
                || !(command.decide(before, facts, unit.now()) instanceof Decision.Accept<IncidentEvent> accepted)) {
            return names;
        }
        @Nullable Incident incident = before;
        for (IncidentEvent event : accepted.events()) {
            Optional<StepPosition> step = step(event);
            if (incident != null && step.isPresent()) {
                EscalationPolicy policy = facts.policyOf(incident);
                for (EscalationTarget target : policy.step(step.get()).targets()) {
                    names.addAll(target.roundRobins());
                }
            }
            incident = event.applyTo(incident);
        }
        return names;
    }

    /** The step whose outcome hangs on turns: one that reaches nobody does so whoever has the turn. */
    private static Optional<StepPosition> step(IncidentEvent event) {
        if (event instanceof EscalationEvent.Paged paged) {
            return Optional.of(paged.position());
        }
        return event instanceof EscalationEvent.EnoughAnswered enough
                ? Optional.of(enough.position())
                : Optional.empty();
    }
}
