package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.workflow.IncidentId;

/** How events of a knowledge entry are kept in the data of journal entries. */
final class KnowledgeEvents {
    static final Family<KnowledgeEvent> FAMILY = Family.of("knowledge-entry", KnowledgeEvent.class)
            .with("drafted", KnowledgeEvent.Drafted.class, Shape.of("drafted", s -> {
                var id = s.field("id", KnowledgeId.CODEC, KnowledgeEvent.Drafted::id);
                var content = s.field("content", KnowledgeContent.CODEC, KnowledgeEvent.Drafted::content);
                var origins = s.field("origins", Ref.CODEC.list(), KnowledgeEvent.Drafted::origins);
                var writer = s.field("writer", Actor.CODEC, KnowledgeEvent.Drafted::writer);
                return row ->
                        new KnowledgeEvent.Drafted(row.get(id), row.get(content), row.get(origins), row.get(writer));
            }))
            .with("edited", KnowledgeEvent.Edited.class, Shape.of("edited", s -> {
                var content = s.field("content", KnowledgeContent.CODEC, KnowledgeEvent.Edited::content);
                var writer = s.field("writer", Actor.CODEC, KnowledgeEvent.Edited::writer);
                return row -> new KnowledgeEvent.Edited(row.get(content), row.get(writer));
            }))
            .withConstant("submitted", new KnowledgeEvent.Submitted())
            .with("returned", KnowledgeEvent.Returned.class, Shape.of("returned", s -> {
                var reason = s.field("reason", Codec.TEXT, KnowledgeEvent.Returned::reason);
                return row -> new KnowledgeEvent.Returned(row.get(reason));
            }))
            .with("published", KnowledgeEvent.Published.class, Shape.of("published", s -> {
                var number = s.field("number", Codec.INT, KnowledgeEvent.Published::number);
                var reviewer = s.field("reviewer", Actor.CODEC, KnowledgeEvent.Published::reviewer);
                var at = s.field("at", Codec.INSTANT, KnowledgeEvent.Published::at);
                var reviewBy = s.field("reviewBy", Codec.INSTANT, KnowledgeEvent.Published::reviewBy);
                return row -> new KnowledgeEvent.Published(
                        row.get(number), row.get(reviewer), row.get(at), row.get(reviewBy));
            }))
            .with("revision-begun", KnowledgeEvent.RevisionBegun.class, Shape.of("revision-begun", s -> {
                var writer = s.field("writer", Actor.CODEC, KnowledgeEvent.RevisionBegun::writer);
                return row -> new KnowledgeEvent.RevisionBegun(row.get(writer));
            }))
            .with("confirmed", KnowledgeEvent.Confirmed.class, Shape.of("confirmed", s -> {
                var reviewer = s.field("reviewer", Actor.CODEC, KnowledgeEvent.Confirmed::reviewer);
                var reviewBy = s.field("reviewBy", Codec.INSTANT, KnowledgeEvent.Confirmed::reviewBy);
                return row -> new KnowledgeEvent.Confirmed(row.get(reviewer), row.get(reviewBy));
            }))
            .with("review-due", KnowledgeEvent.ReviewDue.class, Shape.of("review-due", s -> {
                var reviewBy = s.field("reviewBy", Codec.INSTANT, KnowledgeEvent.ReviewDue::reviewBy);
                return row -> new KnowledgeEvent.ReviewDue(row.get(reviewBy));
            }))
            .with("retired", KnowledgeEvent.Retired.class, Shape.of("retired", s -> {
                var reason = s.field("reason", Codec.TEXT, KnowledgeEvent.Retired::reason);
                return row -> new KnowledgeEvent.Retired(row.get(reason));
            }))
            .with("restored", KnowledgeEvent.Restored.class, Shape.of("restored", s -> {
                var writer = s.field("writer", Actor.CODEC, KnowledgeEvent.Restored::writer);
                return row -> new KnowledgeEvent.Restored(row.get(writer));
            }))
            .with("helped", KnowledgeEvent.Helped.class, Shape.of("helped", s -> {
                var incident = s.field("incident", IncidentId.CODEC, KnowledgeEvent.Helped::incident);
                return row -> new KnowledgeEvent.Helped(row.get(incident));
            }))
            .with("linked", KnowledgeEvent.Linked.class, Shape.of("linked", s -> {
                var origin = s.field("origin", Ref.CODEC, KnowledgeEvent.Linked::origin);
                return row -> new KnowledgeEvent.Linked(row.get(origin));
            }))
            .build();

    private KnowledgeEvents() {}
}
