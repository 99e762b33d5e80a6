package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.WeeklyHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * When the turns of a rotation begin, in one zone.
 *
 * <p>A turn begins at the instant that its local time means. Where clocks jump these instants need not ascend with the turns' numbers, so a
 * turn is defined from the other side: the turn of an instant is the greatest one that has begun. Turns that a later one overtakes are
 * empty.
 *
 * <p>Immutable and thread-safe.
 */
final class TurnClock {
    /** More than clocks ever jump: zones that crossed the date line skipped or repeated 24 hours. */
    private static final int JUMP_HOURS = 26;

    private static final long SECOND = 1_000_000;
    private static final long QUIET = 2 * JUMP_HOURS * 3_600 * SECOND;
    private static final int LAST_YEAR = 9_998;
    /** A little before the last year ends anywhere: from there on the calendar is asked turn by turn. */
    private static final long END = Timeline.LAST - 500L * 86_400 * SECOND;

    private final Rotation rotation;
    private final ZoneId zone;
    private final DstPolicy policy;
    private final OpenUnits open;
    private final long[] before;
    private final long cycle;

    TurnClock(Rotation rotation, WeeklyHours restrictions, ZoneId zone, DstPolicy policy) {
        this.rotation = rotation;
        this.zone = zone;
        this.policy = policy;
        this.open = rotation.counting() == Counting.CALENDAR
                ? OpenUnits.ALL
                : OpenUnits.of(rotation.unit(), rotation.anchor(), restrictions);
        int size = rotation.lengths().size();
        this.before = new long[size];
        long sum = 0;
        for (int i = 0; i < size; i++) {
            before[i] = sum;
            sum += rotation.lengths().get(i);
        }
        this.cycle = sum;
    }

    /** The number of the turn that an instant belongs to, -1 before the first. */
    long turnAt(long micros) {
        LocalDateTime local = local(micros).plusHours(JUMP_HOURS);
        long turn = turnAtLocal(local);
        while (turn >= 0 && begin(turn) > micros) {
            turn--;
        }
        return Math.max(turn, -1);
    }

    /** The instant that the local time means at which a turn begins; the end of time after the year 9998. */
    long begin(long turn) {
        LocalDateTime local = localBegin(turn);
        return local.getYear() > LAST_YEAR ? Long.MAX_VALUE : Values.micros(LocalTimes.toInstant(local, zone, policy));
    }

    /** Goes through the turns that are not empty. */
    Walk walk() {
        return new Walk();
    }

    /**
     * A turn, and when the next one begins that is not empty.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    final class Walk {
        private long turn = -1;
        private long begun;
        private long next;
        /** No jump of the clocks lies between these. */
        private long quietFrom = Long.MAX_VALUE;

        private long quietUntil = Long.MIN_VALUE;
        /** Whether the next turn is the one with the next number. */
        private boolean inOrder;

        /** The number of the turn, -1 before the first. */
        long turn() {
            return turn;
        }

        /** When the turn began. */
        long begun() {
            return begun;
        }

        long next() {
            return next;
        }

        void moveTo(long micros) {
            turn = turnAt(micros);
            begun = turn < 0 ? Long.MIN_VALUE : begin(turn);
            findNext();
        }

        void advance() {
            turn = inOrder ? turn + 1 : turnAt(next);
            begun = next;
            findNext();
        }

        private void findNext() {
            inOrder = true;
            next = nextOfEqualClocks();
            if (next < Long.MAX_VALUE) {
                return;
            }
            next = begin(turn + 1);
            if (next == Long.MAX_VALUE || isQuiet(next)) {
                return;
            }
            inOrder = false;
            LocalDateTime limit = localBegin(turn + 1).plusHours(JUMP_HOURS);
            for (long later = turn + 2; !localBegin(later).isAfter(limit); later++) {
                next = Math.min(next, begin(later));
            }
        }

        /** Where no clock jumps from well before the turn to well after the next one begins, the time between is that of the calendar. */
        private long nextOfEqualClocks() {
            long seconds = unitSeconds();
            if (turn < 0 || seconds == 0 || begun - QUIET < quietFrom) {
                return Long.MAX_VALUE;
            }
            long after = begun + (unitOf(turn + 1) - unitOf(turn)) * seconds * SECOND;
            return after + QUIET < quietUntil && after < END ? after : Long.MAX_VALUE;
        }

        private boolean isQuiet(long micros) {
            long first = micros - QUIET;
            if (first < quietFrom || micros + QUIET >= quietUntil) {
                ZoneOffsetTransition jump = zone.getRules().nextTransition(Values.instant(first));
                quietFrom = first;
                quietUntil = jump == null ? Long.MAX_VALUE : Values.micros(jump.getInstant());
            }
            return micros + QUIET < quietUntil;
        }
    }

    /** How long a unit lasts by a clock that does not jump; 0 if that depends on the calendar. */
    private long unitSeconds() {
        return switch (rotation.unit()) {
            case HOUR -> 3_600;
            case DAY -> 86_400;
            case WEEK -> 7 * 86_400;
            case MONTH -> 0;
        };
    }

    private LocalDateTime local(long micros) {
        long second = Math.floorDiv(micros, SECOND);
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(second));
        return LocalDateTime.ofEpochSecond(second, 0, offset);
    }

    private LocalDateTime localBegin(long turn) {
        long units = unitOf(turn);
        LocalDateTime anchor = rotation.anchor();
        return switch (rotation.unit()) {
            case HOUR -> anchor.plusHours(units);
            case DAY -> anchor.plusDays(units);
            case WEEK -> anchor.plusWeeks(units);
            case MONTH -> anchor.plusMonths(units);
        };
    }

    /** The unit, from the anchor on, with which a turn begins. */
    private long unitOf(long turn) {
        int size = before.length;
        return open.unit(turn / size * cycle + before[(int) (turn % size)]);
    }

    /** The turn of a local time by the calendar alone; below 0 before the first. */
    private long turnAtLocal(LocalDateTime local) {
        long count = open.count(unitAt(local));
        if (count < 0) {
            return -1;
        }
        long rest = count % cycle;
        int index = before.length - 1;
        while (before[index] > rest) {
            index--;
        }
        return count / cycle * before.length + index;
    }

    private long unitAt(LocalDateTime local) {
        LocalDateTime anchor = rotation.anchor();
        return switch (rotation.unit()) {
            case HOUR -> Math.floorDiv(ChronoUnit.SECONDS.between(anchor, local), 3_600L);
            case DAY -> Math.floorDiv(ChronoUnit.SECONDS.between(anchor, local), 86_400L);
            case WEEK -> Math.floorDiv(ChronoUnit.SECONDS.between(anchor, local), 7 * 86_400L);
            case MONTH -> {
                long months =
                        12L * (local.getYear() - anchor.getYear()) + local.getMonthValue() - anchor.getMonthValue();
                yield anchor.plusMonths(months).isAfter(local) ? months - 1 : months;
            }
        };
    }
}
