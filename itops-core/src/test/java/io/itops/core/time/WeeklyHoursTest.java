package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.record.CanonicalJson;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeeklyHoursTest {
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime FIVE = LocalTime.of(17, 0);
    private static final WeeklyHours OFFICE = WeeklyHours.weekdays(NINE, FIVE);
    private static final WeeklyHours WEEKEND = WeeklyHours.between(DayOfWeek.FRIDAY, FIVE, DayOfWeek.MONDAY, NINE);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Window window(String from, String until) {
        return new Window(Instant.parse(from), Instant.parse(until));
    }

    private static void refused(String message, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void hoursAreTheUnionOfTheirStretches() {
        Window week = window("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z");
        assertThat(OFFICE.within(week, UTC).total()).isEqualTo(Duration.ofHours(40));
        assertThat(WEEKEND.within(week, UTC).asList())
                .containsExactly(
                        window("2026-11-23T00:00:00Z", "2026-11-23T09:00:00Z"),
                        window("2026-11-27T17:00:00Z", "2026-11-30T00:00:00Z"));
        assertThat(OFFICE.or(WEEKEND).within(week, UTC).total())
                .as("Friday from nine on to Monday at five is one stretch")
                .isEqualTo(Duration.ofHours(40 + 64));
        assertThat(OFFICE.or(WEEKEND))
                .isEqualTo(WEEKEND.or(OFFICE))
                .isEqualTo(WEEKEND.or(OFFICE).or(OFFICE));
        assertThat(WeeklyHours.NONE.within(week, UTC).isEmpty()).isTrue();
    }

    @Test
    void hoursFollowTheClocksOfTheZoneInWhichTheyAreAskedFor() {
        WeeklyHours nights = WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0));
        // on 2026-10-25 Berlin's clocks go back an hour, on 2026-03-29 forward
        Window autumn = window("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z");
        Window spring = window("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z");
        assertThat(nights.within(autumn, BERLIN).total()).isEqualTo(Duration.ofHours(10));
        assertThat(nights.within(spring, BERLIN).total()).isEqualTo(Duration.ofHours(8));
        assertThat(nights.within(autumn, UTC).total()).isEqualTo(Duration.ofHours(9));
        WeeklyHours skipped = WeeklyHours.daily(LocalTime.of(2, 0), LocalTime.of(3, 0));
        assertThat(skipped.within(spring, BERLIN, DstPolicy.START_FIRST, DstPolicy.START_FIRST)
                        .isEmpty())
                .as("the clocks skip all of it")
                .isTrue();
        assertThat(skipped.within(autumn, BERLIN, DstPolicy.START_FIRST, DstPolicy.END_LAST)
                        .total())
                .as("the hour comes twice")
                .isEqualTo(Duration.ofHours(2));
    }

    /** There was no 2011-12-30 in Samoa: what was to begin on that Friday begins, as java.time has it, a day later. */
    @Test
    void aDayThatAZoneSkipsHasTheHoursOfWhatItsTimesMean() {
        WeeklyHours friday = WeeklyHours.on(List.of(DayOfWeek.FRIDAY), NINE, FIVE);
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant saturday = LocalDate.of(2011, 12, 31).atTime(NINE).atZone(apia).toInstant();
        assertThat(friday.within(window("2011-12-29T00:00:00Z", "2012-01-03T00:00:00Z"), apia)
                        .asList())
                .containsExactly(Window.of(saturday, Duration.ofHours(8)));
    }

    @Test
    void equalTimesLastADayAndOneTimeOfTheWeekToItselfAWeek() {
        Window fortnight = window("2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z");
        WeeklyHours day = WeeklyHours.on(List.of(DayOfWeek.MONDAY), NINE, NINE);
        assertThat(day.within(fortnight, UTC).total()).isEqualTo(Duration.ofDays(2));
        WeeklyHours week = WeeklyHours.between(DayOfWeek.MONDAY, NINE, DayOfWeek.MONDAY, NINE);
        assertThat(week.within(fortnight, UTC).asList()).containsExactly(fortnight);
        assertThat(week.in(UTC).nextOutside(fortnight.start())).isEmpty();
        assertThat(week.stretches().get(0).length()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void theEndsOfTheYearsHaveHoursToo() {
        WeeklyHours nights = WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0));
        Window first = window("0001-01-10T12:00:00Z", "0001-01-11T12:00:00Z");
        assertThat(nights.within(first, UTC).total()).isEqualTo(Duration.ofHours(9));
        Window last = window("9999-12-20T12:00:00Z", "9999-12-21T12:00:00Z");
        assertThat(nights.within(last, UTC).total()).isEqualTo(Duration.ofHours(9));
        assertThat(nights.within(window("9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z"), UTC))
                .isNotNull();
        assertThat(nights.in(ZoneId.of("+14:00")).contains(Instant.parse("9999-12-31T23:59:59Z")))
                .isFalse();
    }

    @Test
    void aBusinessCalendarIsOpenInThem() {
        BusinessCalendar calendar = BusinessCalendar.in(BERLIN)
                .open(OFFICE)
                .open(WEEKEND)
                .closed(LocalDate.of(2026, 11, 28))
                .build();
        Window week = window("2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z");
        assertThat(calendar.workingTime(week.start(), week.end()))
                .as("all but four nights of 16 hours and the Saturday, of which the hours go that lie on it")
                .isEqualTo(Duration.ofHours(7 * 24 - 4 * 16 - 24));
        BusinessCalendar night = BusinessCalendar.in(UTC)
                .open(WeeklyHours.on(List.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)))
                .build();
        assertThat(night.open(week).asList()).containsExactly(window("2026-11-23T22:00:00Z", "2026-11-24T06:00:00Z"));
    }

    @Test
    void hoursAreReadBackAsTheyWereWrittenAndTellThemselves() {
        WeeklyHours all = OFFICE.or(WEEKEND);
        assertThat(WeeklyHours.CODEC.read(WeeklyHours.CODEC.write(all))).isEqualTo(all);
        ZonedHours zoned = all.in(BERLIN);
        assertThat(ZonedHours.CODEC.read(ZonedHours.CODEC.write(zoned))).isEqualTo(zoned);
        assertThat(CanonicalJson.write(WeeklyHours.CODEC.write(WEEKEND)))
                .isEqualTo("[{\"day\":\"FRIDAY\",\"days\":3,\"end\":\"09:00\",\"start\":\"17:00\"}]");
        assertThatThrownBy(() -> WeeklyHours.CODEC.read(
                        CanonicalJson.read("[{\"day\":\"FRIDAY\",\"days\":0,\"end\":\"nine\",\"start\":\"17:00\"}]")))
                .isInstanceOf(FormatException.class);
        assertThat(OFFICE).hasToString("09:00 to 17:00 on Mon, Tue, Wed, Thu, Fri");
        assertThat(OFFICE.in(BERLIN)).hasToString("09:00 to 17:00 Europe/Berlin on Mon, Tue, Wed, Thu, Fri");
        assertThat(WEEKEND).hasToString("17:00 to 09:00 3 days later on Fri");
        assertThat(WeeklyHours.between(DayOfWeek.MONDAY, NINE, DayOfWeek.TUESDAY, FIVE))
                .hasToString("09:00 to 17:00 a day later on Mon");
        assertThat(WeeklyHours.daily(FIVE, NINE).in(UTC)).hasToString("17:00 to 09:00 UTC");
        assertThat(WeeklyHours.NONE).hasToString("never");
    }

    @Test
    void whatIsNoStretchIsRefused() {
        refused(
                "end of weekly hours must be after their start 09:00, but was 08:00",
                () -> new WeeklyHours.Stretch(DayOfWeek.MONDAY, NINE, 0, LocalTime.of(8, 0)));
        refused(
                "weekly hours must last at most a week, but was 10:00",
                () -> new WeeklyHours.Stretch(DayOfWeek.MONDAY, NINE, 7, LocalTime.of(10, 0)));
        refused(
                "days of weekly hours must be 0 to 7, but was 8",
                () -> new WeeklyHours.Stretch(DayOfWeek.MONDAY, NINE, 8, NINE));
        refused(
                "start of weekly hours must be in whole seconds, but was 09:00:00.000000001",
                () -> WeeklyHours.daily(NINE.plusNanos(1), FIVE));
        refused("weekly hours must have at least one stretch, but was never", () -> WeeklyHours.NONE.in(UTC));
        List<WeeklyHours.Stretch> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(new WeeklyHours.Stretch(DayOfWeek.MONDAY, LocalTime.ofSecondOfDay(i), 1, NINE));
        }
        refused("stretches of weekly hours must have 0 to 200 elements, but was 201", () -> new WeeklyHours(many));
    }
}
