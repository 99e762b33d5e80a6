package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.escalation.PolicyRef;
import io.itops.incident.priority.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
                IncidentEvent.Acknowledged,
                IncidentEvent.Unacknowledged,
                IncidentEvent.AcknowledgementLapsed,
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
                    .standing(state, at, by, reason, 1);
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
            return Require.present("incident", incident).standing(to, at, by, reason, version);
        }

        @Override
        public String summary() {
            return Lines.summary("corrected from " + Lines.state(from) + " to " + Lines.state(to) + " by "
                    + Lines.name(by) + Lines.because(reason));
        }
    }
}
