package io.itops.incident.request;

import io.itops.core.Ref;
import io.itops.core.Words;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.internal.JournalLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a service request.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface RequestEvent extends WorkflowEvent<ServiceRequest> {
    /**
     * Someone began to ask for something.
     *
     * @param id its id
     * @param item what is asked for
     * @param requester who asks
     * @param beneficiary who it is for
     * @param answers the answers so far
     * @param at when
     */
    record Drafted(
            RequestId id,
            CatalogueItem item,
            String requester,
            String beneficiary,
            SortedMap<String, String> answers,
            Instant at)
            implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest nothing) {
            return new ServiceRequest(
                    id,
                    item,
                    requester,
                    beneficiary,
                    answers,
                    RequestState.DRAFT,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    at);
        }

        @Override
        public String summary() {
            return JournalLines.summary(requester + " asks for " + item.title()
                    + (beneficiary.equals(requester) ? "" : " for " + beneficiary));
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(item.ref());
        }
    }

    /**
     * Answers were changed.
     *
     * @param answers all answers
     */
    record Edited(SortedMap<String, String> answers) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).answering(answers);
        }

        @Override
        public String summary() {
            return JournalLines.summary("answers changed");
        }
    }

    /**
     * It was filled in, and someone looks at it first.
     */
    record Submitted() implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).in(RequestState.SUBMITTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("filled in, to be looked at");
        }
    }

    /**
     * It went on without approval, as its item says.
     *
     * @param due when the target of its first step is missed
     */
    record ApprovalNotNeeded(Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request)
                    .with(Fulfilment.begin(0, step(request, 0), due))
                    .in(RequestState.APPROVED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("needs no approval; first step due at " + due);
        }
    }

    /**
     * Approvers were asked.
     *
     * @param approval who, and how many are needed
     */
    record ApprovalAsked(Approval approval) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(Optional.of(approval)).in(RequestState.AWAITING_APPROVAL);
        }

        @Override
        public String summary() {
            return JournalLines.summary(
                    approval.needed() + " of " + String.join(", ", approval.asked()) + " must approve");
        }
    }

    /**
     * It was given back to be filled in anew.
     *
     * @param reason why
     */
    record Returned(String reason) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).redrafted();
        }

        @Override
        public String summary() {
            return JournalLines.summary("given back: " + reason);
        }
    }

    /**
     * Someone voted, and the vote decided nothing yet.
     *
     * @param vote the vote
     */
    record Voted(RequestVote vote) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return voted(request, vote);
        }

        @Override
        public String summary() {
            return JournalLines.summary(said(vote));
        }
    }

    /**
     * Someone voted for it, and that was enough.
     *
     * @param vote the vote
     * @param due when the target of its first step is missed
     */
    record Approved(RequestVote vote, Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return voted(request, vote)
                    .with(Fulfilment.begin(0, step(request, 0), due))
                    .in(RequestState.APPROVED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("approved: " + said(vote));
        }
    }

    /**
     * Someone voted against it, and that was enough.
     *
     * @param vote the vote
     */
    record Rejected(RequestVote vote) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return voted(request, vote).in(RequestState.REJECTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("rejected: " + said(vote));
        }
    }

    /**
     * The time to vote was over.
     *
     * @param at when it ended
     */
    record ApprovalExpired(Instant at) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).in(RequestState.REJECTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("rejected: nobody decided until " + at);
        }
    }

    /**
     * Someone does the present step.
     *
     * @param person who
     */
    record Assigned(String person) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(present(request).by(person)).in(RequestState.IN_FULFILMENT);
        }

        @Override
        public String summary() {
            return JournalLines.summary(person + " does the step");
        }
    }

    /**
     * The present step went into a queue.
     *
     * @param queue the queue
     * @param reason why, possibly blank
     */
    record Requeued(String queue, String reason) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(present(request).in(queue));
        }

        @Override
        public String summary() {
            return JournalLines.summary("put into queue " + queue + JournalLines.remark(reason));
        }
    }

    /**
     * A step was done, and the next one began.
     *
     * @param note how, possibly blank
     * @param next the next step
     * @param due when the target of the next step is missed
     */
    record StepCompleted(String note, String next, Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return onward(request, due);
        }

        @Override
        public String summary() {
            return JournalLines.summary("done, next: " + next + " until " + due + JournalLines.remark(note));
        }
    }

    /**
     * The last step was done.
     *
     * @param note how, possibly blank
     */
    record Fulfilled(String note) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).in(RequestState.FULFILLED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("fulfilled" + JournalLines.remark(note));
        }
    }

    /**
     * It had to wait.
     *
     * @param reason why
     * @param left how much of the target of the present step is left
     */
    record Held(String reason, Duration left) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(present(request).paused(left)).in(RequestState.ON_HOLD);
        }

        @Override
        public String summary() {
            return JournalLines.summary("on hold with " + Words.duration(left) + " left: " + reason);
        }
    }

    /**
     * It need not wait any longer.
     *
     * @param due when the target of the present step is missed
     */
    record Resumed(Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(present(request).running(due)).in(RequestState.IN_FULFILMENT);
        }

        @Override
        public String summary() {
            return JournalLines.summary("goes on, due at " + due);
        }
    }

    /**
     * The target of the present step was missed.
     *
     * @param step the step
     * @param queue whose work it was
     * @param due when it was due
     */
    record TargetMissed(String step, String queue, Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).with(present(request).missed()).missedOneMore();
        }

        @Override
        public String summary() {
            return JournalLines.summary("target missed: " + step + " of queue " + queue + " was due at " + due);
        }
    }

    /**
     * Whoever asked has what was asked for.
     *
     * @param note a remark, possibly blank
     */
    record Closed(String note) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).in(RequestState.CLOSED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("closed" + JournalLines.remark(note));
        }
    }

    /**
     * It was not fulfilled after all.
     *
     * @param reason why
     * @param due when the target of the last step is missed now
     */
    record Reopened(String reason, Instant due) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return again(request, due);
        }

        @Override
        public String summary() {
            return JournalLines.summary("not fulfilled: " + reason);
        }
    }

    /**
     * It was not wanted any more.
     *
     * @param reason why
     */
    record Cancelled(String reason) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request).in(RequestState.CANCELLED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("cancelled: " + reason);
        }
    }

    /**
     * Something was written down.
     *
     * @param text what
     */
    record Noted(String text) implements RequestEvent {
        @Override
        public ServiceRequest applyTo(@Nullable ServiceRequest request) {
            return known(request);
        }

        @Override
        public String summary() {
            return JournalLines.summary(text);
        }
    }

    private static ServiceRequest known(@Nullable ServiceRequest request) {
        return RequestDecisions.known(request);
    }

    private static Fulfilment present(@Nullable ServiceRequest request) {
        return RequestDecisions.fulfilment(known(request));
    }

    private static FulfilmentStep step(@Nullable ServiceRequest request, int place) {
        return known(request).item().steps().get(place);
    }

    private static ServiceRequest voted(@Nullable ServiceRequest request, RequestVote vote) {
        return known(request).with(known(request).approval().map(approval -> approval.with(vote)));
    }

    /** The next step; nobody does it yet, so it waits in its queue while the request is in fulfilment. */
    private static ServiceRequest onward(@Nullable ServiceRequest request, Instant due) {
        int place = present(request).step() + 1;
        return known(request).with(Fulfilment.begin(place, step(request, place), due));
    }

    private static ServiceRequest again(@Nullable ServiceRequest request, Instant due) {
        int last = known(request).item().steps().size() - 1;
        return known(request)
                .with(Fulfilment.begin(last, step(request, last), due))
                .in(RequestState.IN_FULFILMENT);
    }

    private static String said(RequestVote vote) {
        return vote.by() + (vote.approves() ? " votes for it" : " votes against it") + JournalLines.remark(vote.note());
    }
}
