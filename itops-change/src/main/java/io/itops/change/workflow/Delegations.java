package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * For whom a person stands in. All of it is one record, so that a vote can rest on all of it. It does not grow for ever: of the
 * delegations that have ended, the {@value #ENDED_KEPT} that ended last stay, because the start of a change looks back at its votes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param delegate the person who stands in
 * @param from for whom, and how long
 * @since 0.1
 */
public record Delegations(String delegate, List<Delegation> from) {
    /** How many delegations that have ended are kept. */
    public static final int ENDED_KEPT = 100;

    private static final int MAX = 1_000;

    /**
     * One person for whom another stands in.
     *
     * @param person the person who is stood in for
     * @param start the first instant of it
     * @param end the first instant after it
     */
    public record Delegation(String person, Instant start, Instant end) {
        static final Codec<Delegation> CODEC = Shape.of("delegation", s -> {
            var person = s.field("person", Codec.TEXT, Delegation::person);
            var start = s.field("start", Codec.INSTANT, Delegation::start);
            var end = s.field("end", Codec.INSTANT, Delegation::end);
            return row -> new Delegation(row.get(person), row.get(start), row.get(end));
        });

        /** Checks the parts. */
        public Delegation {
            Require.id("delegating person", person);
            start = Require.instant("start of the delegation", start);
            end = Require.instant("end of the delegation", end);
            Require.that(end.isAfter(start), "end of the delegation", "be after its start, " + start, end);
        }

        boolean endedBy(Instant instant) {
            return !end.isAfter(instant);
        }

        Optional<Delegation> cutAt(Instant now) {
            return start.isBefore(now) ? Optional.of(new Delegation(person, start, now)) : Optional.empty();
        }
    }

    /** How delegations are kept. */
    public static final RecordType<Delegations> TYPE = RecordType.of("change-delegations", 1, t -> {
        t.id(Delegations::delegate);
        var delegate = t.field("delegate", Codec.TEXT, Delegations::delegate);
        var from = t.field("from", Delegation.CODEC.list(), Delegations::from);
        return row -> new Delegations(row.get(delegate), row.get(from));
    });

    /** Checks and copies the parts. */
    public Delegations {
        Require.id("delegate", delegate);
        from = Require.size("delegations", Require.list("delegations", from), 0, MAX);
        from.forEach(delegation -> Require.that(
                !delegation.person().equals(delegate), "delegate", "be another person", delegation.person()));
    }

    /**
     * For whom the person stands in at an instant.
     *
     * @param instant the instant
     * @return the persons
     */
    public List<String> at(Instant instant) {
        return from.stream()
                .filter(delegation -> !instant.isBefore(delegation.start()) && instant.isBefore(delegation.end()))
                .map(Delegation::person)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Those for a person that have not ended: in force, or yet to begin.
     *
     * @param person the person who is stood in for
     * @param now the present instant
     * @return the delegations, in the order in which they were added
     */
    public List<Delegation> open(String person, Instant now) {
        return from.stream()
                .filter(delegation -> delegation.person().equals(person) && !delegation.endedBy(now))
                .toList();
    }

    /**
     * These delegations and one more.
     *
     * @param delegation the one more
     * @param now the present instant: of those that have ended by then, only the {@value #ENDED_KEPT} that ended last stay
     * @return new delegations
     */
    public Delegations and(Delegation delegation, Instant now) {
        Require.present("delegation", delegation);
        Require.present("present instant", now);
        Set<Delegation> kept = new HashSet<>(from.stream()
                .filter(one -> one.endedBy(now))
                .sorted(Comparator.comparing(Delegation::end).reversed())
                .limit(ENDED_KEPT)
                .toList());
        return new Delegations(
                delegate,
                Stream.concat(
                                from.stream().filter(one -> !one.endedBy(now) || kept.contains(one)),
                                Stream.of(delegation))
                        .distinct()
                        .toList());
    }

    /**
     * These delegations, with those for a person ended: one in force ends now, one yet to begin is taken out.
     *
     * @param person the person who is stood in for
     * @param now the present instant
     * @return new delegations
     */
    public Delegations without(String person, Instant now) {
        List<Delegation> open = open(person, now);
        return new Delegations(
                delegate,
                from.stream()
                        .flatMap(one -> open.contains(one) ? one.cutAt(now).stream() : Stream.of(one))
                        .toList());
    }
}
