package io.itops.core.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weekly hours with special days. Time is counted on the local time line, stretch by stretch of one offset; there it is whole weeks, the
 * days that are left, and the difference that special days and those after them make.
 */
final class WeeklyCalendar extends BusinessCalendar {
    /** The hours of a special day; of those that name one date the one with the highest order holds. */
    record Special(int order, List<OpenHours> hours) {}

    /** Special days that recur. */
    record Recurring(RecurringDays days, Special special) {}

    static final BusinessCalendar ALWAYS = BusinessCalendar.in(ZoneId.of("UTC"))
            .open(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, DayOfWeek.values())
            .build();

    private static final int WEEK = 7;

    private final ZoneId zone;
    private final Map<DayOfWeek, List<OpenHours>> week = new EnumMap<>(DayOfWeek.class);
    private final NavigableMap<LocalDate, Special> dates;
    private final List<Recurring> recurring;

    /** By day of the week, Monday first: the open stretches of an ordinary day that follows an ordinary day, start, end, start, … */
    private final long[][] ordinary = new long[WEEK][];

    private final long[] totals = new long[WEEK];
    private final long weekTotal;

    WeeklyCalendar(
            ZoneId zone,
            Map<DayOfWeek, List<OpenHours>> week,
            NavigableMap<LocalDate, Special> dates,
            List<Recurring> recurring) {
        this.zone = zone;
        week.forEach((day, hours) -> this.week.put(day, List.copyOf(hours)));
        this.dates = Collections.unmodifiableNavigableMap(new TreeMap<>(dates));
        this.recurring = List.copyOf(recurring);
        long sum = 0;
        for (DayOfWeek day : DayOfWeek.values()) {
            int i = day.getValue() - 1;
            ordinary[i] = stretches(weekly(day), weekly(day.minus(1)));
            totals[i] = overlap(ordinary[i], 0, OpenHours.DAY);
            sum += totals[i];
        }
        weekTotal = sum;
    }

    private List<OpenHours> weekly(DayOfWeek day) {
        return week.getOrDefault(day, List.of());
    }

    /** What is open of a day: its own hours until midnight, and what those of the day before leave over. */
    private static long[] stretches(List<OpenHours> own, List<OpenHours> before) {
        List<long[]> all = new ArrayList<>(own.size() + before.size());
        for (OpenHours hours : own) {
            all.add(new long[] {hours.from(), Math.min(hours.until(), OpenHours.DAY)});
        }
        for (OpenHours hours : before) {
            if (hours.until() > OpenHours.DAY) {
                all.add(new long[] {0, hours.until() - OpenHours.DAY});
            }
        }
        all.sort((a, b) -> Long.compare(a[0], b[0]));
        long[] edges = new long[2 * all.size()];
        int size = 0;
        for (long[] stretch : all) {
            if (size > 0 && stretch[0] <= edges[size - 1]) {
                edges[size - 1] = Math.max(edges[size - 1], stretch[1]);
            } else {
                edges[size++] = stretch[0];
                edges[size++] = stretch[1];
            }
        }
        return Arrays.copyOf(edges, size);
    }

    private static long overlap(long[] edges, long from, long until) {
        long sum = 0;
        for (int i = 0; i < edges.length; i += 2) {
            sum += Math.max(0, Math.min(edges[i + 1], until) - Math.max(edges[i], from));
        }
        return sum;
    }

    private @Nullable Special special(LocalDate date) {
        Special found = dates.get(date);
        for (Recurring days : recurring) {
            if ((found == null || days.special().order() > found.order())
                    && days.days().contains(date)) {
                found = days.special();
            }
        }
        return found;
    }

    private long[] stretches(LocalDate date) {
        Special today = special(date);
        LocalDate yesterday = date.minusDays(1);
        Special before = special(yesterday);
        if (today == null && before == null) {
            return ordinary[date.getDayOfWeek().getValue() - 1];
        }
        return stretches(
                today == null ? weekly(date.getDayOfWeek()) : today.hours(),
                before == null ? weekly(yesterday.getDayOfWeek()) : before.hours());
    }

    private static long ofDay(LocalDateTime local) {
        return local.toLocalTime().toNanoOfDay() / 1_000;
    }

    /** How long it is open on the local time line from one time until another. */
    private long openBetween(LocalDateTime from, LocalDateTime until) {
        LocalDate first = from.toLocalDate();
        LocalDate last = until.toLocalDate();
        if (first.equals(last)) {
            return overlap(stretches(first), ofDay(from), ofDay(until));
        }
        return overlap(stretches(first), ofDay(from), OpenHours.DAY)
                + openOn(first.plusDays(1), last)
                + overlap(stretches(last), 0, ofDay(until));
    }

    /** How long it is open on whole days, by weeks and what differs from them. */
    private long openOn(LocalDate first, LocalDate end) {
        long days = end.toEpochDay() - first.toEpochDay();
        long sum = days / WEEK * weekTotal;
        int day = first.getDayOfWeek().getValue() - 1;
        for (int i = 0; i < days % WEEK; i++) {
            sum += totals[(day + i) % WEEK];
        }
        for (LocalDate date : differing(first, end)) {
            sum += overlap(stretches(date), 0, OpenHours.DAY)
                    - totals[date.getDayOfWeek().getValue() - 1];
        }
        return sum;
    }

    /** The special days among some dates, and the days after them, into which their hours may reach. */
    private NavigableSet<LocalDate> differing(LocalDate first, LocalDate end) {
        NavigableSet<LocalDate> found = new TreeSet<>();
        LocalDate from = first.minusDays(1);
        if (end.isAfter(first)) {
            dates.subMap(from, true, end, false).keySet().forEach(date -> add(date, found));
            for (Recurring days : recurring) {
                days.days().between(from, end).forEach(date -> add(date, found));
            }
        }
        return found.subSet(first, true, end, false);
    }

    private static void add(LocalDate date, NavigableSet<LocalDate> to) {
        to.add(date);
        to.add(date.plusDays(1));
    }

    @Override
    Duration openBetween(Instant from, Instant to) {
        long sum = 0;
        if (from.isBefore(to)) {
            for (ClockFaces.Face face : ClockFaces.of(zone.getRules(), from, to)) {
                sum += openBetween(face.localStart(), face.localEnd());
            }
        }
        return Duration.of(sum, ChronoUnit.MICROS);
    }

    @Override
    boolean openAt(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        long time = ofDay(local);
        return overlap(stretches(local.toLocalDate()), time, time + 1) > 0;
    }

    @Override
    Windows openWithin(Window window) {
        List<Window> open = new ArrayList<>();
        for (ClockFaces.Face face : ClockFaces.of(zone.getRules(), window.start(), window.end())) {
            LocalDate last = face.localEnd().toLocalDate();
            for (LocalDate date = face.localStart().toLocalDate(); !date.isAfter(last); date = date.plusDays(1)) {
                Instant midnight = date.atStartOfDay().toInstant(face.offset());
                long[] edges = stretches(date);
                for (int i = 0; i < edges.length; i += 2) {
                    Instant start = later(midnight.plus(edges[i], ChronoUnit.MICROS), face.start());
                    Instant end = earlier(midnight.plus(edges[i + 1], ChronoUnit.MICROS), face.end());
                    if (start.isBefore(end)) {
                        open.add(new Window(start, end));
                    }
                }
            }
        }
        return Windows.of(open);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private List<Object> key() {
        return List.of(zone, week, dates, recurring);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof WeeklyCalendar calendar && key().equals(calendar.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return "calendar of " + zone + " with " + week
                + (dates.isEmpty() && recurring.isEmpty() ? "" : " and special days");
    }
}
