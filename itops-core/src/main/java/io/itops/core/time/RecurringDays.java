package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Days that recur by the calendar: every other Monday, the second Tuesday of a month, the last day of each quarter.
 *
 * <pre>{@code
 * RecurringDays patchTuesday = RecurringDays.monthly(LocalDate.of(2026, 1, 1)).on(2, DayOfWeek.TUESDAY).build();
 * LocalDate next = patchTuesday.next(LocalDate.of(2026, 11, 24)).orElseThrow(); // 2026-12-08
 * String rule = patchTuesday.toRRule(); // FREQ=MONTHLY;BYDAY=2TU
 * }</pre>
 *
 * <p>The meaning is that of a recurrence rule of RFC 5545 section 3.3.10. A day belongs to it if it lies in a period that counts (of the
 * weeks, months or years, each {@code interval}-th from that of the first date on; weeks begin on the day that {@code weekStart} names) and
 * meets every filter that is given: months, days of the month, weekdays. Where the filters leave the day open, it is that of the first
 * date: its weekday each week, its day of the month each month, its month and day each year. A day that does not exist is left out: the
 * 31st of a shorter month, the 29th of February of most years. A {@code count} counts the days of the rule, those left out by
 * {@code except} too; {@code except} wins over {@code extra}. The first date itself is one of the days only if it meets the filters.
 *
 * <p>Every question is answered from the date that it is about: the time taken does not grow with the distance from the first date.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RecurringDays {
    /** How recurring days are stored. */
    public static final Codec<RecurringDays> CODEC = TimeCodecs.RECURRING_DAYS;

    static final LocalDate FIRST = LocalDate.of(2, 1, 1);
    static final LocalDate LAST = LocalDate.of(9_997, 12, 31);
    private static final int MAX_COUNT = 100_000;
    private static final int MAX_DATES = 10_000;

    private final Frequency frequency;
    private final int interval;
    private final DayOfWeek weekStart;
    private final LocalDate from;
    private final @Nullable LocalDate until;
    private final @Nullable Integer count;
    private final NavigableSet<Month> months;
    private final List<MonthDays> daysOfMonth;
    private final List<Weekday> weekdays;
    private final NavigableSet<LocalDate> except;
    private final NavigableSet<LocalDate> extra;
    private final DayRule rule;
    /** The last day that the rule may name, by its end, its count, or the calendar's. */
    private final LocalDate last;

    /**
     * How long a period is.
     *
     * <p>Immutable and thread-safe.
     *
     * @since 0.1
     */
    public enum Frequency {
        /** A day. */
        DAILY,
        /** A week. */
        WEEKLY,
        /** A month. */
        MONTHLY,
        /** A year. */
        YEARLY
    }

    private RecurringDays(Builder builder) {
        frequency = builder.frequency;
        interval = builder.interval;
        weekStart = builder.weekStart;
        from = builder.from;
        until = builder.until;
        count = builder.count;
        Require.that(until == null || count == null, "recurrence", "have an end or a count, not both", "both");
        if (until != null) {
            Require.that(!until.isBefore(from), "recurrence end", "not be before " + from, until);
        }
        NavigableSet<Month> only = new TreeSet<>(builder.months);
        List<MonthDays> days = new ArrayList<>(builder.daysOfMonth);
        List<Weekday> week = new ArrayList<>(builder.weekdays);
        check(only, days, week);
        if (frequency == Frequency.YEARLY && only.isEmpty() && days.isEmpty() && week.isEmpty()) {
            only.add(from.getMonth());
        }
        if (days.isEmpty() && week.isEmpty()) {
            switch (frequency) {
                case DAILY -> {}
                case WEEKLY -> week.add(new Weekday(0, from.getDayOfWeek()));
                case MONTHLY, YEARLY -> days.add(new MonthDays(from.getDayOfMonth(), from.getDayOfMonth()));
            }
        }
        months = Collections.unmodifiableNavigableSet(only);
        daysOfMonth = List.copyOf(days);
        weekdays = List.copyOf(week);
        except = Collections.unmodifiableNavigableSet(new TreeSet<>(builder.except));
        extra = Collections.unmodifiableNavigableSet(new TreeSet<>(builder.extra));
        rule = new DayRule(frequency, interval, weekStart, from, months, daysOfMonth, weekdays);
        last = count == null ? Objects.requireNonNullElse(until, LAST) : counted(count);
        if (extra.isEmpty() && nextOfRule(from) == null) {
            throw new InvalidInputException("recurrence", "name at least one day that exists", toRRule());
        }
    }

    private void check(Set<Month> only, List<MonthDays> days, List<Weekday> week) {
        boolean ofMonths = frequency == Frequency.MONTHLY || !only.isEmpty();
        for (Weekday weekday : week) {
            if (weekday.ordinal() != 0) {
                Require.that(
                        frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY,
                        "weekday ordinal",
                        "be 0 where a period is a day or a week",
                        weekday.ordinal());
                Require.that(
                        !ofMonths || Math.abs(weekday.ordinal()) <= 5,
                        "weekday ordinal",
                        "be -5 to 5 in a month",
                        weekday.ordinal());
            }
        }
        Require.that(
                frequency != Frequency.WEEKLY || days.isEmpty(),
                "days of the month",
                "not be given where a period is a week",
                days);
    }

    private LocalDate counted(int wanted) {
        LocalDate found = rule.next(from, LAST);
        LocalDate reached = found == null ? from : found;
        for (int i = 1; i < wanted && found != null; i++) {
            found = rule.next(found.plusDays(1), LAST);
            reached = found == null ? reached : found;
        }
        return reached;
    }

    /**
     * Days of every so many days.
     *
     * @param from the date from which on they are counted, of the years 2 to 9997
     * @return a builder with the interval 1
     */
    public static Builder daily(LocalDate from) {
        return new Builder(Frequency.DAILY, from);
    }

    /**
     * Days of every so many weeks.
     *
     * @param from the date from whose week on they are counted, of the years 2 to 9997
     * @return a builder with the interval 1
     */
    public static Builder weekly(LocalDate from) {
        return new Builder(Frequency.WEEKLY, from);
    }

    /**
     * Days of every so many months.
     *
     * @param from the date from whose month on they are counted, of the years 2 to 9997
     * @return a builder with the interval 1
     */
    public static Builder monthly(LocalDate from) {
        return new Builder(Frequency.MONTHLY, from);
    }

    /**
     * Days of every so many years.
     *
     * @param from the date from whose year on they are counted, of the years 2 to 9997
     * @return a builder with the interval 1
     */
    public static Builder yearly(LocalDate from) {
        return new Builder(Frequency.YEARLY, from);
    }

    /**
     * A single date, as recurring days that never recur.
     *
     * @param date the date, of the years 2 to 9997
     * @return days that hold it alone
     */
    public static RecurringDays only(LocalDate date) {
        return daily(date).count(1).build();
    }

    /**
     * Whether a date is one of the days.
     *
     * @param date any date
     * @return true if it is
     */
    public boolean contains(LocalDate date) {
        Require.present("date", date);
        if (except.contains(date)) {
            return false;
        }
        return extra.contains(date) || (!date.isAfter(last) && rule.names(date));
    }

    /**
     * The first of the days that is not before a date.
     *
     * @param date any date
     * @return the date itself if it is one of the days, else the next that is; empty if there is none any more
     */
    public Optional<LocalDate> next(LocalDate date) {
        Require.present("date", date);
        LocalDate found = nextOfRule(date);
        while (found != null && except.contains(found)) {
            found = nextOfRule(found.plusDays(1));
        }
        LocalDate more = extra.ceiling(date);
        while (more != null && except.contains(more)) {
            more = extra.higher(more);
        }
        if (found == null || (more != null && more.isBefore(found))) {
            found = more;
        }
        return Optional.ofNullable(found);
    }

    /**
     * The days between two dates.
     *
     * @param first the first date that may be among them
     * @param end the first date after
     * @return the days in ascending order
     * @throws LimitExceededException if there are more than 1,000,000
     */
    public List<LocalDate> between(LocalDate first, LocalDate end) {
        Require.present("first date", first);
        Require.present("end date", end);
        List<LocalDate> days = new ArrayList<>();
        Optional<LocalDate> day = first.isBefore(end) ? next(first) : Optional.empty();
        while (day.isPresent() && day.get().isBefore(end)) {
            if (days.size() == Recurrence.MAX_WINDOWS) {
                throw new LimitExceededException("recurring days", Recurrence.MAX_WINDOWS, days.size() + 1L);
            }
            days.add(day.get());
            day = next(day.get().plusDays(1));
        }
        return List.copyOf(days);
    }

    private @Nullable LocalDate nextOfRule(LocalDate date) {
        return rule.next(date, last);
    }

    /**
     * The rule as RFC 5545 text, with the days alone in mind: {@code FREQ=MONTHLY;BYDAY=2TU}. It goes with a {@code DTSTART} that is the
     * first of the days; {@link #except} and {@link #extra} stand in properties of their own there.
     *
     * @return the value of an {@code RRULE}
     * @throws InvalidInputException if days of the month run from one counted from the first to one counted from the last, or the
     *     other way round: no rule of RFC 5545 can say that
     */
    public String toRRule() {
        return RRules.write(this, Optional.ofNullable(until).map(RRules::date));
    }

    /**
     * How long a period is.
     *
     * @return the frequency
     */
    public Frequency frequency() {
        return frequency;
    }

    /**
     * Which periods count.
     *
     * @return 1 for every one, 2 for every other one, and so on
     */
    public int interval() {
        return interval;
    }

    /**
     * The day that weeks begin on.
     *
     * @return Monday unless another was given
     */
    public DayOfWeek weekStart() {
        return weekStart;
    }

    /**
     * The date from which on periods are counted.
     *
     * @return the date, which need not be one of the days
     */
    public LocalDate from() {
        return from;
    }

    /**
     * The last date that may be one of the days.
     *
     * @return the end that was given, empty if there is none or it is given by a count
     */
    public Optional<LocalDate> until() {
        return Optional.ofNullable(until);
    }

    /**
     * How many days the rule names.
     *
     * @return the count that was given
     */
    public OptionalInt count() {
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /**
     * The months.
     *
     * @return those that were given, or that of the first date where it says the day; empty for all of them
     */
    public Set<Month> months() {
        return months;
    }

    /**
     * The days of the month.
     *
     * @return those that were given, or that of the first date where it says the day; empty for all of them
     */
    public List<MonthDays> daysOfMonth() {
        return daysOfMonth;
    }

    /**
     * The weekdays.
     *
     * @return those that were given, or that of the first date where it says the day; empty for all of them
     */
    public List<Weekday> weekdays() {
        return weekdays;
    }

    /**
     * Dates that are none of the days although the rule names them.
     *
     * @return the dates, ascending
     */
    public Set<LocalDate> except() {
        return except;
    }

    /**
     * Dates that are some of the days besides those of the rule.
     *
     * @return the dates, ascending
     */
    public Set<LocalDate> extra() {
        return extra;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecurringDays days && key().equals(days.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    private List<Object> key() {
        return List.of(
                frequency, interval, weekStart, from, until(), count(), months, daysOfMonth, weekdays, except, extra);
    }

    @Override
    public String toString() {
        return frequency + " every " + interval + " from " + from + " until " + last + " " + months + daysOfMonth
                + weekdays + (except.isEmpty() ? "" : " except " + except) + (extra.isEmpty() ? "" : " and " + extra);
    }

    /**
     * Collects the parts of recurring days.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final Frequency frequency;
        private final LocalDate from;
        private int interval = 1;
        private DayOfWeek weekStart = DayOfWeek.MONDAY;
        private @Nullable LocalDate until;
        private @Nullable Integer count;
        private final Set<Month> months = new TreeSet<>();
        private final List<MonthDays> daysOfMonth = new ArrayList<>();
        private final List<Weekday> weekdays = new ArrayList<>();
        private final Set<LocalDate> except = new TreeSet<>();
        private final Set<LocalDate> extra = new TreeSet<>();

        Builder(Frequency frequency, LocalDate from) {
            this.frequency = Require.present("frequency", frequency);
            this.from = date("recurrence start", from);
        }

        private static LocalDate date(String what, LocalDate date) {
            Require.present(what, date);
            return Require.that(!date.isBefore(FIRST) && !date.isAfter(LAST), what, "lie in the years 2 to 9997", date);
        }

        /**
         * Which periods count.
         *
         * @param periods 1 for every one, 2 for every other one, at most 10,000
         * @return this
         */
        public Builder every(int periods) {
            interval = Require.range("recurrence interval", periods, 1, 10_000);
            return this;
        }

        /**
         * The day that weeks begin on: it matters where only some weeks count.
         *
         * @param day the first day of a week, Monday unless given
         * @return this
         */
        public Builder weekStart(DayOfWeek day) {
            weekStart = Require.present("week start", day);
            return this;
        }

        /**
         * Only these weekdays; adds to those given before.
         *
         * @param days days of the week
         * @return this
         */
        public Builder on(DayOfWeek... days) {
            Require.listOf("weekdays", days).forEach(day -> add(new Weekday(0, day)));
            return this;
        }

        /**
         * Only the n-th such weekday: of the month, or of the year where a period is a year and no months are given.
         *
         * @param ordinal 1 for the first, -1 for the last, 0 for every one; -5 to 5 in a month, -53 to 53 in a year
         * @param day the day of the week
         * @return this
         */
        public Builder on(int ordinal, DayOfWeek day) {
            add(new Weekday(ordinal, day));
            return this;
        }

        private void add(Weekday weekday) {
            if (!weekdays.contains(weekday)) {
                weekdays.add(weekday);
            }
        }

        /**
         * Only these days of the month; adds to those given before.
         *
         * @param days 1 to 31, or -1 for the last to -31
         * @return this
         */
        public Builder daysOfMonth(int... days) {
            List<MonthDays> given = new ArrayList<>();
            for (int day : Require.present("days of the month", days)) {
                given.add(new MonthDays(day, day));
            }
            Require.size("days of the month", given, 0, 62);
            given.forEach(day -> daysOfMonth(day.first(), day.last()));
            return this;
        }

        /**
         * Only the days of the month from one to another, both included; adds to those given before.
         *
         * @param first 1 to 31, or -1 for the last to -31
         * @param last likewise
         * @return this
         */
        public Builder daysOfMonth(int first, int last) {
            MonthDays days = new MonthDays(first, last);
            if (!daysOfMonth.contains(days)) {
                daysOfMonth.add(days);
            }
            return this;
        }

        /**
         * Only these months; adds to those given before.
         *
         * @param only months of the year
         * @return this
         */
        public Builder in(Month... only) {
            months.addAll(Require.listOf("months", only));
            return this;
        }

        /**
         * Ends with a date.
         *
         * @param date the last date that may be one of the days
         * @return this
         */
        public Builder until(LocalDate date) {
            until = date("recurrence end", date);
            return this;
        }

        /**
         * Ends after a number of days.
         *
         * @param days how many days the rule names, 1 to 100,000
         * @return this
         */
        public Builder count(int days) {
            count = Require.range("recurrence count", days, 1, MAX_COUNT);
            return this;
        }

        /**
         * Leaves dates out; adds to those given before.
         *
         * @param dates at most 10,000 in all, of the years 2 to 9997
         * @return this
         */
        public Builder except(LocalDate... dates) {
            return except(Require.listOf("excluded dates", dates));
        }

        Builder except(Collection<LocalDate> dates) {
            return add("excluded date", dates, except);
        }

        /**
         * Takes dates in that the rule does not name; adds to those given before.
         *
         * @param dates at most 10,000 in all, of the years 2 to 9997
         * @return this
         */
        public Builder extra(LocalDate... dates) {
            return extra(Require.listOf("extra dates", dates));
        }

        Builder extra(Collection<LocalDate> dates) {
            return add("extra date", dates, extra);
        }

        private Builder add(String what, Collection<LocalDate> dates, Set<LocalDate> to) {
            Set<LocalDate> all = new TreeSet<>(to);
            dates.forEach(given -> all.add(date(what, given)));
            Require.size(what + "s", all, 0, MAX_DATES);
            to.addAll(all);
            return this;
        }

        Builder days(List<MonthDays> days, List<Weekday> week) {
            Require.size("days of the month", days, 0, 1_000).forEach(day -> daysOfMonth(day.first(), day.last()));
            Require.size("weekdays", week, 0, 1_000).forEach(this::add);
            return this;
        }

        /**
         * The days.
         *
         * @return the days
         * @throws InvalidInputException if parts contradict each other or no day that exists is named
         */
        public RecurringDays build() {
            return new RecurringDays(this);
        }
    }
}
