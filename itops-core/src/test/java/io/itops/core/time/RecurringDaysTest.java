package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.record.CanonicalJson;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecurringDaysTest {
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

    private static List<LocalDate> first(int count, RecurringDays days) {
        List<LocalDate> found = new ArrayList<>();
        Optional<LocalDate> day = days.next(days.from());
        while (found.size() < count && day.isPresent()) {
            found.add(day.get());
            day = days.next(day.get().plusDays(1));
        }
        return found;
    }

    private static List<LocalDate> dates(String... texts) {
        return List.of(texts).stream().map(LocalDate::parse).toList();
    }

    @Test
    void patchTuesdayIsTheSecondTuesdayOfEachMonth() {
        RecurringDays patchTuesday = RecurringDays.monthly(LocalDate.of(2026, 1, 1))
                .on(2, DayOfWeek.TUESDAY)
                .build();
        LocalDate next = patchTuesday.next(LocalDate.of(2026, 11, 24)).orElseThrow();
        String rule = patchTuesday.toRRule();
        assertThat(next).isEqualTo(LocalDate.of(2026, 12, 8));
        assertThat(rule).isEqualTo("FREQ=MONTHLY;BYDAY=2TU");
    }

    @Test
    void aThirtyFirstAndALeapDayThatDoNotExistAreLeftOut() {
        assertThat(first(4, RecurringDays.monthly(LocalDate.of(2026, 1, 31)).build()))
                .isEqualTo(dates("2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"));
        assertThat(first(3, RecurringDays.yearly(LocalDate.of(2096, 2, 29)).build()))
                .isEqualTo(dates("2096-02-29", "2104-02-29", "2108-02-29"));
    }

    @Test
    void daysCountFromTheEndOfTheMonthToo() {
        assertThat(first(3, RecurringDays.monthly(NEW_YEAR).daysOfMonth(-1).build()))
                .isEqualTo(dates("2026-01-31", "2026-02-28", "2026-03-31"));
        assertThat(first(
                        3,
                        RecurringDays.monthly(NEW_YEAR).on(-1, DayOfWeek.FRIDAY).build()))
                .isEqualTo(dates("2026-01-30", "2026-02-27", "2026-03-27"));
        RecurringDays range =
                RecurringDays.monthly(NEW_YEAR).daysOfMonth(27, -2).build();
        assertThat(first(6, range))
                .isEqualTo(dates("2026-01-27", "2026-01-28", "2026-01-29", "2026-01-30", "2026-02-27", "2026-03-27"));
        assertThatThrownBy(range::toRRule)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("days of the month of an RRULE must be counted from one end of the month, but was \"27 to"
                        + " -2\"");
    }

    @Test
    void weeksBeginOnTheirDayWhereOnlySomeCount() {
        // the example of RFC 5545 for WKST
        LocalDate tuesday = LocalDate.of(1997, 8, 5);
        RecurringDays.Builder everyOther =
                RecurringDays.weekly(tuesday).every(2).count(4).on(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY);
        assertThat(first(9, everyOther.build()))
                .isEqualTo(dates("1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"));
        RecurringDays sunday = everyOther.weekStart(DayOfWeek.SUNDAY).build();
        assertThat(first(9, sunday)).isEqualTo(dates("1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"));
        assertThat(sunday.toRRule()).isEqualTo("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU");
    }

    @Test
    void aWeekOfTwoMonthsIsCutWhereTheMonthEnds() {
        RecurringDays days = RecurringDays.weekly(LocalDate.of(2026, 4, 27))
                .in(Month.APRIL)
                .on(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
                .build();
        assertThat(first(3, days)).isEqualTo(dates("2026-04-27", "2027-04-02", "2027-04-05"));
    }

    @Test
    void ordinalsCountInTheYearOnlyWithoutMonths() {
        assertThat(first(
                        2,
                        RecurringDays.yearly(LocalDate.of(1997, 5, 19))
                                .on(20, DayOfWeek.MONDAY)
                                .build()))
                .isEqualTo(dates("1997-05-19", "1998-05-18"));
        assertThat(first(
                        2,
                        RecurringDays.yearly(NEW_YEAR)
                                .in(Month.NOVEMBER)
                                .on(4, DayOfWeek.THURSDAY)
                                .build()))
                .isEqualTo(dates("2026-11-26", "2027-11-25"));
        assertThatThrownBy(() -> RecurringDays.yearly(NEW_YEAR)
                        .in(Month.MAY)
                        .on(20, DayOfWeek.MONDAY)
                        .build())
                .hasMessageContaining("weekday ordinal must be -5 to 5 in a month");
        assertThatThrownBy(() ->
                        RecurringDays.weekly(NEW_YEAR).on(1, DayOfWeek.MONDAY).build())
                .hasMessageContaining("weekday ordinal must be 0 where a period is a day or a week");
    }

    @Test
    void excludedDatesWinOverExtraOnesAndCountAsNamed() {
        RecurringDays days = RecurringDays.daily(NEW_YEAR)
                .count(3)
                .except(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 2, 2))
                .extra(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 2), LocalDate.of(2025, 12, 24))
                .build();
        assertThat(days.between(LocalDate.of(2025, 1, 1), LocalDate.of(2027, 1, 1)))
                .isEqualTo(dates("2025-12-24", "2026-01-01", "2026-01-03", "2026-02-01"));
        assertThat(days.contains(LocalDate.of(2026, 2, 2))).isFalse();
        assertThat(days.contains(LocalDate.of(2026, 1, 4))).isFalse();
        assertThat(days.count()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void daysThatNeverComeAreRefused() {
        assertThatThrownBy(() -> RecurringDays.yearly(NEW_YEAR)
                        .in(Month.FEBRUARY)
                        .daysOfMonth(30)
                        .build())
                .hasMessage("recurrence must name at least one day that exists, but was"
                        + " \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\"");
        assertThatThrownBy(() -> RecurringDays.daily(NEW_YEAR)
                        .until(LocalDate.of(2025, 12, 31))
                        .build())
                .hasMessageContaining("recurrence end must not be before 2026-01-01");
        assertThatThrownBy(() ->
                        RecurringDays.daily(NEW_YEAR).count(1).until(NEW_YEAR).build())
                .hasMessageContaining("recurrence must have an end or a count, not both");
        assertThatThrownBy(() -> RecurringDays.weekly(NEW_YEAR).daysOfMonth(1).build())
                .hasMessageContaining("days of the month must not be given where a period is a week");
        assertThatThrownBy(() -> RecurringDays.daily(LocalDate.MAX))
                .hasMessageContaining("recurrence start must lie in the years 2 to 9997");
        assertThatThrownBy(() -> new MonthDays(5, 3)).hasMessageContaining("must not be before the first, 5");
    }

    @Test
    void aLongSpanOfDaysIsLimited() {
        RecurringDays daily = RecurringDays.daily(LocalDate.of(1000, 1, 1)).build();
        assertThatThrownBy(() -> daily.between(LocalDate.of(1000, 1, 1), LocalDate.of(9000, 1, 1)))
                .isInstanceOf(LimitExceededException.class);
        assertThat(daily.between(NEW_YEAR, NEW_YEAR)).isEmpty();
        assertThat(daily.next(LocalDate.MAX)).isEmpty();
    }

    @Test
    void allPartsAreStored() {
        RecurringDays days = RecurringDays.monthly(NEW_YEAR)
                .every(3)
                .weekStart(DayOfWeek.SUNDAY)
                .until(LocalDate.of(2030, 6, 1))
                .in(Month.JANUARY, Month.APRIL)
                .daysOfMonth(1, 7)
                .daysOfMonth(-1)
                .on(DayOfWeek.SATURDAY)
                .on(-1, DayOfWeek.FRIDAY)
                .except(LocalDate.of(2027, 1, 2))
                .extra(LocalDate.of(2027, 5, 5))
                .build();
        String text = CanonicalJson.write(RecurringDays.CODEC.write(days));
        assertThat(RecurringDays.CODEC.read(CanonicalJson.read(text)))
                .isEqualTo(days)
                .hasSameHashCodeAs(days);
        assertThatThrownBy(() -> RecurringDays.CODEC.read(CanonicalJson.read(text.replace("2030-06-01", "2030-06-31"))))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("be a date such as 2026-11-24");
        RecurringDays yearly = RecurringDays.yearly(NEW_YEAR).build();
        assertThat(RecurringDays.CODEC.read(RecurringDays.CODEC.write(yearly))).isEqualTo(yearly);
    }

    @Test
    void aSingleDateNeverRecurs() {
        assertThat(first(9, RecurringDays.only(NEW_YEAR))).containsExactly(NEW_YEAR);
    }
}
