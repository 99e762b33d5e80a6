package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.core.explain.Explanation;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the escalation of an incident.
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
            return known.with(known.escalation().answeredBy(by, version));
        }

        @Override
        public String summary() {
            return Lines.summary("acknowledged by " + Lines.name(by) + "; " + Words.count(missing, "person", "people")
                    + " more must");
        }
    }

    /**
     * Whoever acknowledged while others still must took it back.
     *
     * @param by who
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record TakenBack(Actor by, String reason, long version) implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().notAnsweredBy(by));
        }

        @Override
        public String summary() {
            return Lines.summary("the acknowledgement of " + Lines.name(by) + " was taken back" + Lines.remark(reason));
        }
    }

    /**
     * Another policy is gone by from now on.
     *
     * @param policy the policy
     * @param from the one before
     * @param position where the escalation stands in it
     * @param untaken whether the step there is still to be taken
     * @param by who asked for it
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record Rebased(
            PolicyRef policy,
            PolicyRef from,
            StepPosition position,
            boolean untaken,
            Actor by,
            String reason,
            long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().rebased(policy, position, untaken));
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

    /**
     * The escalation begins anew with the policy that it goes by, since it had come to its end and the trouble became worse.
     *
     * @param severity how bad it is now
     * @param version the version that the event makes
     */
    record BegunAnew(Severity severity, long version) implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().anew());
        }

        @Override
        public String summary() {
            return "escalation begins anew: it has become " + severity + ", and nobody was to be paged any more";
        }
    }

    /**
     * Steps that had been skipped were made up for, and the escalation goes on where it stood.
     *
     * @param position the step that it stands at
     * @param nextAt when that step's time is over, or it is taken
     * @param waiting whether that step has not been taken yet
     * @param version the version that the event makes
     */
    record WentOn(StepPosition position, Optional<Instant> nextAt, boolean waiting, long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().backAt(position, version, nextAt, waiting));
        }

        @Override
        public String summary() {
            return "goes on with " + position + nextAt.map(at -> " until " + at).orElse("");
        }
    }

    /**
     * Whoever has it was told that it became worse.
     *
     * @param holder who has it
     * @param severity how bad it is now
     * @param to where the holder was told
     * @param gap why the holder was not; blank if told
     */
    record HolderTold(Actor holder, Severity severity, List<Destination> to, String gap) implements EscalationEvent {
        /** Copies the destinations. */
        public HolderTold {
            to = Require.list("destinations", to);
        }

        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident);
        }

        @Override
        public String summary() {
            return Lines.summary(
                    gap.isBlank()
                            ? "told " + Lines.name(holder) + ", who has it, that it is " + severity
                            : "COULD NOT TELL " + Lines.name(holder) + ", who has it, that it is " + severity + ": "
                                    + gap);
        }
    }

    /**
     * A step asks for no more acknowledgements than there have been since the incident was triggered.
     *
     * @param position the step
     * @param acknowledgements how many it asks for
     * @param at when
     * @param version the version that the event makes
     */
    record EnoughAnswered(StepPosition position, int acknowledgements, Instant at, long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().contentWith(position, acknowledgements, version, at));
        }

        @Override
        public String summary() {
            return position + " is content with " + Words.count(acknowledgements, "acknowledgement")
                    + ", and so many there are";
        }
    }

    /**
     * A step of the escalation policy was taken.
     *
     * @param position the step
     * @param pages who was paged, and where, at least one
     * @param gaps which targets of the step reached nobody, and why
     * @param reason why the step was taken
     * @param urgency what the step wants of people
     * @param nextAt when the next step is taken unless someone acknowledges
     * @param acknowledgements how many people must acknowledge
     * @param turns for each round robin that the step used, the number of the next turn
     * @param version the version that the event makes
     */
    record Paged(
            StepPosition position,
            List<Page> pages,
            List<String> gaps,
            String reason,
            PageUrgency urgency,
            Instant nextAt,
            int acknowledgements,
            SortedMap<String, Long> turns,
            long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation()
                    .at(position, version, Optional.of(nextAt))
                    .paging(pages, urgency, version, acknowledgements, turns));
        }

        @Override
        public String summary() {
            return Lines.summary("paged " + Lines.people(pages) + ", " + position + ": " + reason);
        }

        @Override
        public List<Ref> alsoAbout() {
            return pages.stream()
                    .limit(31)
                    .map(page -> Ref.of("user", page.person()))
                    .toList();
        }

        @Override
        public Optional<Explanation> explanation() {
            Explanation why = Explanation.of(Lines.oneLine("paged " + Lines.people(pages) + ": " + reason, 2_000))
                    .with("step", position)
                    .with("next step unless acknowledged", nextAt);
            for (Page page : pages.subList(0, Math.min(pages.size(), 50))) {
                String via = page.via().equals(page.person()) ? "" : " as " + page.via();
                why = why.because(Explanation.of("paged " + page.person() + via).with("to", told(page)));
            }
            return Optional.of(Reasons.each(why, gaps));
        }

        private static Object told(Page page) {
            return page.to().isEmpty()
                    ? "later, by rules"
                    : String.join(
                            ", ", page.to().stream().map(Destination::toString).toList());
        }
    }

    /**
     * A step of the escalation policy reached nobody.
     *
     * @param position the step
     * @param gaps why each target reached nobody, or which conditions of the step do not hold
     * @param byConditions whether its conditions do not hold
     * @param heldUntil when the next step is taken; empty if it was taken at once
     * @param version the version that the event makes
     */
    record StepSkipped(
            StepPosition position, List<String> gaps, boolean byConditions, Optional<Instant> heldUntil, long version)
            implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().at(position, version, heldUntil));
        }

        @Override
        public String summary() {
            return Lines.summary(
                    (byConditions ? "skipped " : "NOBODY TO PAGE at ") + position + ": " + String.join("; ", gaps));
        }

        @Override
        public Optional<Explanation> explanation() {
            String next = heldUntil
                    .map(at -> "no step of the policy reaches anybody, so the next one is taken at " + at)
                    .orElse("the next step was taken at once");
            return Optional.of(Reasons.each(
                    Explanation.of(position + (byConditions ? " was skipped: " : " reached nobody: ") + next)
                            .with("step", position),
                    gaps));
        }
    }

    /**
     * The escalation policy came to its end and nobody had acknowledged.
     *
     * @param cycles how often its steps were gone through
     * @param policyName the policy
     */
    record Exhausted(int cycles, String policyName) implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.with(known.escalation().ended());
        }

        @Override
        public String summary() {
            return Lines.summary("ESCALATION EXHAUSTED: nobody acknowledged through " + Words.count(cycles, "cycle")
                    + " of policy " + policyName + "; nobody else will be paged");
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(Explanation.of("the escalation policy ended without an acknowledgement")
                    .with("policy", policyName)
                    .with("cycles", cycles));
        }
    }

    /**
     * Someone wanted the next step of the escalation policy at once.
     *
     * @param by who
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record EscalationRequested(Actor by, String reason, long version) implements EscalationEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.state() == IncidentState.TRIGGERED ? known : Retriggering.of(known, version);
        }

        @Override
        public String summary() {
            return Lines.summary("escalated by " + Lines.name(by) + Lines.remark(reason));
        }
    }
}
