package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How people take turns: who, for how long each, and from when.
 *
 * <p>Turn 0 begins at the anchor and belongs to the first participant; before it, nobody is on call. Turns follow each other in the order of
 * the participants, over and over, and each ends at the instant at which the next begins. Boundaries are computed from the anchor, never from
 * the boundary before: a monthly rotation anchored on the 31st hands over on the last day of shorter months and on the 31st again
 * thereafter, and one of twelve months anchored on February 29th on the 28th in common years.
 *
 * <p>Where the clocks skip the whole of a turn, that turn is empty and its participant is passed over; a time that occurs twice belongs to
 * the turn that has it, so an hourly turn can last two hours.
 *
 * <p>Immutable and thread-safe.
 *
 * @param participants in order, 1 to 1,000; the same person may stand in it more than once, and {@link Participant#NOBODY} is a gap
 * @param unit what lengths are counted in
 * @param lengths how many units turns last, one after the other and over again, 1 to 1,000 of 1 to 10,000 each: a single 1 for a turn a
 *     unit, a single 2 for one in two units, 4 and 3 of days for Monday to Thursday and Friday to Sunday
 * @param anchor the local date and time at which turn 0 begins, in whole seconds, of the years 1900 to 9000
 * @param counting what uses up a turn
 * @since 0.1
 */
public record Rotation(
        List<Participant> participants, TurnUnit unit, List<Integer> lengths, LocalDateTime anchor, Counting counting) {
    /** How rotations are written. */
    public static final Codec<Rotation> CODEC = Shape.of("rotation", s -> {
        var participants = s.field("participants", Participant.CODEC.list(), Rotation::participants);
        var unit = s.field("unit", Codec.ofEnum(TurnUnit.class), Rotation::unit);
        var lengths = s.field("lengths", Codec.INT.list(), Rotation::lengths);
        var anchor = s.field("anchor", Values.LOCAL, Rotation::anchor);
        var counting = s.field("counting", Codec.ofEnum(Counting.class), Rotation::counting);
        return row -> new Rotation(
                row.get(participants), row.get(unit), row.get(lengths), row.get(anchor), row.get(counting));
    });

    private static final int MOST = 1_000;

    /** Checks and copies the parts. */
    public Rotation {
        Require.size("people of a rotation", participants, 1, MOST);
        participants = Require.list("people of a rotation", participants);
        Require.present("turn unit", unit);
        Require.size("turn lengths", lengths, 1, MOST);
        lengths = Require.list("turn lengths", lengths);
        lengths.forEach(length -> Require.range("turn length", length, 1, 10_000));
        Require.present("anchor", anchor);
        Require.that(
                anchor.equals(anchor.truncatedTo(ChronoUnit.SECONDS)), "hand-off time", "be in whole seconds", anchor);
        Require.that(
                anchor.getYear() >= 1900 && anchor.getYear() <= 9000,
                "anchor",
                "lie in the years 1900 to 9000",
                anchor);
        Require.present("counting", counting);
    }

    /**
     * A turn an hour.
     *
     * @param anchor when turn 0 begins
     * @param people their ids in order
     * @return the rotation
     */
    public static Rotation hourly(LocalDateTime anchor, List<String> people) {
        return builder(TurnUnit.HOUR, anchor).people(people).build();
    }

    /**
     * A turn a day.
     *
     * @param anchor when turn 0 begins
     * @param people their ids in order
     * @return the rotation
     */
    public static Rotation daily(LocalDateTime anchor, List<String> people) {
        return builder(TurnUnit.DAY, anchor).people(people).build();
    }

    /**
     * A turn a week.
     *
     * @param anchor when turn 0 begins
     * @param people their ids in order
     * @return the rotation
     */
    public static Rotation weekly(LocalDateTime anchor, List<String> people) {
        return builder(TurnUnit.WEEK, anchor).people(people).build();
    }

    /**
     * A turn a month.
     *
     * @param anchor when turn 0 begins
     * @param people their ids in order
     * @return the rotation
     */
    public static Rotation monthly(LocalDateTime anchor, List<String> people) {
        return builder(TurnUnit.MONTH, anchor).people(people).build();
    }

    /**
     * Starts a rotation.
     *
     * @param unit what lengths are counted in
     * @param anchor the local date and time at which turn 0 begins
     * @return a builder, of turns of one unit counted by the calendar
     */
    public static Builder builder(TurnUnit unit, LocalDateTime anchor) {
        return new Builder(Require.present("turn unit", unit), Require.present("anchor", anchor));
    }

    /**
     * Whose turn it is.
     *
     * @param turn its number, from 0
     * @return the participant
     */
    public Participant participant(long turn) {
        Require.that(turn >= 0, "turn", "be at least 0", turn);
        return participants.get((int) (turn % participants.size()));
    }

    /**
     * The same turns with other people.
     *
     * @param people the participants in order
     * @return the rotation
     */
    public Rotation with(List<Participant> people) {
        return new Rotation(people, unit, lengths, anchor, counting);
    }

    /** Whether turns begin at the same times as another's do. */
    boolean sameTurns(Rotation other) {
        return unit == other.unit
                && lengths.equals(other.lengths)
                && anchor.equals(other.anchor)
                && counting == other.counting;
    }

    /** The rotation in which a turn belongs to the participant at an index, and the others follow as they did. */
    Rotation shifted(long turn, int index) {
        int size = participants.size();
        int by = Math.floorMod(index - (int) (turn % size), size);
        List<Participant> moved = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            moved.add(participants.get((i + by) % size));
        }
        return with(moved);
    }

    /**
     * Collects the parts of a rotation.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final TurnUnit unit;
        private final LocalDateTime anchor;
        private final List<Participant> participants = new ArrayList<>();
        private List<Integer> lengths = List.of(1);
        private Counting counting = Counting.CALENDAR;

        private Builder(TurnUnit unit, LocalDateTime anchor) {
            this.unit = unit;
            this.anchor = anchor;
        }

        /**
         * Adds people.
         *
         * @param people their ids in order
         * @return this
         */
        public Builder people(List<String> people) {
            Require.size("people of a rotation", people, 0, MOST)
                    .forEach(person -> participants.add(Participant.of(person)));
            return this;
        }

        /**
         * Adds people.
         *
         * @param people their ids in order
         * @return this
         */
        public Builder people(String... people) {
            return people(Require.listOf("people", people));
        }

        /**
         * Adds a turn that is a deliberate gap.
         *
         * @return this
         */
        public Builder nobody() {
            participants.add(Participant.NOBODY);
            return this;
        }

        /**
         * Makes each turn last several units.
         *
         * @param units how many, 1 to 10,000
         * @return this
         */
        public Builder every(int units) {
            Require.range("turn length", units, 1, 10_000);
            lengths = List.of(units);
            return this;
        }

        /**
         * Makes turns last unequally long.
         *
         * @param units how many units turns last, one after the other and over again
         * @return this
         */
        public Builder lengths(List<Integer> units) {
            lengths = Require.list("turn lengths", units);
            return this;
        }

        /**
         * Says what uses up a turn.
         *
         * @param what calendar units by default
         * @return this
         */
        public Builder counting(Counting what) {
            counting = Require.present("counting", what);
            return this;
        }

        /**
         * The rotation.
         *
         * @return the rotation
         * @throws io.itops.core.InvalidInputException if it has no participant or a part is malformed
         */
        public Rotation build() {
            return new Rotation(participants, unit, lengths, anchor, counting);
        }
    }
}
