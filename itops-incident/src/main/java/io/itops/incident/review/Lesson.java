package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an incident teaches: that something is to change. It names what: an alert rule, a runbook, a risk factor, a policy, a schedule,
 * kept by the SDK or elsewhere.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param incident the incident that teaches it
 * @param text what is to change and why, not blank, at most 2,000 characters
 * @param changes what it changes, 1 to 20 things
 * @param state where it stands
 * @param proposedAt when it was proposed
 * @param checks once it is done: what the journal knew of the change of each thing
 * @param confirmation once it is done: what a person said of that which the journal does not know, possibly blank
 * @param entry the knowledge entry that it became, if it did
 * @since 0.1
 */
public record Lesson(
        String id,
        IncidentId incident,
        String text,
        List<Ref> changes,
        LessonState state,
        Instant proposedAt,
        List<LessonCheck> checks,
        String confirmation,
        Optional<KnowledgeId> entry) {
    /** How lessons are kept; indexes {@code incident}, {@code state} and {@code proposed-at}. */
    public static final RecordType<Lesson> TYPE = RecordType.of("lesson", 1, t -> {
        t.id(Lesson::id);
        t.textIndex("incident", lesson -> lesson.incident().value());
        t.textIndex("state", lesson -> lesson.state().name());
        t.instantIndex("proposed-at", Lesson::proposedAt);
        var id = t.field("id", Codec.TEXT, Lesson::id);
        var incident = t.field("incident", IncidentId.CODEC, Lesson::incident);
        var text = t.field("text", Codec.TEXT, Lesson::text);
        var changes = t.field("changes", Ref.CODEC.list(), Lesson::changes);
        var state = t.field("state", Codec.ofEnum(LessonState.class), Lesson::state);
        var proposedAt = t.field("proposedAt", Codec.INSTANT, Lesson::proposedAt);
        var checks = t.field("checks", LessonCheck.CODEC.list(), Lesson::checks);
        var confirmation = t.field("confirmation", Codec.TEXT, Lesson::confirmation);
        var entry = t.optional("entry", KnowledgeId.CODEC, Lesson::entry);
        return row -> new Lesson(
                row.get(id),
                row.get(incident),
                row.get(text),
                row.get(changes),
                row.get(state),
                row.get(proposedAt),
                row.get(checks),
                row.get(confirmation),
                row.get(entry));
    });

    /** Checks and copies the parts. */
    public Lesson {
        Require.id("lesson id", id);
        Require.present("incident id", incident);
        Require.text("lesson", text, 2_000);
        changes = named(changes);
        Require.present("lesson state", state);
        proposedAt = Require.instant("instant of the proposal", proposedAt);
        checks = Require.list("lesson checks", checks);
        Require.size("lesson checks", checks, 0, 20);
        Require.anyText("confirmation", confirmation, 1_000);
        Require.present("knowledge entry", entry);
    }

    static List<Ref> named(List<Ref> changes) {
        List<Ref> copy = Require.list("what a lesson changes", changes);
        Require.size("what a lesson changes", copy, 1, 20);
        Require.that(
                copy.stream().distinct().count() == copy.size(), "what a lesson changes", "be named once each", copy);
        return copy;
    }

    /**
     * What the journal calls the lesson.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    /**
     * Whether the change still has to be made or decided on.
     *
     * @return true if it is proposed or accepted
     */
    public boolean owed() {
        return state == LessonState.PROPOSED || state == LessonState.ACCEPTED;
    }

    Lesson reworded(String words, List<Ref> things) {
        return new Lesson(id, incident, words, things, state, proposedAt, checks, confirmation, entry);
    }

    Lesson in(LessonState next) {
        return new Lesson(id, incident, text, changes, next, proposedAt, List.of(), "", entry);
    }

    Lesson done(List<LessonCheck> found, String said) {
        return new Lesson(id, incident, text, changes, LessonState.DONE, proposedAt, found, said, entry);
    }

    Lesson published(KnowledgeId as) {
        return new Lesson(id, incident, text, changes, state, proposedAt, checks, confirmation, Optional.of(as));
    }
}
