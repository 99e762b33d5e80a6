package io.itops.incident.request;

import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;

/** How events of a service request are kept in the data of journal entries. */
final class RequestEvents {
    static final Family<RequestEvent> FAMILY = Family.of("service-request", RequestEvent.class)
            .with("drafted", RequestEvent.Drafted.class, Shape.of("drafted", s -> {
                var id = s.field("id", RequestId.CODEC, RequestEvent.Drafted::id);
                var item = s.field("item", CatalogueItem.TYPE.shape(), RequestEvent.Drafted::item);
                var requester = s.field("requester", Codec.TEXT, RequestEvent.Drafted::requester);
                var beneficiary = s.field("beneficiary", Codec.TEXT, RequestEvent.Drafted::beneficiary);
                var answers = s.field("answers", Codec.TEXT.map(), RequestEvent.Drafted::answers);
                var at = s.field("at", Codec.INSTANT, RequestEvent.Drafted::at);
                return row -> new RequestEvent.Drafted(
                        row.get(id),
                        row.get(item),
                        row.get(requester),
                        row.get(beneficiary),
                        row.get(answers),
                        row.get(at));
            }))
            .with("edited", RequestEvent.Edited.class, Shape.of("edited", s -> {
                var answers = s.field("answers", Codec.TEXT.map(), RequestEvent.Edited::answers);
                return row -> new RequestEvent.Edited(row.get(answers));
            }))
            .withConstant("submitted", new RequestEvent.Submitted())
            .with("approval-not-needed", RequestEvent.ApprovalNotNeeded.class, Shape.of("approval-not-needed", s -> {
                var due = s.field("due", Codec.INSTANT, RequestEvent.ApprovalNotNeeded::due);
                return row -> new RequestEvent.ApprovalNotNeeded(row.get(due));
            }))
            .with("approval-asked", RequestEvent.ApprovalAsked.class, Shape.of("approval-asked", s -> {
                var approval = s.field("approval", Approval.CODEC, RequestEvent.ApprovalAsked::approval);
                return row -> new RequestEvent.ApprovalAsked(row.get(approval));
            }))
            .with("returned", RequestEvent.Returned.class, Shape.of("returned", s -> {
                var reason = s.field("reason", Codec.TEXT, RequestEvent.Returned::reason);
                return row -> new RequestEvent.Returned(row.get(reason));
            }))
            .with("voted", RequestEvent.Voted.class, Shape.of("voted", s -> {
                var vote = s.field("vote", RequestVote.CODEC, RequestEvent.Voted::vote);
                return row -> new RequestEvent.Voted(row.get(vote));
            }))
            .with("approved", RequestEvent.Approved.class, Shape.of("approved", s -> {
                var vote = s.field("vote", RequestVote.CODEC, RequestEvent.Approved::vote);
                var due = s.field("due", Codec.INSTANT, RequestEvent.Approved::due);
                return row -> new RequestEvent.Approved(row.get(vote), row.get(due));
            }))
            .with("rejected", RequestEvent.Rejected.class, Shape.of("rejected", s -> {
                var vote = s.field("vote", RequestVote.CODEC, RequestEvent.Rejected::vote);
                return row -> new RequestEvent.Rejected(row.get(vote));
            }))
            .with("approval-expired", RequestEvent.ApprovalExpired.class, Shape.of("approval-expired", s -> {
                var at = s.field("at", Codec.INSTANT, RequestEvent.ApprovalExpired::at);
                return row -> new RequestEvent.ApprovalExpired(row.get(at));
            }))
            .with("assigned", RequestEvent.Assigned.class, Shape.of("assigned", s -> {
                var person = s.field("person", Codec.TEXT, RequestEvent.Assigned::person);
                return row -> new RequestEvent.Assigned(row.get(person));
            }))
            .with("requeued", RequestEvent.Requeued.class, Shape.of("requeued", s -> {
                var queue = s.field("queue", Codec.TEXT, RequestEvent.Requeued::queue);
                var reason = s.field("reason", Codec.TEXT, RequestEvent.Requeued::reason);
                return row -> new RequestEvent.Requeued(row.get(queue), row.get(reason));
            }))
            .with("step-completed", RequestEvent.StepCompleted.class, Shape.of("step-completed", s -> {
                var note = s.field("note", Codec.TEXT, RequestEvent.StepCompleted::note);
                var next = s.field("next", Codec.TEXT, RequestEvent.StepCompleted::next);
                var due = s.field("due", Codec.INSTANT, RequestEvent.StepCompleted::due);
                return row -> new RequestEvent.StepCompleted(row.get(note), row.get(next), row.get(due));
            }))
            .with("fulfilled", RequestEvent.Fulfilled.class, Shape.of("fulfilled", s -> {
                var note = s.field("note", Codec.TEXT, RequestEvent.Fulfilled::note);
                return row -> new RequestEvent.Fulfilled(row.get(note));
            }))
            .with("held", RequestEvent.Held.class, Shape.of("held", s -> {
                var reason = s.field("reason", Codec.TEXT, RequestEvent.Held::reason);
                var left = s.field("left", Codec.DURATION, RequestEvent.Held::left);
                return row -> new RequestEvent.Held(row.get(reason), row.get(left));
            }))
            .with("resumed", RequestEvent.Resumed.class, Shape.of("resumed", s -> {
                var due = s.field("due", Codec.INSTANT, RequestEvent.Resumed::due);
                return row -> new RequestEvent.Resumed(row.get(due));
            }))
            .with("target-missed", RequestEvent.TargetMissed.class, Shape.of("target-missed", s -> {
                var step = s.field("step", Codec.TEXT, RequestEvent.TargetMissed::step);
                var queue = s.field("queue", Codec.TEXT, RequestEvent.TargetMissed::queue);
                var due = s.field("due", Codec.INSTANT, RequestEvent.TargetMissed::due);
                return row -> new RequestEvent.TargetMissed(row.get(step), row.get(queue), row.get(due));
            }))
            .with("closed", RequestEvent.Closed.class, Shape.of("closed", s -> {
                var note = s.field("note", Codec.TEXT, RequestEvent.Closed::note);
                return row -> new RequestEvent.Closed(row.get(note));
            }))
            .with("reopened", RequestEvent.Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, RequestEvent.Reopened::reason);
                var due = s.field("due", Codec.INSTANT, RequestEvent.Reopened::due);
                return row -> new RequestEvent.Reopened(row.get(reason), row.get(due));
            }))
            .with("cancelled", RequestEvent.Cancelled.class, Shape.of("cancelled", s -> {
                var reason = s.field("reason", Codec.TEXT, RequestEvent.Cancelled::reason);
                return row -> new RequestEvent.Cancelled(row.get(reason));
            }))
            .with("noted", RequestEvent.Noted.class, Shape.of("noted", s -> {
                var text = s.field("text", Codec.TEXT, RequestEvent.Noted::text);
                return row -> new RequestEvent.Noted(row.get(text));
            }))
            .build();

    private RequestEvents() {}
}
