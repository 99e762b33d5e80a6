package io.itops.core.time;

import io.itops.core.time.RecurringDays.Frequency;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which days a recurrence rule names, from its first date on and without an end: a period that counts, and filters that all hold. */
final class DayRule {
    private final Frequency frequency;
    private final int interval;
    private final DayOfWeek weekStart;
    private final LocalDate from;
    private final List<MonthDays> daysOfMonth;
    private final List<Weekday> weekdays;
    /** Bit 1 for January. */
    private final int months;
    /** Whether the n-th weekday is that of a year. */
    private final boolean ofYear;

    DayRule(
            Frequency frequency,
            int interval,
            DayOfWeek weekStart,
            LocalDate from,
            Collection<Month> months,
            List<MonthDays> daysOfMonth,
            List<Weekday> weekdays) {
        this.frequency = frequency;
        this.interval = interval;
        this.weekStart = weekStart;
        this.from = from;
        this.daysOfMonth = daysOfMonth;
        this.weekdays = weekdays;
        this.months = months.isEmpty()
                ? 0b1_1111_1111_1110
                : months.stream().mapToInt(month -> 1 << month.getValue()).sum();
        this.ofYear = frequency == Frequency.YEARLY && months.isEmpty();
    }

    boolean names(LocalDate date) {
        return !date.isBefore(from) && period(date) % interval == 0 && meets(date);
    }

    /** Jumps over periods that do not count and months that hold no day; only within a month it goes day by day. */
    @Nullable
    LocalDate next(LocalDate date, LocalDate end) {
        LocalDate day = date.isBefore(from) ? from : date;
        while (!day.isAfter(end)) {
            long past = period(day) % interval;
            if (past != 0) {
                day = startOfPeriod(day, interval - past);
            } else if ((months >> day.getMonthValue() & 1) == 0) {
                day = day.with(TemporalAdjusters.firstDayOfNextMonth());
            } else if (meets(day)) {
                return day;
            } else {
                day = day.plusDays(1);
            }
        }
        return null;
    }

    /** How many periods the one of a date, which is not before the first, lies after the first. */
    private long period(LocalDate date) {
        return switch (frequency) {
            case DAILY -> date.toEpochDay() - from.toEpochDay();
            case WEEKLY -> (startOfWeek(date).toEpochDay() - startOfWeek(from).toEpochDay()) / 7;
            case MONTHLY -> date.getLong(ChronoField.PROLEPTIC_MONTH) - from.getLong(ChronoField.PROLEPTIC_MONTH);
            case YEARLY -> (long) date.getYear() - from.getYear();
        };
    }

    private LocalDate startOfPeriod(LocalDate date, long later) {
        return switch (frequency) {
            case DAILY -> date.plusDays(later);
            case WEEKLY -> startOfWeek(date).plusWeeks(later);
            case MONTHLY -> date.withDayOfMonth(1).plusMonths(later);
            case YEARLY -> LocalDate.ofYearDay(date.getYear(), 1).plusYears(later);
        };
    }

    private LocalDate startOfWeek(LocalDate date) {
        return date.minusDays(Math.floorMod(date.getDayOfWeek().getValue() - weekStart.getValue(), 7));
    }

    private boolean meets(LocalDate date) {
        return (months >> date.getMonthValue() & 1) == 1 && meetsMonthDays(date) && meetsWeekdays(date);
    }

    private boolean meetsMonthDays(LocalDate date) {
        for (MonthDays days : daysOfMonth) {
            if (days.contains(date.getDayOfMonth(), date.lengthOfMonth())) {
                return true;
            }
        }
        return daysOfMonth.isEmpty();
    }

    private boolean meetsWeekdays(LocalDate date) {
        for (Weekday weekday : weekdays) {
            if (weekday.day() == date.getDayOfWeek() && meetsOrdinal(weekday.ordinal(), date)) {
                return true;
            }
        }
        return weekdays.isEmpty();
    }

    private boolean meetsOrdinal(int ordinal, LocalDate date) {
        if (ordinal == 0) {
            return true;
        }
        int day = ofYear ? date.getDayOfYear() : date.getDayOfMonth();
        int length = ofYear ? date.lengthOfYear() : date.lengthOfMonth();
        return ordinal > 0 ? (day - 1) / 7 + 1 == ordinal : (length - day) / 7 + 1 == -ordinal;
    }
}
