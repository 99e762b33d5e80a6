package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final DayOfWeek[] WEEKDAYS = {
        DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY
    };

    private static BusinessCalendar.Builder nineToFive(String zone) {
        return BusinessCalendar.in(ZoneId.of(zone)).open(LocalTime.of(9, 0), LocalTime.of(17, 0), WEEKDAYS);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void anOfficeHasHolidaysAndHalfDays() {
        BusinessCalendar office = BusinessCalendar.in(ZoneId.of("America/New_York"))
                .open(
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0),
                        DayOfWeek.MONDAY,
                        DayOfWeek.TUESDAY,
                        DayOfWeek.WEDNESDAY,
                        DayOfWeek.THURSDAY,
                        DayOfWeek.FRIDAY)
                .closed(RecurringDays.yearly(LocalDate.of(2000, 1, 1))
                        .in(Month.NOVEMBER)
                        .on(4, DayOfWeek.THURSDAY)
                        .build())
                .closed(LocalDate.of(2026, 12, 25))
                .hours(LocalDate.of(2026, 12, 24), new OpenHours(LocalTime.of(9, 0), LocalTime.of(12, 0)))
                .build();
        Instant done = office.plus(Instant.parse("2026-11-25T21:00:00Z"), Duration.ofHours(2));
        assertThat(done).isEqualTo(at("2026-11-27T15:00:00Z"));
        assertThat(office.workingTime(at("2026-12-21T00:00:00Z"), at("2026-12-28T00:00:00Z")))
                .isEqualTo(Duration.ofHours(3 * 8 + 3));
        assertThat(office.isOpen(at("2026-12-24T16:59:59.999999Z"))).isTrue();
        assertThat(office.isOpen(at("2026-12-24T17:00:00Z"))).isFalse();
        assertThat(office.isOpen(at("2026-11-26T16:00:00Z"))).isFalse();
    }

    @Test
    void theLastWordAboutADateHolds() {
        LocalDate saturday = LocalDate.of(2026, 12, 5);
        BusinessCalendar.Builder builder =
                nineToFive("UTC").hours(saturday, new OpenHours(LocalTime.of(10, 0), LocalTime.of(14, 0)));
        Instant noon = at("2026-12-05T12:00:00Z");
        assertThat(builder.build().isOpen(noon)).isTrue();
        builder.closed(RecurringDays.weekly(saturday).build());
        assertThat(builder.build().isOpen(noon)).isFalse();
        builder.hours(saturday, OpenHours.ALL_DAY);
        assertThat(builder.build().isOpen(noon)).isTrue();
        assertThat(builder.build().isOpen(noon.plus(Duration.ofDays(7)))).isFalse();
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        BusinessCalendar nights = BusinessCalendar.in(ZoneId.of("Europe/Berlin"))
                .open(LocalTime.of(22, 0), LocalTime.of(6, 0), DayOfWeek.values())
                .closed(LocalDate.of(2026, 12, 25))
                .build();
        Window days = new Window(at("2026-12-24T12:00:00Z"), at("2026-12-27T12:00:00Z"));
        assertThat(nights.open(days).asList())
                .containsExactly(
                        new Window(at("2026-12-24T21:00:00Z"), at("2026-12-25T05:00:00Z")),
                        new Window(at("2026-12-26T21:00:00Z"), at("2026-12-27T05:00:00Z")));
        assertThat(nights.workingTime(days.start(), days.end())).isEqualTo(Duration.ofHours(16));
    }

    @Test
    void workingTimeIsExactWhereClocksJump() {
        BusinessCalendar nights = BusinessCalendar.in(ZoneId.of("America/New_York"))
                .open(LocalTime.of(22, 0), LocalTime.of(6, 0), DayOfWeek.SATURDAY)
                .build();
        assertThat(nights.workingTime(at("2026-03-07T12:00:00Z"), at("2026-03-08T18:00:00Z")))
                .isEqualTo(Duration.ofHours(7));
        assertThat(nights.workingTime(at("2026-10-31T12:00:00Z"), at("2026-11-01T18:00:00Z")))
                .isEqualTo(Duration.ofHours(9));
        assertThat(nights.plus(at("2026-10-31T12:00:00Z"), Duration.ofHours(5))).isEqualTo(at("2026-11-01T07:00:00Z"));
        // 01:30 to 02:00 is shown twice
        BusinessCalendar early = BusinessCalendar.in(ZoneId.of("America/New_York"))
                .open(LocalTime.of(1, 30), LocalTime.of(2, 0), DayOfWeek.SUNDAY)
                .build();
        assertThat(early.open(new Window(at("2026-11-01T00:00:00Z"), at("2026-11-02T00:00:00Z")))
                        .asList())
                .containsExactly(
                        new Window(at("2026-11-01T05:30:00Z"), at("2026-11-01T06:00:00Z")),
                        new Window(at("2026-11-01T06:30:00Z"), at("2026-11-01T07:00:00Z")));
    }

    @Test
    void aroundTheClockWorkingTimeIsTime() {
        Instant from = at("2026-03-08T05:00:00.123456Z");
        assertThat(BusinessCalendar.always().plus(from, Duration.ofDays(400)))
                .isEqualTo(from.plus(Duration.ofDays(400)));
        assertThat(BusinessCalendar.always().workingTime(at("0001-01-01T00:00:00Z"), at("9999-12-31T00:00:00Z")))
                .isEqualTo(Duration.between(at("0001-01-01T00:00:00Z"), at("9999-12-31T00:00:00Z")));
    }

    @Test
    void theAnswerIsTheFirstInstantByWhichTheTimeHasPassed() {
        BusinessCalendar office = nineToFive("UTC").build();
        Instant friday = at("2026-11-27T16:00:00Z");
        // an hour is over when the office closes, not when it opens again
        assertThat(office.plus(friday, Duration.ofHours(1))).isEqualTo(at("2026-11-27T17:00:00Z"));
        assertThat(office.plus(friday, Duration.ofHours(1).plusNanos(1_000)))
                .isEqualTo(at("2026-11-30T09:00:00.000001Z"));
        assertThat(office.plus(at("2026-11-28T00:00:00Z"), Duration.ZERO)).isEqualTo(at("2026-11-28T00:00:00Z"));
    }

    @Test
    void whatNeverComesIsRefused() {
        BusinessCalendar once = BusinessCalendar.in(ZoneId.of("UTC"))
                .hours(LocalDate.of(2026, 12, 1), OpenHours.ALL_DAY)
                .build();
        Instant from = at("2026-11-30T00:00:00Z");
        assertThat(once.plus(from, Duration.ofHours(24))).isEqualTo(at("2026-12-02T00:00:00Z"));
        assertThatThrownBy(() -> once.plus(from, Duration.ofHours(25)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("working time must pass before 2036-11-30T00:00:00Z, but was PT25H");
        assertThat(once.reach(from, Duration.ofHours(1), at("2026-12-01T00:59:59Z")))
                .isEqualTo(Optional.empty());
        assertThat(once.reach(from, Duration.ofHours(1), at("2026-12-01T01:00:00Z")))
                .contains(at("2026-12-01T01:00:00Z"));
        assertThatThrownBy(() -> once.workingTime(from, from.minusSeconds(1)))
                .hasMessageContaining("to must not be before 2026-11-30T00:00:00Z");
        assertThatThrownBy(() -> BusinessCalendar.in(ZoneId.of("UTC"))
                        .closed(LocalDate.of(2026, 12, 1))
                        .build())
                .hasMessage("business calendar must be open at some time, but was \"never\"");
        assertThatThrownBy(() -> once.plus(from, Duration.ofSeconds(-1))).hasMessageContaining("not be negative");
    }

    @Test
    void calendarsAreCombinedAcrossZones() {
        BusinessCalendar london = nineToFive("Europe/London").build();
        BusinessCalendar newYork = nineToFive("America/New_York").build();
        Window day = new Window(at("2026-03-10T00:00:00Z"), at("2026-03-11T00:00:00Z"));
        // in these weeks New York is four hours behind London, not five
        assertThat(london.and(newYork).open(day).asList())
                .containsExactly(new Window(at("2026-03-10T13:00:00Z"), at("2026-03-10T17:00:00Z")));
        assertThat(london.or(newYork).open(day).asList())
                .containsExactly(new Window(at("2026-03-10T09:00:00Z"), at("2026-03-10T21:00:00Z")));
        assertThat(london.or(newYork).plus(at("2026-03-10T00:00:00Z"), Duration.ofHours(12 * 5)))
                .isEqualTo(at("2026-03-16T21:00:00Z"));
        assertThat(london.or(newYork).isOpen(at("2026-03-10T20:00:00Z"))).isTrue();
        assertThat(london.and(newYork).isOpen(at("2026-03-10T20:00:00Z"))).isFalse();
        assertThat(london.or(newYork))
                .isEqualTo(nineToFive("Europe/London").build().or(newYork));
    }

    /** However many are put together, they stay one list, and there is a limit to it. */
    @Test
    void manyCalendarsAreOneListWithALimit() {
        BusinessCalendar all = calendar(0);
        for (int i = 1; i < 199; i++) {
            all = all.or(calendar(i));
        }
        BusinessCalendar many = all;
        assertThat(many.isOpen(Instant.parse("2026-11-24T23:30:00Z"))).isTrue();
        assertThat(many.and(calendar(0)).isOpen(Instant.parse("2026-11-24T23:30:00Z")))
                .isFalse();
        assertThatThrownBy(() -> many.or(calendar(0)).or(calendar(1)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageStartingWith("calendars put together must be at most 200");
        assertThat(calendar(1).or(calendar(2)).or(calendar(3)))
                .isEqualTo(calendar(1).or(calendar(2).or(calendar(3))));
    }

    private static BusinessCalendar calendar(int number) {
        LocalTime start = LocalTime.of(number % 24, 0);
        return BusinessCalendar.in(ZoneId.of("UTC"))
                .open(start, start.plusMinutes(59), DayOfWeek.values())
                .build();
    }
}
