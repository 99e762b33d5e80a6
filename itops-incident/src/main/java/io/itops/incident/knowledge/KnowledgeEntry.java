package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One knowledge entry as it stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its id
 * @param content what it says, or is to say next
 * @param state where it stands
 * @param writers who wrote what was not published yet, or else the last version, at most 100
 * @param versions how many versions were published
 * @param out whether the last of them is out, so that it is found
 * @param reviewBy when it is to be looked at again, while it is published
 * @param reviewDue whether that day has come
 * @param origins where it comes from, in the order in which they were named, at most 30
 * @param helped in how many incidents it helped
 * @since 0.1
 */
public record KnowledgeEntry(
        KnowledgeId id,
        KnowledgeContent content,
        KnowledgeState state,
        List<Actor> writers,
        int versions,
        boolean out,
        Optional<Instant> reviewBy,
        boolean reviewDue,
        List<Ref> origins,
        long helped) {
    /** The greatest number of origins. */
    public static final int MAX_ORIGINS = 30;

    /** The greatest number of writers of a version. */
    public static final int MAX_WRITERS = 100;

    /** How entries are kept; index {@code state}, and {@code review-by}, in which only published ones have a value. */
    public static final RecordType<KnowledgeEntry> TYPE = RecordType.of("knowledge-entry", 1, t -> {
        t.id(entry -> entry.id().value());
        t.textIndex("state", entry -> entry.state().name());
        t.optionalInstantIndex("review-by", KnowledgeEntry::reviewBy);
        var id = t.field("id", KnowledgeId.CODEC, KnowledgeEntry::id);
        var content = t.field("content", KnowledgeContent.CODEC, KnowledgeEntry::content);
        var state = t.field("state", Codec.ofEnum(KnowledgeState.class), KnowledgeEntry::state);
        var writers = t.field("writers", Actor.CODEC.list(), KnowledgeEntry::writers);
        var versions = t.field("versions", Codec.INT, KnowledgeEntry::versions);
        var out = t.field("out", Codec.BOOL, KnowledgeEntry::out);
        var reviewBy = t.optional("reviewBy", Codec.INSTANT, KnowledgeEntry::reviewBy);
        var reviewDue = t.field("reviewDue", Codec.BOOL, KnowledgeEntry::reviewDue);
        var origins = t.field("origins", Ref.CODEC.list(), KnowledgeEntry::origins);
        var helped = t.field("helped", Codec.LONG, KnowledgeEntry::helped);
        return row -> new KnowledgeEntry(
                row.get(id),
                row.get(content),
                row.get(state),
                row.get(writers),
                row.get(versions),
                row.get(out),
                row.get(reviewBy),
                row.get(reviewDue),
                row.get(origins),
                row.get(helped));
    });

    /** Checks and copies the parts. */
    public KnowledgeEntry {
        Require.present("knowledge entry id", id);
        Require.present("content", content);
        Require.present("knowledge state", state);
        writers = Require.list("writers", writers);
        Require.size("writers", writers, 1, MAX_WRITERS);
        Require.that(versions >= 0, "number of versions", "be at least 0", versions);
        Require.that(!out || versions > 0, "number of versions of what is out", "be at least 1", versions);
        reviewBy = Require.present("day of review", reviewBy).map(at -> Require.instant("day of review", at));
        origins = Require.list("origins", origins);
        Require.size("origins", origins, 0, MAX_ORIGINS);
        Require.that(helped >= 0, "number of incidents in which it helped", "be at least 0", helped);
    }

    static KnowledgeEntry drafted(KnowledgeId id, KnowledgeContent content, List<Ref> origins, Actor writer) {
        return new KnowledgeEntry(
                id, content, KnowledgeState.DRAFT, List.of(writer), 0, false, Optional.empty(), false, origins, 0);
    }

    KnowledgeEntry edited(KnowledgeContent next, Actor writer) {
        List<Actor> more = writers.contains(writer)
                ? writers
                : Stream.concat(writers.stream(), Stream.of(writer)).toList();
        return new KnowledgeEntry(id, next, state, more, versions, out, reviewBy, reviewDue, origins, helped);
    }

    /** In another state: only what is published has a day of review, and what is retired is not out. */
    KnowledgeEntry in(KnowledgeState next) {
        boolean stays = next == KnowledgeState.PUBLISHED;
        return new KnowledgeEntry(
                id,
                content,
                next,
                writers,
                versions,
                out && next != KnowledgeState.RETIRED,
                stays ? reviewBy : Optional.empty(),
                stays && reviewDue,
                origins,
                helped);
    }

    KnowledgeEntry writtenBy(Actor writer) {
        return new KnowledgeEntry(
                id, content, state, List.of(writer), versions, out, reviewBy, reviewDue, origins, helped);
    }

    KnowledgeEntry published(Instant review) {
        return new KnowledgeEntry(
                id,
                content,
                KnowledgeState.PUBLISHED,
                writers,
                versions + 1,
                true,
                Optional.of(review),
                false,
                origins,
                helped);
    }

    KnowledgeEntry reviewedBy(Instant review) {
        return new KnowledgeEntry(
                id, content, state, writers, versions, out, Optional.of(review), false, origins, helped);
    }

    KnowledgeEntry due() {
        return new KnowledgeEntry(id, content, state, writers, versions, out, reviewBy, true, origins, helped);
    }

    /** What someone sees who may know of some origins only. */
    KnowledgeEntry knownTo(Predicate<Ref> known) {
        return origins.stream().allMatch(known)
                ? this
                : new KnowledgeEntry(
                        id,
                        content,
                        state,
                        writers,
                        versions,
                        out,
                        reviewBy,
                        reviewDue,
                        origins.stream().filter(known).toList(),
                        helped);
    }

    KnowledgeEntry helpedOnceMore() {
        return new KnowledgeEntry(id, content, state, writers, versions, out, reviewBy, reviewDue, origins, helped + 1);
    }

    KnowledgeEntry from(Ref origin) {
        return new KnowledgeEntry(
                id,
                content,
                state,
                writers,
                versions,
                out,
                reviewBy,
                reviewDue,
                Stream.concat(origins.stream(), Stream.of(origin)).toList(),
                helped);
    }
}
