package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.core.signal.ChangeFacts;

/** How the events of changes are kept. */
final class ChangeEvents {
    private static final Codec<ChangePhase> PHASE = Codec.ofEnum(ChangePhase.class);

    static final Family<ChangeEvent> FAMILY = Family.of("change", ChangeEvent.class)
            .with("proposed", ChangeEvent.Proposed.class, proposed())
            .with("edited", ChangeEvent.Edited.class, edited())
            .with("submitted", ChangeEvent.Submitted.class, submitted())
            .with("assessed", ChangeEvent.Assessed.class, assessed())
            .with("approved", ChangeEvent.Approved.class, approved())
            .with("rejected", ChangeEvent.Rejected.class, rejected())
            .with("started", ChangeEvent.Started.class, started())
            .with("finished", ChangeEvent.Finished.class, finished())
            .with("window-opened", ChangeEvent.WindowOpened.class, windowOpened())
            .with("review-overdue", ChangeEvent.ReviewOverdue.class, reviewOverdue())
            .with("closed", ChangeEvent.Closed.class, closed())
            .with("cancelled", ChangeEvent.Cancelled.class, cancelled())
            .with("commented", ChangeEvent.Commented.class, commented())
            .with("annotated", ChangeEvent.Annotated.class, annotated())
            .build();

    private ChangeEvents() {}

    private static Shape<ChangeEvent.Proposed> proposed() {
        return Shape.of("proposed", s -> {
            var id = s.field("id", ChangeId.CODEC, ChangeEvent.Proposed::id);
            var requester = s.field("requester", Codec.TEXT, ChangeEvent.Proposed::requester);
            var content = s.field("content", ChangeContent.CODEC, ChangeEvent.Proposed::content);
            return row -> new ChangeEvent.Proposed(row.get(id), row.get(requester), row.get(content));
        });
    }

    private static Shape<ChangeEvent.Edited> edited() {
        return Shape.of("edited", s -> {
            var content = s.field("content", ChangeContent.CODEC, ChangeEvent.Edited::content);
            var by = s.field("by", Codec.TEXT, ChangeEvent.Edited::by);
            var voided = s.field("voided", Codec.INT, ChangeEvent.Edited::voided);
            return row -> new ChangeEvent.Edited(row.get(content), row.get(by), row.get(voided));
        });
    }

    private static Shape<ChangeEvent.Submitted> submitted() {
        return Shape.of("submitted", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Submitted::by);
            var next = s.field("next", PHASE, ChangeEvent.Submitted::next);
            var risk = s.field("risk", RiskScore.CODEC, ChangeEvent.Submitted::risk);
            var at = s.field("at", Codec.INSTANT, ChangeEvent.Submitted::at);
            return row -> new ChangeEvent.Submitted(row.get(by), row.get(next), row.get(risk), row.get(at));
        });
    }

    private static Shape<ChangeEvent.Assessed> assessed() {
        return Shape.of("assessed", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Assessed::by);
            var note = s.field("note", Codec.TEXT, ChangeEvent.Assessed::note);
            return row -> new ChangeEvent.Assessed(row.get(by), row.get(note));
        });
    }

    private static Shape<ChangeEvent.Approved> approved() {
        return Shape.of("approved", s -> {
            var vote = s.field("vote", Vote.CODEC, ChangeEvent.Approved::vote);
            var next = s.field("next", PHASE, ChangeEvent.Approved::next);
            var counted = s.field("counted", Codec.INT, ChangeEvent.Approved::counted);
            var needed = s.field("needed", Codec.INT, ChangeEvent.Approved::needed);
            return row -> new ChangeEvent.Approved(row.get(vote), row.get(next), row.get(counted), row.get(needed));
        });
    }

    private static Shape<ChangeEvent.Rejected> rejected() {
        return Shape.of("rejected", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Rejected::by);
            var why = s.field("why", Codec.TEXT, ChangeEvent.Rejected::why);
            return row -> new ChangeEvent.Rejected(row.get(by), row.get(why));
        });
    }

    private static Shape<ChangeEvent.Started> started() {
        return Shape.of("started", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Started::by);
            var at = s.field("at", Codec.INSTANT, ChangeEvent.Started::at);
            return row -> new ChangeEvent.Started(row.get(by), row.get(at));
        });
    }

    private static Shape<ChangeEvent.Finished> finished() {
        return Shape.of("finished", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Finished::by);
            var outcome = s.field("outcome", Codec.ofEnum(ChangeFacts.Outcome.class), ChangeEvent.Finished::outcome);
            var note = s.field("note", Codec.TEXT, ChangeEvent.Finished::note);
            var at = s.field("at", Codec.INSTANT, ChangeEvent.Finished::at);
            return row -> new ChangeEvent.Finished(row.get(by), row.get(outcome), row.get(note), row.get(at));
        });
    }

    private static Shape<ChangeEvent.WindowOpened> windowOpened() {
        return Shape.of("window-opened", s -> {
            var until = s.field("until", Codec.INSTANT, ChangeEvent.WindowOpened::until);
            return row -> new ChangeEvent.WindowOpened(row.get(until));
        });
    }

    private static Shape<ChangeEvent.ReviewOverdue> reviewOverdue() {
        return Shape.of("review-overdue", s -> {
            var since = s.field("since", Codec.INSTANT, ChangeEvent.ReviewOverdue::since);
            return row -> new ChangeEvent.ReviewOverdue(row.get(since));
        });
    }

    private static Shape<ChangeEvent.Closed> closed() {
        return Shape.of("closed", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Closed::by);
            var findings = s.field("findings", Codec.TEXT, ChangeEvent.Closed::findings);
            return row -> new ChangeEvent.Closed(row.get(by), row.get(findings));
        });
    }

    private static Shape<ChangeEvent.Cancelled> cancelled() {
        return Shape.of("cancelled", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Cancelled::by);
            var why = s.field("why", Codec.TEXT, ChangeEvent.Cancelled::why);
            return row -> new ChangeEvent.Cancelled(row.get(by), row.get(why));
        });
    }

    private static Shape<ChangeEvent.Commented> commented() {
        return Shape.of("commented", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Commented::by);
            var text = s.field("text", Codec.TEXT, ChangeEvent.Commented::text);
            return row -> new ChangeEvent.Commented(row.get(by), row.get(text));
        });
    }

    private static Shape<ChangeEvent.Annotated> annotated() {
        return Shape.of("annotated", s -> {
            var by = s.field("by", Codec.TEXT, ChangeEvent.Annotated::by);
            var labels = s.field("labels", Codec.TEXT.map(), ChangeEvent.Annotated::labels);
            var links = s.field("links", Codec.TEXT.list(), ChangeEvent.Annotated::links);
            return row -> new ChangeEvent.Annotated(row.get(by), row.get(labels), row.get(links));
        });
    }
}
