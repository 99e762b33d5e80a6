package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When restrictions leave a layer open.
 *
 * <p>Immutable and thread-safe.
 *
 * @param restrictions their union counts; always open if empty
 */
record OpenHours(List<Restriction> restrictions, ZoneId zone, DstPolicy policy) {
    /** A stretch begins at most a week and a jump of the clocks before it ends. */
    private static final int DAYS_BEFORE = 9;

    record Stretch(long start, long end) {}

    /** The open stretches of a span in the order of time, as long as they go inside it. */
    List<Stretch> within(long from, long until) {
        if (restrictions.isEmpty()) {
            return List.of(new Stretch(from, until));
        }
        LocalDate first = date(from).minusDays(DAYS_BEFORE);
        LocalDate last = date(until).plusDays(2);
        List<Stretch> all = new ArrayList<>();
        for (Restriction restriction : restrictions) {
            LocalDate day = first.with(TemporalAdjusters.nextOrSame(restriction.day()));
            for (; !day.isAfter(last); day = day.plusWeeks(1)) {
                long start = Math.max(from, at(day.atTime(restriction.start())));
                long end = Math.min(until, at(day.plusDays(restriction.days()).atTime(restriction.end())));
                if (start < end) {
                    all.add(new Stretch(start, end));
                }
            }
        }
        all.sort(Comparator.comparingLong(Stretch::start));
        return merged(all);
    }

    private static List<Stretch> merged(List<Stretch> all) {
        List<Stretch> merged = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); ) {
            long start = all.get(i).start();
            long end = all.get(i).end();
            for (i++; i < all.size() && all.get(i).start() <= end; i++) {
                end = Math.max(end, all.get(i).end());
            }
            merged.add(new Stretch(start, end));
        }
        return merged;
    }

    private LocalDate date(long micros) {
        return Values.instant(micros).atZone(zone).toLocalDate();
    }

    private long at(LocalDateTime local) {
        if (local.getYear() < 1 || local.getYear() > 9_998) {
            return local.getYear() < 1 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return Values.micros(LocalTimes.toInstant(local, zone, policy));
    }
}
