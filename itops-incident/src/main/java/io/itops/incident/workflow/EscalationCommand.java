package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.EscalationEvent.EscalationRequested;
import io.itops.incident.workflow.IncidentEvent.AcknowledgementLapsed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What carries an escalation on: someone wants the next step, or a time is up.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface EscalationCommand extends IncidentCommand {
    /** Triggers the incident again if its acknowledgement has grown too old; the step that it stood at is taken once more. */
    record AckTimeout() implements EscalationCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.ACK_TIMEOUT;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            Optional<Instant> due = known.acknowledgement().flatMap(Acknowledgement::lapsesAt);
            if (due.isEmpty() || now.isBefore(due.get())) {
                return Decisions.wait(IncidentWorkflow.ACK_TIMER, IncidentWorkflow.ACK_JOB, due);
            }
            Actor of = known.acknowledgedBy().orElseThrow();
            return Decisions.pageAgain(
                    known,
                    new AcknowledgementLapsed(of, facts.version()),
                    "the acknowledgement of " + Lines.name(of) + " lapsed",
                    facts,
                    now);
        }
    }

    /**
     * Takes the next step of the escalation policy now; behind the last one it begins another cycle, also where the policy has no repeat
     * left. A step that would wait for ages or hours is taken without waiting. An acknowledgement is given back by it, unless no step
     * reaches anybody; what is queued or on hold waits no longer. It is taken with the version that was seen only.
     *
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Escalate(String reason) implements EscalationCommand {
        /** Checks the reason. */
        public Escalate {
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.ESCALATE;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public boolean needsSeen() {
            return true;
        }

        /** Who did not see the last step being taken must not take one more. */
        @Override
        public long oldestSeen(Incident incident) {
            return Math.max(incident.stateVersion(), incident.escalation().stepVersion());
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            EscalationRequested event = new EscalationRequested(facts.actor(), reason, facts.version());
            StepPosition next = Decisions.nextOnDemand(known, facts);
            String why = Lines.name(facts.actor()) + " escalated" + Lines.remark(reason);
            Decision.Accept<IncidentEvent> escalated = Paging.take(
                    Decisions.leaving(known, event, IncidentState.TRIGGERED),
                    event.applyTo(known),
                    Optional.of(next),
                    Paging.Waits.NONE,
                    why,
                    facts,
                    now);
            boolean paged = escalated.events().stream().anyMatch(EscalationEvent.Paged.class::isInstance);
            return paged || known.state() != IncidentState.ACKNOWLEDGED
                    ? escalated
                    : Decision.refuse(
                            "nobody-to-page",
                            "no step of policy " + facts.policyOf(known).name() + " reaches anybody now, so "
                                    + Lines.name(known.acknowledgedBy().orElse(facts.actor())) + " keeps it");
        }
    }

    /**
     * Takes the next step of the escalation policy if the time of the last one is over. Where a step was content with the acknowledgements
     * that there were, the incident is taken instead.
     */
    record StepTimeout() implements EscalationCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.STEP_TIMEOUT;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return complete(incident) ? IncidentAction.COMPLETE : IncidentAction.STEP_TIMEOUT;
        }

        private static boolean complete(@Nullable Incident incident) {
            return incident != null
                    && incident.state() == IncidentState.TRIGGERED
                    && incident.escalation().answeredByEnough();
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            Optional<Instant> due = known.escalation().nextAt();
            if (due.isEmpty() || now.isBefore(due.get())) {
                return Decisions.wait(IncidentWorkflow.STEP_TIMER, IncidentWorkflow.STEP_JOB, due);
            }
            return complete(known) ? Decisions.complete(known, facts, now) : Decisions.stepTimeout(known, facts, now);
        }
    }
}
