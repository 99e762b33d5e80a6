package io.itops.core.time;

import io.itops.core.LimitExceededException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Open when any of some calendars is, or when all are. */
final class CombinedCalendar extends BusinessCalendar {
    /** How many calendars may be put together, those within each other included: answers go through all of them. */
    static final int MOST = 200;

    private static final Duration CHUNK = Duration.ofDays(364);

    private final List<BusinessCalendar> parts;
    private final boolean either;
    private final int size;

    private CombinedCalendar(List<BusinessCalendar> parts, boolean either) {
        this.parts = List.copyOf(parts);
        this.either = either;
        this.size = parts.stream().mapToInt(CombinedCalendar::size).sum();
        if (size > MOST) {
            throw new LimitExceededException("calendars put together", MOST, size);
        }
    }

    /** Two calendars as one; what was put together in the same way before stays one list, however long. */
    static CombinedCalendar of(BusinessCalendar one, BusinessCalendar other, boolean either) {
        List<BusinessCalendar> parts = new ArrayList<>();
        for (BusinessCalendar part : List.of(one, other)) {
            if (part instanceof CombinedCalendar combined && combined.either == either) {
                parts.addAll(combined.parts);
            } else {
                parts.add(part);
            }
        }
        return new CombinedCalendar(parts, either);
    }

    private static int size(BusinessCalendar calendar) {
        return calendar instanceof CombinedCalendar combined ? combined.size : 1;
    }

    @Override
    Windows openWithin(Window window) {
        Windows open = parts.get(0).openWithin(window);
        for (BusinessCalendar part : parts.subList(1, parts.size())) {
            Windows more = part.openWithin(window);
            open = either ? open.union(more) : open.intersect(more);
        }
        return open;
    }

    @Override
    boolean openAt(Instant instant) {
        return either
                ? parts.stream().anyMatch(part -> part.openAt(instant))
                : parts.stream().allMatch(part -> part.openAt(instant));
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
        return object instanceof CombinedCalendar calendar && either == calendar.either && parts.equals(calendar.parts);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + Boolean.hashCode(either);
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(BusinessCalendar::toString)
                .collect(Collectors.joining(either ? " or " : " and ", "(", ")"));
    }
}
