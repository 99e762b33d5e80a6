package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.priority.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an incident. Applying its events in order is the only way to an {@link Incident}.
 *
 * <p>An event that changes what a person sees carries the {@code version} of the incident that it makes.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface IncidentEvent extends WorkflowEvent<Incident>
        permits IncidentEvent.Opened,
                IncidentEvent.SignalRepeated,
                IncidentEvent.Paged,
                IncidentEvent.StepSkipped,
                IncidentEvent.Exhausted,
                IncidentEvent.Acknowledged,
                IncidentEvent.Unacknowledged,
                IncidentEvent.AcknowledgementLapsed,
                IncidentEvent.EscalationRequested,
                IncidentEvent.Noted,
                IncidentEvent.Assessed,
                IncidentEvent.Mitigated,
                IncidentEvent.Resolved,
                IncidentEvent.Reopened,
                IncidentEvent.Closed,
                IncidentEvent.Cancelled,
                IncidentEvent.Imported,
                IncidentEvent.Corrected,
                PlacementEvent,
                EscalationEvent,
                FamilyEvent,
                NeedToKnowEvent {
    /**
     * It was opened.
     *
     * @param id its id
     * @param trouble what is wrong
     * @param state where it begins: triggered, in triage, or queued
     * @param queue the queue that it begins in, if it does
     * @param policy the escalation policy that is gone by from now on
     * @param bySignal whether a signal opened it, and not a person
     * @param follows the incident of the same dedup key that had ended before, if there was one
     * @param at when
     * @param because why the signal was raised; it travels in the journal's envelope alone
     */
    record Opened(
            IncidentId id,
            Trouble trouble,
            IncidentState state,
            Optional<String> queue,
            PolicyRef policy,
            boolean bySignal,
            Optional<IncidentId> follows,
            Instant at,
            Optional<Explanation> because)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident nothing) {
            Incident opened = Opening.of(id, trouble, state, policy, at, bySignal ? 1 : 0, follows);
            return queue.isPresent() ? opened.with(Stay.PLAIN.in(queue.get())) : opened;
        }

        @Override
        public String summary() {
            return Lines.summary(Opening.verb(state, queue) + ' ' + Opening.line(trouble));
        }

        @Override
        public List<Ref> alsoAbout() {
            return Opening.alsoAbout(trouble, follows);
        }

        @Override
        public Optional<Explanation> explanation() {
            String reason = bySignal
                    ? "opened because a signal of the dedup key fired and no incident held it"
                    : "opened because someone " + Opening.did(state);
            Explanation why = Explanation.of(reason)
                    .with("dedup key", trouble.dedupKey())
                    .with("service", trouble.service())
                    .with("severity", trouble.severity());
            if (follows.isPresent()) {
                why = why.with("follows", follows.get());
            }
            return Reasons.beneath(why, because);
        }
    }

    /**
     * A signal said that the trouble is still there.
     *
     * @param severity how bad the signal found it
     * @param said the signal's summary
     * @param because why the signal was raised; it travels in the journal's envelope alone
     * @param key the signal's dedup key, where the incident has several
     */
    record SignalRepeated(Severity severity, String said, Optional<Explanation> because, Optional<String> key)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident).signalled(key, severity);
        }

        @Override
        public String summary() {
            return Lines.summary("still firing, " + severity + ": " + said);
        }

        @Override
        public Optional<Explanation> explanation() {
            return because;
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
            implements IncidentEvent {
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
            implements IncidentEvent {
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
    record Exhausted(int cycles, String policyName) implements IncidentEvent {
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
     * Someone took it, took it over, or confirmed to be on it still.
     *
     * @param by who
     * @param from whom it was taken over from, if someone else had it
     * @param at when
     * @param lapsesAt when it is triggered again unless it is acknowledged once more
     * @param version the version that the event makes
     */
    record Acknowledged(Actor by, Optional<Actor> from, Instant at, Optional<Instant> lapsesAt, long version)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            boolean confirmed = known.state() == IncidentState.ACKNOWLEDGED
                    && known.acknowledgedBy().equals(Optional.of(by));
            return known.inState(IncidentState.ACKNOWLEDGED, confirmed ? known.stateVersion() : version)
                    .with(Optional.of(new Acknowledgement(by, at, lapsesAt)))
                    .with(known.milestones().acknowledged(at))
                    .with(known.escalation().stopped());
        }

        @Override
        public String summary() {
            return Lines.summary("acknowledged by " + Lines.name(by)
                    + from.map(other -> ", taken over from " + Lines.name(other))
                            .orElse(""));
        }

        @Override
        public Optional<Explanation> explanation() {
            Explanation why = Explanation.of(Lines.name(by) + " took the incident, so paging stopped");
            why = from.isPresent() ? why.with("taken over from", Lines.name(from.get())) : why;
            return Optional.of(
                    lapsesAt.isPresent() ? why.with("triggered again unless confirmed by", lapsesAt.get()) : why);
        }
    }

    /**
     * Whoever had taken it gave it back.
     *
     * @param by who gave it back
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record Unacknowledged(Actor by, String reason, long version) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Retriggering.of(incident, version);
        }

        @Override
        public String summary() {
            return Lines.summary("acknowledgement given back by " + Lines.name(by) + Lines.remark(reason));
        }
    }

    /**
     * The acknowledgement grew too old.
     *
     * @param of whose acknowledgement it was
     * @param version the version that the event makes
     */
    record AcknowledgementLapsed(Actor of, long version) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Retriggering.of(incident, version);
        }

        @Override
        public String summary() {
            return Lines.summary("acknowledgement of " + Lines.name(of) + " lapsed: triggered again");
        }
    }

    /**
     * Someone wanted the next step of the escalation policy at once.
     *
     * @param by who
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record EscalationRequested(Actor by, String reason, long version) implements IncidentEvent {
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

    /**
     * Someone wrote something down.
     *
     * @param text what
     */
    record Noted(String text) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident);
        }

        @Override
        public String summary() {
            return Lines.summary("note: " + text);
        }
    }

    /**
     * Someone said how much it hits and how soon it hurts.
     *
     * @param assessment what was found, and the priority that follows
     */
    record Assessed(Assessment assessment) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident).with(assessment);
        }

        @Override
        public String summary() {
            return Lines.summary("priority " + assessment.priority() + ": "
                    + assessment.explanation().reason());
        }

        @Override
        public Optional<Explanation> explanation() {
            return Optional.of(assessment.explanation());
        }
    }

    /**
     * Its effect on users ended.
     *
     * @param note how, possibly blank
     * @param at when
     * @param version the version that the event makes
     */
    record Mitigated(String note, Instant at, long version) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.inState(IncidentState.MITIGATED, version)
                    .with(known.milestones().mitigated(at))
                    .with(known.escalation().stopped());
        }

        @Override
        public String summary() {
            return Lines.summary("mitigated" + Lines.remark(note));
        }
    }

    /**
     * The trouble is over.
     *
     * @param note how, possibly blank
     * @param bySignal whether a signal said so, and not a person
     * @param at when
     * @param version the version that the event makes
     * @param because why the signal was raised; it travels in the journal's envelope alone
     */
    record Resolved(String note, boolean bySignal, Instant at, long version, Optional<Explanation> because)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.inState(IncidentState.RESOLVED, version)
                    .with(known.milestones().resolved(at))
                    .with(known.escalation().stopped())
                    .silenced();
        }

        @Override
        public String summary() {
            return Lines.summary((bySignal ? "resolved by its signal" : "resolved") + Lines.remark(note));
        }

        @Override
        public Optional<Explanation> explanation() {
            return Reasons.beneath(
                    Explanation.of(
                            bySignal
                                    ? "resolved because the signal that opened it says that the trouble is over"
                                    : Lines.summary("resolved because someone said so" + Lines.remark(note))),
                    because);
        }
    }

    /**
     * The trouble is back, or was never over: escalation begins anew.
     *
     * @param reason why, possibly blank
     * @param policy the escalation policy that is gone by from now on
     * @param bySignal whether a signal said so, and not a person
     * @param at when
     * @param version the version that the event makes
     * @param because why the signal was raised; it travels in the journal's envelope alone
     * @param key the signal's dedup key, where the incident has several
     * @param severity how bad the signal found it
     */
    record Reopened(
            String reason,
            PolicyRef policy,
            boolean bySignal,
            Instant at,
            long version,
            Optional<Explanation> because,
            Optional<String> key,
            Optional<Severity> severity)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            Incident back = known.inState(IncidentState.TRIGGERED, version)
                    .reopened(bySignal ? 1 : 0)
                    .with(known.milestones().reopened(at))
                    .with(Optional.<Acknowledgement>empty())
                    .with(Escalation.starting(policy))
                    .refired(key);
            return severity.isPresent() ? back.fired(key, severity.get()) : back;
        }

        @Override
        public String summary() {
            return Lines.summary((bySignal ? "reopened by its signal" : "reopened")
                    + severity.map(found -> ", " + found).orElse("")
                    + Lines.remark(reason));
        }

        @Override
        public Optional<Explanation> explanation() {
            return Reasons.beneath(
                    Explanation.of(
                            bySignal
                                    ? "reopened because its signal fired again before it was closed"
                                    : Lines.summary("reopened because someone said so" + Lines.remark(reason))),
                    because);
        }
    }

    /**
     * Nothing more is to be done about it.
     *
     * @param note a remark, possibly blank
     * @param at when
     * @param version the version that the event makes
     */
    record Closed(String note, Instant at, long version) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.inState(IncidentState.CLOSED, version)
                    .with(known.milestones().ended(at))
                    .keyless();
        }

        @Override
        public String summary() {
            return Lines.summary("closed" + Lines.remark(note));
        }
    }

    /**
     * It was no incident.
     *
     * @param reason why
     * @param at when
     * @param version the version that the event makes
     */
    record Cancelled(String reason, Instant at, long version) implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            Incident known = Require.present("incident", incident);
            return known.inState(IncidentState.CANCELLED, version)
                    .with(known.milestones().ended(at))
                    .with(known.escalation().stopped())
                    .keyless();
        }

        @Override
        public String summary() {
            return Lines.summary("cancelled" + Lines.remark(reason));
        }
    }

    /**
     * It was taken over from another system, in the state that it had there. Nobody was paged for it.
     *
     * @param id its id
     * @param trouble what is wrong
     * @param policy the escalation policy that it is gone by if it is ever escalated
     * @param follows the incident of the same dedup key that had ended before, if there was one
     * @param state where it stood
     * @param at since when, which counts as its opening
     * @param by who took it over
     * @param reason why, possibly blank
     */
    record Imported(
            IncidentId id,
            Trouble trouble,
            PolicyRef policy,
            Optional<IncidentId> follows,
            IncidentState state,
            Instant at,
            Actor by,
            String reason)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident nothing) {
            return Opening.of(id, trouble, IncidentState.TRIGGERED, policy, at, 0, follows)
                    .standing(state, at, by, 1);
        }

        @Override
        public String summary() {
            return Lines.summary(
                    "imported as " + Lines.state(state) + ", " + Opening.line(trouble) + Lines.because(reason));
        }

        @Override
        public List<Ref> alsoAbout() {
            return Opening.alsoAbout(trouble, follows);
        }
    }

    /**
     * Its state was put right without asking the table, after another system. Nobody was paged for it.
     *
     * @param from where it stood
     * @param to where it stands
     * @param at since when
     * @param by who put it right
     * @param reason why, possibly blank
     * @param version the version that the event makes
     */
    record Corrected(IncidentState from, IncidentState to, Instant at, Actor by, String reason, long version)
            implements IncidentEvent {
        @Override
        public Incident applyTo(@Nullable Incident incident) {
            return Require.present("incident", incident).standing(to, at, by, version);
        }

        @Override
        public String summary() {
            return Lines.summary("corrected from " + Lines.state(from) + " to " + Lines.state(to) + " by "
                    + Lines.name(by) + Lines.because(reason));
        }
    }
}
