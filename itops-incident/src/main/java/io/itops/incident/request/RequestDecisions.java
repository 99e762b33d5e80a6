package io.itops.incident.request;

import io.itops.core.Actor;
import io.itops.core.Reason;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of service requests beyond the table. */
final class RequestDecisions {
    private RequestDecisions() {}

    static ServiceRequest known(@Nullable ServiceRequest request) {
        return Require.present("service request", request);
    }

    static Fulfilment fulfilment(ServiceRequest request) {
        return request.fulfilment().orElseThrow();
    }

    static boolean needsApproval(ServiceRequest request) {
        return request.item().approval().rule() != ApprovalPolicy.Rule.NONE;
    }

    static Decision<RequestEvent> submit(ServiceRequest request, RequestTimes times) {
        List<Reason> problems = request.item().form().problems(request.answers());
        if (!problems.isEmpty()) {
            return new Decision.Refuse<>(problems);
        }
        return request.item().looksAtFirst()
                ? askers(request).orElseGet(() -> Decision.accept(new RequestEvent.Submitted()))
                : goOn(request, times);
    }

    /** To the approvers, or to fulfilment if nobody need approve. */
    static Decision<RequestEvent> goOn(ServiceRequest request, RequestTimes times) {
        if (!needsApproval(request)) {
            Instant due = firstDue(request, times);
            return begun(new RequestEvent.ApprovalNotNeeded(due), due);
        }
        Optional<Decision<RequestEvent>> barred = askers(request);
        if (barred.isPresent()) {
            return barred.get();
        }
        ApprovalPolicy policy = request.item().approval();
        List<String> eligible = policy.eligible(request.involved());
        Optional<Instant> expiresAt = times.expiry(policy);
        Decision.Accept<RequestEvent> asked = Decision.accept(new RequestEvent.ApprovalAsked(
                new Approval(eligible, policy.needed(eligible.size()), policy.veto(), List.of(), expiresAt)));
        return expiresAt.isPresent()
                ? asked.setTimer(RequestWorkflow.EXPIRY_TIMER, RequestWorkflow.EXPIRY_JOB, expiresAt.get())
                : asked;
    }

    /** A request that could never be approved is refused at once. */
    private static Optional<Decision<RequestEvent>> askers(ServiceRequest request) {
        ApprovalPolicy policy = request.item().approval();
        int eligible = policy.eligible(request.involved()).size();
        int needed = policy.needed(eligible);
        return needed > eligible
                ? Optional.of(Decision.refuse(
                        "too-few-approvers",
                        needed + " must approve it, but only " + eligible
                                + " of the approvers neither ask for it nor get it"))
                : Optional.empty();
    }

    static Decision<RequestEvent> vote(
            ServiceRequest request, Actor actor, boolean approves, String note, RequestTimes times) {
        Instant now = times.now();
        Approval approval = request.approval().orElseThrow();
        String voter = actor.id();
        if (actor.kind() != Actor.Kind.USER) {
            return Decision.refuse("no-person", "only people vote, and " + actor + " is none");
        }
        if (request.involved().contains(voter)) {
            return Decision.refuse(
                    "separation-of-duties",
                    voter + (voter.equals(request.requester()) ? " asks for it" : " gets it")
                            + "; who does may not approve or reject it");
        }
        if (!approval.asked().contains(voter)) {
            return Decision.refuse("no-approver", voter + " is not asked to approve it");
        }
        if (approval.hasVoted(voter)) {
            return Decision.refuse("voted", voter + " has voted already");
        }
        if (approval.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
            return Decision.refuse(
                    "expired",
                    "the time to vote was over at " + approval.expiresAt().get());
        }
        RequestVote vote = new RequestVote(voter, approves, note, now);
        if (approves && approval.carriedByOneMore()) {
            Instant due = firstDue(request, times);
            return begun(new RequestEvent.Approved(vote, due), due).cancelTimer(RequestWorkflow.EXPIRY_TIMER);
        }
        return !approves && approval.defeatedByOneMore()
                ? Decision.<RequestEvent>accept(new RequestEvent.Rejected(vote))
                        .cancelTimer(RequestWorkflow.EXPIRY_TIMER)
                : Decision.accept(new RequestEvent.Voted(vote));
    }

    static Decision<RequestEvent> expire(ServiceRequest request, Instant now) {
        Optional<Instant> end = request.approval().flatMap(Approval::expiresAt);
        if (end.isEmpty()) {
            return Decision.nothing();
        }
        // a clock that went back must not end it early
        return now.isBefore(end.get())
                ? Decision.<RequestEvent>nothing()
                        .setTimer(RequestWorkflow.EXPIRY_TIMER, RequestWorkflow.EXPIRY_JOB, end.get())
                : Decision.accept(new RequestEvent.ApprovalExpired(end.get()));
    }

    static Decision<RequestEvent> assign(ServiceRequest request, String person, RequestCommand.Facts facts) {
        Fulfilment present = fulfilment(request);
        if (facts.queue().filter(queue -> !queue.members().contains(person)).isPresent()) {
            return Decision.refuse("no-member", person + " does not work in queue " + present.queue());
        }
        return present.assignee().equals(Optional.of(person))
                ? Decision.nothing()
                : Decision.accept(new RequestEvent.Assigned(person));
    }

    static Decision<RequestEvent> complete(ServiceRequest request, String note, RequestTimes times) {
        Fulfilment present = fulfilment(request);
        if (present.assignee().isEmpty()) {
            return Decision.refuse("nobody-took-it", "someone must take the step before it can be done");
        }
        if (request.onItsLastStep()) {
            return Decision.<RequestEvent>accept(new RequestEvent.Fulfilled(note))
                    .cancelTimer(RequestWorkflow.TARGET_TIMER);
        }
        FulfilmentStep next = request.item().steps().get(present.step() + 1);
        Instant due = times.due(next);
        return begun(new RequestEvent.StepCompleted(note, next.name(), due), due);
    }

    static Decision<RequestEvent> hold(ServiceRequest request, String reason, RequestTimes times) {
        Fulfilment present = fulfilment(request);
        FulfilmentStep step = request.item().steps().get(present.step());
        Duration left = present.due().map(due -> times.left(step, due)).orElse(Duration.ZERO);
        return Decision.<RequestEvent>accept(new RequestEvent.Held(reason, left))
                .cancelTimer(RequestWorkflow.TARGET_TIMER);
    }

    static Decision<RequestEvent> resume(ServiceRequest request, RequestTimes times) {
        Fulfilment present = fulfilment(request);
        FulfilmentStep step = request.item().steps().get(present.step());
        Instant due = times.due(step, present.left().orElse(Duration.ZERO));
        Decision.Accept<RequestEvent> resumed = Decision.accept(new RequestEvent.Resumed(due));
        return present.breached()
                ? resumed
                : resumed.setTimer(RequestWorkflow.TARGET_TIMER, RequestWorkflow.TARGET_JOB, due);
    }

    static Decision<RequestEvent> breach(ServiceRequest request, Instant now) {
        Fulfilment present = fulfilment(request);
        if (present.breached() || present.due().isEmpty()) {
            return Decision.nothing();
        }
        Instant due = present.due().get();
        if (now.isBefore(due)) {
            return Decision.<RequestEvent>nothing()
                    .setTimer(RequestWorkflow.TARGET_TIMER, RequestWorkflow.TARGET_JOB, due);
        }
        String step = request.item().steps().get(present.step()).name();
        return Decision.accept(new RequestEvent.TargetMissed(step, present.queue(), due));
    }

    static Decision<RequestEvent> reopen(ServiceRequest request, String reason, RequestTimes times) {
        FulfilmentStep last = request.item().steps().get(request.item().steps().size() - 1);
        Instant due = times.due(last);
        return begun(new RequestEvent.Reopened(reason, due), due);
    }

    /** Ends all timers. */
    static Decision<RequestEvent> quiet(Decision.Accept<RequestEvent> accepted) {
        return accepted.cancelTimer(RequestWorkflow.EXPIRY_TIMER).cancelTimer(RequestWorkflow.TARGET_TIMER);
    }

    private static Instant firstDue(ServiceRequest request, RequestTimes times) {
        return times.due(request.item().steps().get(0));
    }

    private static Decision.Accept<RequestEvent> begun(RequestEvent event, Instant due) {
        return Decision.accept(event).setTimer(RequestWorkflow.TARGET_TIMER, RequestWorkflow.TARGET_JOB, due);
    }
}
