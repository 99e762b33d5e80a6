package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.lifecycle.Decision;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import java.time.Instant;
import java.util.Optional;

/** What the people of a review and of action items are told, and when that is overtaken before it was sent. Thread-safe. */
final class ReviewNews implements DeliveryGuard {
    static final String REVIEW_DUE = "review-due";
    static final String REVIEW_OVERDUE = "review-overdue";
    static final String ITEM_DUE = "action-item-due";
    static final String ITEM_OVERDUE = "action-item-overdue";

    static Decision.Accept<ReviewEvent> due(
            Decision.Accept<ReviewEvent> decision, Review review, Instant due, ReviewFacts facts) {
        return tell(decision, REVIEW_DUE, review, "the review is to be agreed by " + due, due, facts);
    }

    static Decision.Accept<ReviewEvent> overdue(
            Decision.Accept<ReviewEvent> decision, Review review, Instant due, ReviewFacts facts) {
        return tell(decision, REVIEW_OVERDUE, review, "the review was to be agreed by " + due, due, facts);
    }

    private static Decision.Accept<ReviewEvent> tell(
            Decision.Accept<ReviewEvent> decision,
            String kind,
            Review review,
            String what,
            Instant due,
            ReviewFacts facts) {
        String body = facts.incident().map(incident -> incident.summary()).orElse(what);
        return FollowUp.tell(
                decision,
                review.facilitator(),
                facts,
                new FollowUp.News(review.ref(), kind, what, body, due),
                ReviewEvent.NobodyTold::new);
    }

    static Decision.Accept<ActionItemEvent> due(
            Decision.Accept<ActionItemEvent> decision, ActionItem item, ReviewFacts facts) {
        return tell(decision, ITEM_DUE, item, "to be done by " + item.due() + ": " + item.title(), facts);
    }

    static Decision.Accept<ActionItemEvent> overdue(
            Decision.Accept<ActionItemEvent> decision, ActionItem item, ReviewFacts facts) {
        return tell(decision, ITEM_OVERDUE, item, "was to be done by " + item.due() + ": " + item.title(), facts);
    }

    private static Decision.Accept<ActionItemEvent> tell(
            Decision.Accept<ActionItemEvent> decision, String kind, ActionItem item, String what, ReviewFacts facts) {
        return FollowUp.tell(
                decision,
                item.owner(),
                facts,
                new FollowUp.News(item.ref(), kind, what, item.title(), item.due()),
                ActionItemEvent.NobodyTold::new);
    }

    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        Ref subject = notification.subject();
        Optional<String> due = Optional.ofNullable(notification.facts().get(FollowUp.DUE_FACT));
        return subject.type().equals(Review.TYPE.name())
                ? records.find(Review.TYPE, subject.id())
                        .map(Versioned::value)
                        .flatMap(review -> over(
                                review.state().owed(),
                                "it is agreed",
                                review.due().map(Instant::toString),
                                due))
                : records.find(ActionItem.TYPE, subject.id())
                        .map(Versioned::value)
                        .flatMap(item -> over(
                                item.state() == ActionItemState.OPEN,
                                "it is over",
                                Optional.of(item.due().toString()),
                                due));
    }

    private static Optional<String> over(boolean owed, String end, Optional<String> due, Optional<String> told) {
        if (!owed) {
            return Optional.of(end);
        }
        return due.equals(told) ? Optional.empty() : Optional.of("it is due at another time now");
    }
}
