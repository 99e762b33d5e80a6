package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * For whom a person stands in. All of it is one record, so that a vote can rest on all of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param delegate the person who stands in
 * @param from for whom, and how long
 * @since 0.1
 */
public record Delegations(String delegate, List<Delegation> from) {
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
        from = List.copyOf(Require.size("delegations", from, 0, 1_000));
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
     * These delegations and one more.
     *
     * @param delegation the one more
     * @return new delegations
     */
    public Delegations and(Delegation delegation) {
        List<Delegation> more = new ArrayList<>(from);
        more.add(delegation);
        return new Delegations(delegate, more);
    }
}
