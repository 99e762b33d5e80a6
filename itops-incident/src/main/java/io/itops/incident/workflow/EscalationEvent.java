package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the escalation of an incident and is no page.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface EscalationEvent extends IncidentEvent {
    /**
     * A step whose conditions do not hold yet is waited for.
     *
     * @param position the step
     * @param unmet which conditions do not hold
     * @param until when they do
     * @param version the version that the event makes
     */
    record StepAwaited(StepPosition position, List<String> unmet, Instant until, long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().waitingFor(position, version, until));
        }

        @Override
        public String summary() {
            return Lines.summary(position + " waits until " + until + ": " + String.join("; ", unmet));
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(Reasons.each(
                    Explanation.of(position + " is taken at " + until + ", when its conditions hold")
                            .with("step", position),
                    unmet));
        }
    }

    /**
     * One of several people acknowledged who must: paging goes on for the others.
     *
     * @param by who
     * @param missing how many more must
     * @param version the version that the event makes
     */
    record AcknowledgedInPart(Actor by, int missing, long version) implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().answeredBy(by.id(), version));
        }

        @Override
        public String summary() {
            return Lines.summary("acknowledged by " + Lines.name(by) + "; " + Words.count(missing, "person", "people")
                    + " more must");
        }
    }

    /**
     * Another policy is gone by from now on.
     *
     * @param policy the policy
     * @param from the one before
     * @param position where the escalation stands in it
     * @param by who asked for it
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record Rebased(PolicyRef policy, PolicyRef from, StepPosition position, Actor by, String reason, long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().rebased(policy, position));
        }

        @Override
        public String summary() {
            return Lines.summary("goes by policy " + policy.name() + " as it is now, at " + position + ", by "
                    + Lines.name(by) + Lines.remark(reason));
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(
                    Explanation.of(summary()).with("policy", policy.id()).with("policy before", from.id()));
        }
    }
}
