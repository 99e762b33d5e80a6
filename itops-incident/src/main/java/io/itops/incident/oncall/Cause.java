package io.itops.incident.oncall;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a person is on call.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what kind of reason it is
 * @param source the name of the layer, or the id of the temporary schedule, override or shadow
 * @param number the number of the turn in its rotation, or of the assignment in its temporary schedule, from 0; empty for other reasons
 * @param since when that turn, assignment or exception begins; a person's shift may begin later
 * @param inPlaceOf the person who would have been on call, where someone else is
 * @param over why that person would have been, if by an override
 * @since 0.1
 */
public record Cause(
        Kind kind,
        String source,
        OptionalLong number,
        Instant since,
        Optional<String> inPlaceOf,
        Optional<Cause> over) {
    /** The kinds of reasons. */
    public enum Kind {
        /** It is the person's turn in a layer. */
        TURN("turn in layer"),
        /** It is the turn of someone on vacation, and this is the next person of the rotation. */
        SUBSTITUTE("steps into a turn in layer"),
        /** A temporary schedule assigns the person. */
        TEMPORARY("temporary schedule"),
        /** An override adds the person. */
        ADDED("added by override"),
        /** An override puts the person in another one's place. */
        REPLACED("override"),
        /** A swap puts the person in another one's place. */
        SWAPPED("swap"),
        /** The person only looks on. */
        SHADOW("shadow");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Checks the parts. */
    public Cause {
        Require.present("kind of cause", kind);
        Values.name("source of cause", source);
        Require.present("number of a turn", number)
                .ifPresent(turn -> Require.that(turn >= 0, "number of a turn", "be at least 0", turn));
        since = Require.instant("since", since);
        Require.present("person replaced", inPlaceOf).ifPresent(person -> Values.person("person replaced", person));
        Require.present("cause replaced", over);
    }

    static Cause of(Kind kind, String source, long since) {
        return new Cause(kind, source, OptionalLong.empty(), Values.instant(since), Optional.empty(), Optional.empty());
    }

    static Cause numbered(Kind kind, String source, long number, long since) {
        return new Cause(
                kind, source, OptionalLong.of(number), Values.instant(since), Optional.empty(), Optional.empty());
    }

    /** A person steps into the turn of another one. */
    static Cause substitute(String person, String layer, long turn, long since) {
        return new Cause(
                Kind.SUBSTITUTE,
                layer,
                OptionalLong.of(turn),
                Values.instant(since),
                Optional.of(person),
                Optional.empty());
    }

    static Cause inPlaceOf(String person, Kind kind, String source, long since, Optional<Cause> over) {
        return new Cause(kind, source, OptionalLong.empty(), Values.instant(since), Optional.of(person), over);
    }

    /** The layer whose turn it is, if it comes from one. */
    Optional<String> layer() {
        return kind == Kind.TURN || kind == Kind.SUBSTITUTE ? Optional.of(source) : over.flatMap(Cause::layer);
    }

    /**
     * The reason in words: {@code override o1 in place of ann, turn in layer primary since 2026-11-23T08:00:00Z}.
     *
     * @return a clause for people
     */
    public String words() {
        StringBuilder words = new StringBuilder(kind.words).append(' ').append(source);
        inPlaceOf.ifPresent(person -> words.append(" in place of ").append(person));
        if (over.isPresent()) {
            return words.append(", ").append(over.get().words()).toString();
        }
        return words.append(" since ").append(since).toString();
    }
}
