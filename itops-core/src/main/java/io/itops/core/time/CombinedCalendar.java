package io.itops.core.time;

import java.time.Duration;
import java.time.Instant;

/** Open when either of two calendars is, or when both are. */
final class CombinedCalendar extends BusinessCalendar {
    private static final Duration CHUNK = Duration.ofDays(364);

    private final BusinessCalendar one;
    private final BusinessCalendar other;
    private final boolean either;

    CombinedCalendar(BusinessCalendar one, BusinessCalendar other, boolean either) {
        this.one = one;
        this.other = other;
        this.either = either;
    }

    @Override
    Windows openWithin(Window window) {
        Windows here = one.openWithin(window);
        Windows there = other.openWithin(window);
        return either ? here.union(there) : here.intersect(there);
    }

    @Override
    boolean openAt(Instant instant) {
        return either ? one.openAt(instant) || other.openAt(instant) : one.openAt(instant) && other.openAt(instant);
    }

    /** Year by year, so that the windows of centuries are never held at once. */
    @Override
    Duration openBetween(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            Instant end = Duration.between(at, to).compareTo(CHUNK) < 0 ? to : at.plus(CHUNK);
            sum = sum.plus(openWithin(new Window(at, end)).total());
            at = end;
        }
        return sum;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CombinedCalendar calendar
                && either == calendar.either
                && one.equals(calendar.one)
                && other.equals(calendar.other);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * one.hashCode() + other.hashCode()) + Boolean.hashCode(either);
    }

    @Override
    public String toString() {
        return "(" + one + (either ? " or " : " and ") + other + ")";
    }
}
