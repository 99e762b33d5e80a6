package io.itops.incident.problem;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.core.signal.ChangeFacts;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.priority.Priority;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a problem: one record for each action that callers and timers ask for.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ProblemCommand
        extends WorkflowCommand<Problem, ProblemCommand.Facts, ProblemAction, ProblemEvent> {
    /**
     * What a decision rests on besides the problem.
     *
     * @param duplicated the problem that a {@link Cancel} names, if it exists
     * @param incident what is linked to the incident that a {@link Link} names already, if that incident exists
     * @param change what is published about the change that is to fix the problem
     */
    record Facts(Optional<Problem> duplicated, Optional<IncidentProblems> incident, Optional<ChangeFacts> change) {
        /** Nothing besides the problem. */
        public static final Facts NONE = new Facts(Optional.empty(), Optional.empty(), Optional.empty());

        /** Checks that all parts are given. */
        public Facts {
            Require.present("duplicated problem", duplicated);
            Require.present("problems of the incident", incident);
            Require.present("facts of the change", change);
        }
    }

    /**
     * Suspects a cause.
     *
     * @param id the id that the problem is to have
     * @param statement what is suspected
     * @param priority how much it matters
     * @param queue the queue that it is to wait in, if it is known
     */
    record Open(ProblemId id, ProblemStatement statement, Priority priority, Optional<String> queue)
            implements ProblemCommand {
        /** Checks the parts. */
        public Open {
            Require.present("problem id", id);
            Require.present("problem statement", statement);
            Require.present("priority", priority);
            Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.OPEN;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem nothing, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.Opened(id, statement, priority, queue, now));
        }
    }

    /**
     * Puts it into a queue, from wherever it is worked on or waits; nobody owns it then.
     *
     * @param queue the queue
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Queue(String queue, String reason) implements ProblemCommand {
        /** Checks the parts. */
        public Queue {
            Require.id("queue", queue);
            Require.anyText("reason", reason, 1_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.QUEUE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            Problem known = ProblemDecisions.known(problem);
            if (known.state() == ProblemState.QUEUED && known.queue().equals(Optional.of(queue))) {
                return Decision.nothing();
            }
            return ProblemDecisions.leave(known, new ProblemEvent.Queued(queue, reason));
        }
    }

    /**
     * Begins to find out whether it is a problem, and how much it matters.
     *
     * @param owner who does
     */
    record Assess(String owner) implements ProblemCommand {
        /** Checks the owner. */
        public Assess {
            Require.id("owner", owner);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.ASSESS;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.AssessmentBegun(owner));
        }
    }

    /**
     * Begins to look for the root cause, also once more.
     *
     * @param owner who does
     */
    record Analyse(String owner) implements ProblemCommand {
        /** Checks the owner. */
        public Analyse {
            Require.id("owner", owner);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.ANALYSE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.leave(ProblemDecisions.known(problem), new ProblemEvent.AnalysisBegun(owner));
        }
    }

    /**
     * Lets it wait. One that waits already may be given another reason.
     *
     * @param reason what it waits for
     * @param note more about that, at most 1,000 characters; not blank for {@link ProblemHoldReason#OTHER}
     */
    record Hold(ProblemHoldReason reason, String note) implements ProblemCommand {
        /** Checks the parts. */
        public Hold {
            note = ProblemHold.note(reason, note);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.HOLD;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            Problem known = ProblemDecisions.known(problem);
            ProblemHold hold = known.hold()
                    .map(held -> new ProblemHold(reason, note, held.from(), held.since()))
                    .orElseGet(() -> new ProblemHold(reason, note, known.state(), now));
            return Decision.accept(new ProblemEvent.Held(hold));
        }
    }

    /** Takes it back to where it was before it had to wait. */
    record Resume() implements ProblemCommand {
        @Override
        public ProblemAction action() {
            return ProblemAction.RESUME;
        }

        @Override
        public ProblemAction action(@Nullable Problem problem, Facts facts) {
            return problem == null
                    ? ProblemAction.RESUME
                    : problem.hold()
                            .map(hold -> ProblemDecisions.resuming(hold.from()))
                            .orElse(ProblemAction.RESUME);
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            ProblemState from = ProblemDecisions.known(problem)
                    .hold()
                    .map(ProblemHold::from)
                    .orElse(ProblemState.ANALYSIS);
            return Decision.accept(new ProblemEvent.Resumed(from == ProblemState.NEW ? ProblemState.QUEUED : from));
        }
    }

    /**
     * Tells the root cause.
     *
     * @param rootCause why it happens, not blank, at most 10,000 characters
     */
    record FindRootCause(String rootCause) implements ProblemCommand {
        /** Checks the text. */
        public FindRootCause {
            Require.text("root cause", rootCause, 10_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.FIND_ROOT_CAUSE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.RootCauseFound(rootCause));
        }
    }

    /**
     * Tells what helps against it.
     *
     * @param workaround the workaround, not blank, at most 10,000 characters
     */
    record DeclareKnownError(String workaround) implements ProblemCommand {
        /** Checks the text. */
        public DeclareKnownError {
            Require.text("workaround", workaround, 10_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.DECLARE_KNOWN_ERROR;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.KnownErrorDeclared(workaround));
        }
    }

    /**
     * Names the change that is to fix it. Its root cause must be known.
     *
     * @param change the change, in this store or elsewhere
     */
    record FixInChange(Ref change) implements ProblemCommand {
        /** Checks that it is given. */
        public FixInChange {
            Require.present("change", change);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.FIX_IN_CHANGE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.known(problem).findings().rootCause().isEmpty()
                    ? Decision.refuse("no-root-cause", "the root cause must be known before a change is to fix it")
                    : Decision.accept(new ProblemEvent.FixPlanned(change));
        }
    }

    /**
     * Says that the change does not fix it.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record WithdrawFix(String reason) implements ProblemCommand {
        /** Checks the reason. */
        public WithdrawFix {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.WITHDRAW_FIX;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.FixWithdrawn(reason));
        }
    }

    /**
     * Lives with it until a day. On that day it is queued again.
     *
     * @param acceptance who answers for it, until when and why; the end is not before now
     */
    record AcceptRisk(RiskAcceptance acceptance) implements ProblemCommand {
        /** Checks that it is given. */
        public AcceptRisk {
            Require.present("risk acceptance", acceptance);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.ACCEPT_RISK;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            if (acceptance.until().isBefore(now)) {
                return Decision.refuse(
                        "past-until",
                        "the risk would be accepted until " + acceptance.until() + ", which is over: it is " + now);
            }
            return Decision.<ProblemEvent>accept(new ProblemEvent.RiskAccepted(acceptance))
                    .setTimer(ProblemWorkflow.RISK_TIMER, ProblemWorkflow.RISK_JOB, acceptance.until());
        }
    }

    /** Queues it again if the day has come until which the risk was accepted. */
    record LapseRisk() implements ProblemCommand {
        @Override
        public ProblemAction action() {
            return ProblemAction.LAPSE_RISK;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            Optional<RiskAcceptance> accepted = ProblemDecisions.known(problem).risk();
            if (accepted.isEmpty()) {
                // imported, without a day: it stands until someone moves it
                return Decision.nothing();
            }
            RiskAcceptance risk = accepted.get();
            // a clock that went back must not end it early
            return now.isBefore(risk.until())
                    ? Decision.<ProblemEvent>nothing()
                            .setTimer(ProblemWorkflow.RISK_TIMER, ProblemWorkflow.RISK_JOB, risk.until())
                    : Decision.accept(new ProblemEvent.RiskLapsed(risk.by(), risk.until()));
        }
    }

    /**
     * Says that it is over.
     *
     * @param code how, as what was found out has it (see {@link ResolutionCode})
     * @param note more about that, at most 1,000 characters, possibly blank
     */
    record Resolve(ResolutionCode code, String note) implements ProblemCommand {
        /** Checks the parts. */
        public Resolve {
            Require.present("resolution code", code);
            Require.anyText("resolution note", note, 1_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.RESOLVE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.contradicted(ProblemDecisions.known(problem), code, facts)
                    .orElseGet(() -> Decision.accept(new ProblemEvent.Resolved(new Resolution(code, note, now))));
        }
    }

    /**
     * Says that nothing more is to be done about it.
     *
     * @param code how it ended, as what was found out has it (see {@link ResolutionCode}); may be left out only if it is resolved already
     * @param note more about that, at most 1,000 characters, possibly blank
     */
    record Close(Optional<ResolutionCode> code, String note) implements ProblemCommand {
        /** Checks the parts. */
        public Close {
            Require.present("resolution code", code);
            Require.anyText("resolution note", note, 1_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.CLOSE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.close(ProblemDecisions.known(problem), code, note, facts, now);
        }
    }

    /**
     * Says that it was no problem, or a duplicate of one.
     *
     * @param reason why, not blank, at most 1,000 characters
     * @param duplicateOf the problem that it is a duplicate of: another one, which exists and is not cancelled
     */
    record Cancel(String reason, Optional<ProblemId> duplicateOf) implements ProblemCommand {
        /** Checks the parts. */
        public Cancel {
            Require.text("reason", reason, 1_000);
            Require.present("duplicated problem", duplicateOf);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.CANCEL;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.cancel(ProblemDecisions.known(problem), this, facts);
        }
    }

    /**
     * Says that it is not over: it is in analysis again, or waits in a queue without an owner.
     *
     * @param reason why, not blank, at most 1,000 characters
     * @param queue the queue that it is to wait in; empty if its owner goes on with it
     */
    record Reopen(String reason, Optional<String> queue) implements ProblemCommand {
        /** Checks the parts. */
        public Reopen {
            Require.text("reason", reason, 1_000);
            Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        }

        /**
         * Says that it is not over: its owner goes on with it.
         *
         * @param reason why, not blank, at most 1,000 characters
         */
        public Reopen(String reason) {
            this(reason, Optional.empty());
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.REOPEN;
        }

        @Override
        public ProblemAction action(@Nullable Problem problem, Facts facts) {
            return queue.isPresent() ? ProblemAction.REOPEN_QUEUED : ProblemAction.REOPEN;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.Reopened(reason, queue));
        }
    }

    /**
     * Gives it another owner.
     *
     * @param owner who is to work on it, or empty for nobody
     */
    record Assign(Optional<String> owner) implements ProblemCommand {
        /** Checks the owner. */
        public Assign {
            Require.present("owner", owner).ifPresent(person -> Require.id("owner", person));
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.ASSIGN;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.known(problem).owner().equals(owner)
                    ? Decision.nothing()
                    : Decision.accept(new ProblemEvent.Assigned(owner));
        }
    }

    /**
     * Gives it another priority.
     *
     * @param priority how much it matters
     */
    record Prioritise(Priority priority) implements ProblemCommand {
        /** Checks that it is given. */
        public Prioritise {
            Require.present("priority", priority);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.PRIORITISE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            Priority before = ProblemDecisions.known(problem).priority();
            return before == priority
                    ? Decision.nothing()
                    : Decision.accept(new ProblemEvent.Prioritised(before, priority));
        }
    }

    /**
     * Writes what helps against it down for everybody, as a draft of a knowledge entry. It must have a workaround; once there is an entry,
     * nothing is left to do.
     *
     * @param entry the id that the entry is to have
     */
    record Publish(KnowledgeId entry) implements ProblemCommand {
        /** Checks that it is given. */
        public Publish {
            Require.present("knowledge entry id", entry);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.PUBLISH;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            ProblemFindings findings = ProblemDecisions.known(problem).findings();
            if (findings.workaround().isEmpty()) {
                return Decision.refuse("no-workaround", "there is no workaround to tell of");
            }
            return findings.knowledge().isPresent()
                    ? Decision.nothing()
                    : Decision.accept(new ProblemEvent.Published(entry));
        }
    }

    /**
     * Says that it is behind an incident.
     *
     * @param incident the incident, which exists
     */
    record Link(IncidentId incident) implements ProblemCommand {
        /** Checks that it is given. */
        public Link {
            Require.present("incident id", incident);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.LINK;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return ProblemDecisions.link(ProblemDecisions.known(problem), incident, facts);
        }
    }

    /**
     * Says that it is not behind an incident.
     *
     * @param incident the incident; without a link to it, and for whoever may not read it, there is nothing to do
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Unlink(IncidentId incident, String reason) implements ProblemCommand {
        /** Checks the parts. */
        public Unlink {
            Require.present("incident id", incident);
            Require.anyText("reason", reason, 1_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.UNLINK;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return facts.incident().isPresent()
                            && ProblemDecisions.known(problem).incidents().contains(incident)
                    ? Decision.accept(new ProblemEvent.IncidentUnlinked(incident, reason))
                    : Decision.nothing();
        }
    }

    /**
     * Writes something down.
     *
     * @param text what, not blank, at most 10,000 characters
     */
    record Note(String text) implements ProblemCommand {
        /** Checks the text. */
        public Note {
            Require.text("note", text, 10_000);
        }

        @Override
        public ProblemAction action() {
            return ProblemAction.NOTE;
        }

        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.Noted(text));
        }
    }
}
