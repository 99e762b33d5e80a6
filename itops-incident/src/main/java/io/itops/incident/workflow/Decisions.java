package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.Optional;
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

    /** The step that a person gets who asks for the next one: the first where none was taken yet. */
    static StepPosition nextOnDemand(Escalation escalation) {
        return escalation.stepVersion() == 0
                ? escalation.position()
                : escalation.policy().nextOnDemand(escalation.position());
    }

    /** Ends all paging. */
    static Decision.Accept<IncidentEvent> quiet(IncidentEvent event) {
        return Decision.<IncidentEvent>accept(event)
                .cancelTimer(IncidentWorkflow.STEP_TIMER)
                .cancelTimer(IncidentWorkflow.ACK_TIMER);
    }

    /** Leads back to triggered and takes the step once more that the incident stood at. */
    static Decision<IncidentEvent> pageAgain(
            Incident incident, IncidentEvent event, String reason, Circumstances facts, Instant now) {
        return Paging.take(
                Decision.accept(event).cancelTimer(IncidentWorkflow.ACK_TIMER),
                event.applyTo(incident),
                Optional.of(incident.escalation().position()),
                reason,
                facts,
                now);
    }
}
