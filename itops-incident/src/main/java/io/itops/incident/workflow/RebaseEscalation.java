package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets an incident go by the escalation policy that is in force for its service now. It begins anew, or keeps its place: the step of the
 * same number, and, where that is another step now, takes it; where the policy has become shorter, it goes on with the next cycle.
 *
 * <p>Immutable and thread-safe.
 *
 * @param anew whether the escalation begins anew
 * @param reason why, at most 1,000 characters, possibly blank
 * @since 0.1
 */
public record RebaseEscalation(boolean anew, String reason) implements IncidentCommand {
    /** Checks the reason. */
    public RebaseEscalation {
        Require.anyText("reason", reason, MAX_REASON);
    }

    @Override
    public IncidentAction action() {
        return IncidentAction.REBASE;
    }

    @Override
    public boolean pages(@Nullable Incident incident, IncidentRules rules) {
        return true;
    }

    @Override
    public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
        Incident known = Decisions.known(incident);
        Escalation escalation = known.escalation();
        EscalationPolicy before = facts.policyOf(known);
        EscalationPolicy after = facts.policy().policy();
        if (!anew && escalation.policy().equals(facts.policy().ref())) {
            return Decision.nothing();
        }
        StepPosition place = anew ? StepPosition.FIRST : after.placeOf(escalation.position());
        boolean moved = anew
                || !place.equals(escalation.position())
                || !after.step(place).equals(before.step(before.placeOf(place)));
        EscalationEvent event = new EscalationEvent.Rebased(
                facts.policy().ref(), escalation.policy(), place, moved, facts.actor(), reason, facts.version());
        if (known.state() != IncidentState.TRIGGERED || !(moved || escalation.exhausted())) {
            return Decision.accept(event);
        }
        return Paging.take(
                Decision.accept(event),
                event.applyTo(known),
                moved ? Optional.of(place) : after.next(place),
                Lines.name(facts.actor()) + " changed the policy" + Lines.remark(reason),
                facts,
                now);
    }
}
