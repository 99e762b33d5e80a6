package io.itops.incident.request;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a service request: one record for each action that callers and timers ask for.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface RequestCommand
        extends WorkflowCommand<ServiceRequest, RequestCommand.Facts, RequestAction, RequestEvent> {
    /**
     * What a decision rests on besides the request.
     *
     * @param actor who asks
     * @param queue the people of the queue whose work the present step is, if they are known
     * @param calendars the calendars in which targets run
     */
    record Facts(Actor actor, Optional<WorkQueue> queue, RequestCalendars calendars) {
        /** Checks that all parts are given. */
        public Facts {
            Require.present("actor", actor);
            Require.present("queue", queue);
            Require.present("calendars", calendars);
        }

        /** A decision that times something; refused where the item's calendars do not tell how. */
        Decision<RequestEvent> timed(
                @Nullable ServiceRequest request,
                Instant now,
                BiFunction<ServiceRequest, RequestTimes, Decision<RequestEvent>> decision) {
            ServiceRequest known = RequestDecisions.known(request);
            RequestTimes times = new RequestTimes(calendars, now);
            return times.problem(known.item()).orElseGet(() -> decision.apply(known, times));
        }
    }

    /**
     * Begins to ask for something.
     *
     * @param id the id that the request is to have
     * @param item what is asked for
     * @param requester who asks
     * @param beneficiary who it is for
     * @param answers answers to the item's form, which need not be whole yet
     */
    record Draft(
            RequestId id, CatalogueItem item, String requester, String beneficiary, SortedMap<String, String> answers)
            implements RequestCommand {
        /** Checks the parts. */
        public Draft {
            Require.present("service request id", id);
            Require.present("catalogue item", item);
            Require.id("requester", requester);
            Require.id("beneficiary", beneficiary);
            answers = RequestForm.answers(answers);
        }

        @Override
        public RequestAction action() {
            return RequestAction.DRAFT;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest nothing, Facts facts, Instant now) {
            return Decision.accept(new RequestEvent.Drafted(id, item, requester, beneficiary, answers, now));
        }
    }

    /**
     * Changes the answers.
     *
     * @param answers all answers to the item's form, which need not be whole yet
     */
    record Edit(SortedMap<String, String> answers) implements RequestCommand {
        /** Checks the answers. */
        public Edit {
            answers = RequestForm.answers(answers);
        }

        /**
         * Changes the answers.
         *
         * @param answers all answers by the names of their fields
         * @return the command
         */
        public static Edit of(Map<String, String> answers) {
            return new Edit(RequestForm.answers(answers));
        }

        @Override
        public RequestAction action() {
            return RequestAction.EDIT;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.known(request).answers().equals(answers)
                    ? Decision.nothing()
                    : Decision.accept(new RequestEvent.Edited(answers));
        }
    }

    /** Says that it is filled in. All that is wrong with the answers is told at once. */
    record Submit() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.SUBMIT;
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            if (request == null || request.item().looksAtFirst()) {
                return RequestAction.SUBMIT;
            }
            return RequestDecisions.needsApproval(request)
                    ? RequestAction.SUBMIT_FOR_APPROVAL
                    : RequestAction.SUBMIT_APPROVED;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.submit(known, times));
        }
    }

    /** Says that it can go on to its approvers, or to its fulfilment if there are none. */
    record Accept() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.ACCEPT;
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            return request == null || RequestDecisions.needsApproval(request)
                    ? RequestAction.ACCEPT
                    : RequestAction.ACCEPT_APPROVED;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.goOn(known, times));
        }
    }

    /**
     * Gives it back to be filled in anew.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Return(String reason) implements RequestCommand {
        /** Checks the reason. */
        public Return {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.RETURN;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return Decision.accept(new RequestEvent.Returned(reason));
        }
    }

    /**
     * Votes for it, in the name of whoever asks.
     *
     * @param note why, at most 1,000 characters, possibly blank
     */
    record Approve(String note) implements RequestCommand {
        /** Checks the note. */
        public Approve {
            Require.anyText("note", note, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.APPROVE;
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            return request != null
                            && request.approval()
                                    .map(Approval::carriedByOneMore)
                                    .orElse(false)
                    ? RequestAction.CARRY
                    : RequestAction.APPROVE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(
                    request, now, (known, times) -> RequestDecisions.vote(known, facts.actor(), true, note, times));
        }
    }

    /**
     * Votes against it, in the name of whoever asks.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reject(String reason) implements RequestCommand {
        /** Checks the reason. */
        public Reject {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.REJECT;
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            return request != null
                            && request.approval()
                                    .map(Approval::defeatedByOneMore)
                                    .orElse(false)
                    ? RequestAction.DEFEAT
                    : RequestAction.REJECT;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(
                    request, now, (known, times) -> RequestDecisions.vote(known, facts.actor(), false, reason, times));
        }
    }

    /** Rejects it if the time to vote is over. */
    record Expire() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.EXPIRE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.expire(RequestDecisions.known(request), now);
        }
    }

    /** Does the present step: whoever asks does, also in the place of someone else. */
    record Take() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.TAKE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.assign(
                    RequestDecisions.known(request), facts.actor().id(), facts);
        }
    }

    /**
     * Has someone do the present step.
     *
     * @param person who; one of the queue's people if those are known
     */
    record Assign(String person) implements RequestCommand {
        /** Checks the person. */
        public Assign {
            Require.id("assignee", person);
        }

        @Override
        public RequestAction action() {
            return RequestAction.ASSIGN;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.assign(RequestDecisions.known(request), person, facts);
        }
    }

    /**
     * Puts the present step into a queue, its own or another one: nobody does it then. Its target runs on.
     *
     * @param queue the queue
     * @param reason why, at most 1,000 characters, possibly blank
     */
    record Requeue(String queue, String reason) implements RequestCommand {
        /** Checks the parts. */
        public Requeue {
            Require.id("queue", queue);
            Require.anyText("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.REQUEUE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            Fulfilment present = RequestDecisions.fulfilment(RequestDecisions.known(request));
            return present.queue().equals(queue) && present.assignee().isEmpty()
                    ? Decision.nothing()
                    : Decision.accept(new RequestEvent.Requeued(queue, reason));
        }
    }

    /**
     * Says that the present step is done. Someone must have taken it.
     *
     * @param note how, at most 1,000 characters, possibly blank
     */
    record CompleteStep(String note) implements RequestCommand {
        /** Checks the note. */
        public CompleteStep {
            Require.anyText("note", note, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.COMPLETE_STEP;
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            return request != null && request.onItsLastStep()
                    ? RequestAction.COMPLETE_LAST_STEP
                    : RequestAction.COMPLETE_STEP;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.complete(known, note, times));
        }
    }

    /**
     * Lets it wait: the target of the present step does not run.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Hold(String reason) implements RequestCommand {
        /** Checks the reason. */
        public Hold {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.HOLD;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.hold(known, reason, times));
        }
    }

    /** Goes on: what was left of the target of the present step runs again. */
    record Resume() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.RESUME;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.resume(known, times));
        }
    }

    /** Says that the target of the present step is missed, if it is. */
    record Breach() implements RequestCommand {
        @Override
        public RequestAction action() {
            return RequestAction.BREACH;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.breach(RequestDecisions.known(request), now);
        }
    }

    /**
     * Says that whoever asked has what was asked for.
     *
     * @param note a remark, at most 1,000 characters, possibly blank
     */
    record Close(String note) implements RequestCommand {
        /** Checks the note. */
        public Close {
            Require.anyText("note", note, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.CLOSE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return Decision.accept(new RequestEvent.Closed(note));
        }
    }

    /**
     * Says that it is not fulfilled after all: its last step is to be done again, with a target that begins anew.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reopen(String reason) implements RequestCommand {
        /** Checks the reason. */
        public Reopen {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.REOPEN;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return facts.timed(request, now, (known, times) -> RequestDecisions.reopen(known, reason, times));
        }
    }

    /**
     * Says that it is not wanted any more.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Cancel(String reason) implements RequestCommand {
        /** Checks the reason. */
        public Cancel {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.CANCEL;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return RequestDecisions.quiet(Decision.accept(new RequestEvent.Cancelled(reason)));
        }
    }

    /**
     * Writes something down.
     *
     * @param text what, not blank, at most 10,000 characters
     */
    record Note(String text) implements RequestCommand {
        /** Checks the text. */
        public Note {
            Require.text("note", text, 10_000);
        }

        @Override
        public RequestAction action() {
            return RequestAction.NOTE;
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return Decision.accept(new RequestEvent.Noted(text));
        }
    }
}
