package io.itops.incident.review;

import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.IncidentId;

/** How the events of reviews are kept. */
final class ReviewEvents {
    static final Family<ReviewEvent> FAMILY = Family.of("incident-review", ReviewEvent.class)
            .with("started", ReviewEvent.Started.class, Shape.of("started", s -> {
                var incident = s.field("incident", IncidentId.CODEC, ReviewEvent.Started::incident);
                var content = s.field("content", ReviewContent.CODEC, ReviewEvent.Started::content);
                var facilitator = s.optional("facilitator", Codec.TEXT, ReviewEvent.Started::facilitator);
                var due = s.optional("due", Codec.INSTANT, ReviewEvent.Started::due);
                var at = s.field("at", Codec.INSTANT, ReviewEvent.Started::at);
                return row -> new ReviewEvent.Started(
                        row.get(incident), row.get(content), row.get(facilitator), row.get(due), row.get(at));
            }))
            .with("edited", ReviewEvent.Edited.class, Shape.of("edited", s -> {
                var content = s.field("content", ReviewContent.CODEC, ReviewEvent.Edited::content);
                var version = s.field("contentVersion", Codec.INT, ReviewEvent.Edited::contentVersion);
                return row -> new ReviewEvent.Edited(row.get(content), row.get(version));
            }))
            .with("fault-dated", ReviewEvent.FaultDated.class, Shape.of("fault dated", s -> {
                var began = s.field("faultBeganAt", Codec.INSTANT, ReviewEvent.FaultDated::faultBeganAt);
                var reason = s.field("reason", Codec.TEXT, ReviewEvent.FaultDated::reason);
                return row -> new ReviewEvent.FaultDated(row.get(began), row.get(reason));
            }))
            .with("assigned", ReviewEvent.Assigned.class, Shape.of("assigned", s -> {
                var facilitator = s.optional("facilitator", Codec.TEXT, ReviewEvent.Assigned::facilitator);
                var due = s.optional("due", Codec.INSTANT, ReviewEvent.Assigned::due);
                return row -> new ReviewEvent.Assigned(row.get(facilitator), row.get(due));
            }))
            .with(
                    "submitted",
                    ReviewEvent.Submitted.class,
                    Shape.of("submitted", s -> row -> new ReviewEvent.Submitted()))
            .with("returned", ReviewEvent.Returned.class, Shape.of("returned", s -> {
                var reason = s.field("reason", Codec.TEXT, ReviewEvent.Returned::reason);
                return row -> new ReviewEvent.Returned(row.get(reason));
            }))
            .with("agreed", ReviewEvent.Agreed.class, Shape.of("agreed", s -> {
                var agreement = s.field("agreement", Agreement.CODEC, ReviewEvent.Agreed::agreement);
                return row -> new ReviewEvent.Agreed(row.get(agreement));
            }))
            .with("published", ReviewEvent.Published.class, Shape.of("published", s -> {
                var version = s.field("contentVersion", Codec.INT, ReviewEvent.Published::contentVersion);
                var at = s.field("at", Codec.INSTANT, ReviewEvent.Published::at);
                return row -> new ReviewEvent.Published(row.get(version), row.get(at));
            }))
            .with("reopened", ReviewEvent.Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, ReviewEvent.Reopened::reason);
                return row -> new ReviewEvent.Reopened(row.get(reason));
            }))
            .with("reminded", ReviewEvent.Reminded.class, Shape.of("reminded", s -> {
                var due = s.field("due", Codec.INSTANT, ReviewEvent.Reminded::due);
                return row -> new ReviewEvent.Reminded(row.get(due));
            }))
            .with("overdue", ReviewEvent.Overdue.class, Shape.of("overdue", s -> {
                var due = s.field("due", Codec.INSTANT, ReviewEvent.Overdue::due);
                return row -> new ReviewEvent.Overdue(row.get(due));
            }))
            .with("nobody-told", ReviewEvent.NobodyTold.class, Shape.of("nobody-told", s -> {
                var what = s.field("what", Codec.TEXT, ReviewEvent.NobodyTold::what);
                var tried = s.field("tried", Codec.TEXT.list(), ReviewEvent.NobodyTold::tried);
                return row -> new ReviewEvent.NobodyTold(row.get(what), row.get(tried));
            }))
            .build();

    private ReviewEvents() {}
}
