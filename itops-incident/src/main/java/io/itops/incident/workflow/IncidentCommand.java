package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.IncidentEvent.Acknowledged;
import io.itops.incident.workflow.IncidentEvent.Cancelled;
import io.itops.incident.workflow.IncidentEvent.Closed;
import io.itops.incident.workflow.IncidentEvent.Mitigated;
import io.itops.incident.workflow.IncidentEvent.Noted;
import io.itops.incident.workflow.IncidentEvent.Opened;
import io.itops.incident.workflow.IncidentEvent.Reopened;
import io.itops.incident.workflow.IncidentEvent.Resolved;
import io.itops.incident.workflow.IncidentEvent.SignalRepeated;
import io.itops.incident.workflow.IncidentEvent.Unacknowledged;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of an incident: one record for each action.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface IncidentCommand extends WorkflowCommand<Incident, Circumstances, IncidentAction, IncidentEvent>
        permits IncidentCommand.Open,
                IncidentCommand.Repeat,
                IncidentCommand.Acknowledge,
                IncidentCommand.Unacknowledge,
                EscalationCommand,
                IncidentCommand.Note,
                IncidentCommand.Mitigate,
                IncidentCommand.Resolve,
                IncidentCommand.Reopen,
                IncidentCommand.Close,
                IncidentCommand.CloseTimeout,
                IncidentCommand.Cancel,
                PlacementCommand,
                RebaseEscalation,
                AssessPriority,
                FamilyCommand,
                NeedToKnowCommand {
    /** The greatest length of a note in code points. */
    int MAX_NOTE = 10_000;

    /** The greatest length of a reason in code points. */
    int MAX_REASON = 1_000;

    /**
     * The oldest version that a person may have seen who gives this command. A person who saw an older one saw an incident in another
     * state; notes and repeated signals do not count.
     *
     * @param incident the incident as it stands
     * @return the version
     */
    default long oldestSeen(Incident incident) {
        return incident.stateVersion();
    }

    /**
     * Whether whoever gives the command must say which version they saw: without it, two people who mean the same thing would do it twice.
     *
     * @return true if they must
     */
    default boolean needsSeen() {
        return false;
    }

    /**
     * Whether the decision may page people, so that it needs to know who is on call.
     *
     * @param incident the incident as it stands, null if it does not exist
     * @param rules what the program decided about its incidents
     * @return true if it may
     */
    default boolean pages(@Nullable Incident incident, IncidentRules rules) {
        return false;
    }

    /**
     * Whether the decision may page people, by the policy that the incident goes by.
     *
     * @param incident the incident as it stands, null if it does not exist
     * @param rules what the program decided about its incidents
     * @param followed the policy that it goes by, or would go by
     * @return true if it may
     */
    default boolean pages(@Nullable Incident incident, IncidentRules rules, EscalationPolicy followed) {
        return pages(incident, rules);
    }

    /**
     * Opens an incident.
     *
     * @param trouble what is wrong
     * @param id the id that it is to have
     * @param bySignal whether a signal asks for it, and not a person
     * @param follows the incident of the same dedup key that had ended before, if there was one
     * @param because why the signal was raised
     */
    record Open(
            Trouble trouble,
            IncidentId id,
            boolean bySignal,
            Optional<IncidentId> follows,
            Optional<Explanation> because)
            implements IncidentCommand {
        /** Checks the parts. */
        public Open {
            Require.present("trouble", trouble);
            Require.present("incident id", id);
            Require.present("followed incident", follows);
            Require.present("explanation", because);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.OPEN;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident nothing, Circumstances facts, Instant now) {
            return Decisions.keyFree(facts, id).orElseGet(() -> {
                Opened opened = new Opened(
                        id,
                        trouble,
                        IncidentState.TRIGGERED,
                        Optional.empty(),
                        facts.policy().ref(),
                        bySignal,
                        follows,
                        now,
                        because);
                return Paging.take(
                        Decision.accept(opened),
                        opened.applyTo(null),
                        Optional.of(StepPosition.FIRST),
                        "the incident was opened",
                        facts,
                        now);
            });
        }
    }

    /**
     * A signal says that the trouble is still there. The incident takes the worse severity of the two. A queued, held or mitigated one
     * that this makes as bad as the options say is triggered, and a suspected one by any signal so bad: a page must not be lost because
     * someone had let a lesser trouble wait. Where it becomes worse, a triggered one takes the steps that it had skipped because it was
     * not bad enough, or all steps anew if there was none left, and whoever has acknowledged it is told. Where the signal makes up the number
     * that a step asks for which was skipped for that, a triggered one takes that step; one whose policy had come to its end goes on from it.
     *
     * @param severity how bad the signal finds it
     * @param said the signal's summary
     * @param because why the signal was raised
     * @param key the signal's dedup key, where the incident has several
     */
    record Repeat(Severity severity, String said, Optional<Explanation> because, Optional<String> key)
            implements IncidentCommand {
        /**
         * A signal of the incident's own key.
         *
         * @param severity how bad the signal finds it
         * @param said the signal's summary
         * @param because why the signal was raised
         */
        public Repeat(Severity severity, String said, Optional<Explanation> because) {
            this(severity, said, because, Optional.empty());
        }

        /** Checks the parts. */
        public Repeat {
            Require.present("dedup key", key).ifPresent(text -> Require.id("dedup key", text));
            Require.present("severity", severity);
            Require.text("signal summary", said, 300);
            Require.present("explanation", because);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.REPEAT;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return decides(incident, Require.present("circumstances", facts))
                    ? IncidentAction.WORSEN
                    : IncidentAction.REPEAT;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            // without the policy: any may ask for signals
            return Worsening.decides(incident, severity, Require.present("incident rules", rules))
                    || (incident != null
                            && (incident.state() == IncidentState.TRIAGE
                                    || incident.state() == IncidentState.TRIGGERED));
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules, EscalationPolicy followed) {
            return Worsening.bySignal(
                    incident,
                    severity,
                    Require.present("incident rules", rules),
                    Require.present("escalation policy", followed));
        }

        private boolean decides(@Nullable Incident incident, Circumstances facts) {
            return incident != null && Worsening.bySignal(incident, severity, facts.rules(), facts.policyOf(incident));
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            SignalRepeated repeated = new SignalRepeated(severity, said, because, key);
            return decides(incident, facts)
                    ? Worsening.take(
                            Decisions.known(incident),
                            repeated,
                            severity,
                            Worsening.reason(Decisions.known(incident), severity, facts.rules()),
                            facts,
                            now)
                    : Decision.accept(repeated);
        }
    }

    /**
     * Takes the incident: paging stops. On an incident that someone else has taken, takes it over; on one's own, lets the
     * acknowledgement hold anew. Where a step asks for several people, paging goes on for the others until enough have acknowledged.
     */
    record Acknowledge() implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.ACKNOWLEDGE;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return missing(incident, Require.present("circumstances", facts)) > 0
                    ? IncidentAction.ACKNOWLEDGE_IN_PART
                    : IncidentAction.ACKNOWLEDGE;
        }

        private static int missing(@Nullable Incident incident, Circumstances facts) {
            return incident != null && incident.state() == IncidentState.TRIGGERED
                    ? incident.escalation().missingAfter(facts.actor())
                    : 0;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            int missing = missing(known, facts);
            if (missing > 0) {
                return Decisions.inPart(known, missing, facts);
            }
            Optional<Actor> holder = known.acknowledgedBy();
            Optional<Instant> lapsesAt = facts.policyOf(known).ackTimeout().map(now::plus);
            if (holder.equals(Optional.of(facts.actor())) && lapsesAt.isEmpty()) {
                return Decision.nothing();
            }
            Decision.Accept<IncidentEvent> taken = Decisions.leaving(
                    known,
                    new Acknowledged(
                            facts.actor(),
                            holder.filter(other -> !other.equals(facts.actor())),
                            now,
                            lapsesAt,
                            facts.version()));
            return lapsesAt.isPresent()
                    ? taken.setTimer(IncidentWorkflow.ACK_TIMER, IncidentWorkflow.ACK_JOB, lapsesAt.get())
                    : taken;
        }
    }

    /**
     * Gives the incident back: it is triggered again, and the step that it stood at is taken once more. Whoever acknowledged while others
     * still must takes that back: the time of the step runs on, and nobody is paged for it; where no time runs, since the policy has come
     * to its end or the step was content with the acknowledgements that there were, the step is taken.
     *
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Unacknowledge(String reason) implements IncidentCommand {
        /** Checks the reason. */
        public Unacknowledge {
            Require.anyText("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.UNACKNOWLEDGE;
        }

        @Override
        public IncidentAction action(@Nullable Incident incident, Circumstances facts) {
            return incident != null && incident.state() == IncidentState.TRIGGERED
                    ? IncidentAction.UNACKNOWLEDGE_IN_PART
                    : IncidentAction.UNACKNOWLEDGE;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            String why = Lines.name(facts.actor()) + " gave the acknowledgement back" + Lines.remark(reason);
            Incident known = Decisions.known(incident);
            if (known.state() == IncidentState.TRIGGERED) {
                return Decisions.takenBack(known, reason, why, facts, now);
            }
            return Decisions.pageAgain(
                    known, new Unacknowledged(facts.actor(), reason, facts.version()), why, facts, now);
        }
    }

    /**
     * Writes something down.
     *
     * @param text what, not blank, at most 10,000 characters
     */
    record Note(String text) implements IncidentCommand {
        /** Checks the text. */
        public Note {
            Require.text("note", text, MAX_NOTE);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.NOTE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decision.accept(new Noted(text));
        }
    }

    /**
     * Says that users no longer suffer from it: paging stops.
     *
     * @param note how, at most 1,000 characters, possibly blank
     */
    record Mitigate(String note) implements IncidentCommand {
        /** Checks the note. */
        public Mitigate {
            Require.anyText("note", note, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.MITIGATE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decisions.leaving(Decisions.known(incident), new Mitigated(note, now, facts.version()));
        }
    }

    /**
     * Says that the trouble is over: paging stops, and those who were paged are told.
     *
     * @param note how, at most 1,000 characters, possibly blank
     * @param bySignal whether a signal says so, and not a person
     * @param because why the signal was raised
     */
    record Resolve(String note, boolean bySignal, Optional<Explanation> because) implements IncidentCommand {
        /** Checks the parts. */
        public Resolve {
            Require.anyText("note", note, MAX_REASON);
            Require.present("explanation", because);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.RESOLVE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            Decision.Accept<IncidentEvent> resolved = Notifications.news(
                    Decisions.leaving(known, new Resolved(note, bySignal, now, facts.version(), because)),
                    known,
                    IncidentWorkflow.RESOLVED_NEWS,
                    note,
                    facts);
            return facts.rules().closeAfter().isPresent()
                    ? resolved.setTimer(
                            IncidentWorkflow.CLOSE_TIMER,
                            IncidentWorkflow.CLOSE_JOB,
                            now.plus(facts.rules().closeAfter().get()))
                    : resolved;
        }
    }

    /**
     * Says that the trouble is back, or was never over: escalation begins anew, by the policy that is in force now. A closed incident can
     * be reopened only while no other holds its dedup key, with a reason, and as long as the options allow it.
     *
     * @param reason why, at most 1,000 characters; blank only where it is not closed
     * @param bySignal whether a signal says so, and not a person
     * @param because why the signal was raised
     * @param key the signal's dedup key, where the incident has several
     * @param severity how bad the signal finds it; the incident takes the worse of the two
     */
    record Reopen(
            String reason,
            boolean bySignal,
            Optional<Explanation> because,
            Optional<String> key,
            Optional<Severity> severity)
            implements IncidentCommand {
        /**
         * As bad as it was, and without one of several dedup keys.
         *
         * @param reason why
         * @param bySignal whether a signal says so, and not a person
         * @param because why the signal was raised
         */
        public Reopen(String reason, boolean bySignal, Optional<Explanation> because) {
            this(reason, bySignal, because, Optional.empty(), Optional.empty());
        }

        /** Checks the parts. */
        public Reopen {
            Require.present("severity", severity);
            Require.present("dedup key", key).ifPresent(text -> Require.id("dedup key", text));
            Require.anyText("reason", reason, MAX_REASON);
            Require.present("explanation", because);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.REOPEN;
        }

        @Override
        public boolean pages(@Nullable Incident incident, IncidentRules rules) {
            return true;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            return Decisions.notToReopen(known, reason, facts, now).orElseGet(() -> {
                Reopened event = new Reopened(
                        reason, facts.policy().ref(), bySignal, now, facts.version(), because, key, severity);
                return Paging.take(
                        Decisions.leaving(known, event),
                        event.applyTo(known),
                        Optional.of(StepPosition.FIRST),
                        "the incident was reopened" + Lines.remark(reason),
                        facts,
                        now);
            });
        }
    }

    /**
     * Says that nothing more is to be done about it: its dedup key is free again.
     *
     * @param note a remark, at most 1,000 characters, possibly blank
     */
    record Close(String note) implements IncidentCommand {
        /** Checks the note. */
        public Close {
            Require.anyText("note", note, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.CLOSE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            return Decisions.leaving(Decisions.known(incident), new Closed(note, now, facts.version()));
        }
    }

    /** Closes the incident if it has been resolved for long enough. */
    record CloseTimeout() implements IncidentCommand {
        @Override
        public IncidentAction action() {
            return IncidentAction.CLOSE;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Optional<Instant> due = Decisions.known(incident)
                    .resolvedAt()
                    .flatMap(at -> facts.rules().closeAfter().map(at::plus));
            if (due.isEmpty() || now.isBefore(due.get())) {
                return Decisions.wait(IncidentWorkflow.CLOSE_TIMER, IncidentWorkflow.CLOSE_JOB, due);
            }
            String note = "it has been resolved for "
                    + Words.duration(facts.rules().closeAfter().get());
            return Decision.accept(new Closed(note, now, facts.version()));
        }
    }

    /**
     * Says that it was no incident: paging stops, those who were paged are told, and its dedup key is free again.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Cancel(String reason) implements IncidentCommand {
        /** Checks the reason. */
        public Cancel {
            Require.text("reason", reason, MAX_REASON);
        }

        @Override
        public IncidentAction action() {
            return IncidentAction.CANCEL;
        }

        @Override
        public Decision<IncidentEvent> decide(@Nullable Incident incident, Circumstances facts, Instant now) {
            Incident known = Decisions.known(incident);
            return Notifications.news(
                    Decisions.leaving(known, new Cancelled(reason, now, facts.version())),
                    known,
                    IncidentWorkflow.CANCELLED_NEWS,
                    reason,
                    facts);
        }
    }
}
