package io.itops.core.time;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.record.CanonicalJson;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final RecurringDays DAILY =
            RecurringDays.daily(LocalDate.of(2000, 1, 1)).build();

    private static Window window(String start, String end) {
        return new Window(Instant.parse(start), Instant.parse(end));
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text);
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayOnWhichItStarts() {
        Recurrence nights = Recurrence.of(
                        RecurringDays.weekly(LocalDate.of(2026, 1, 1))
                                .on(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY)
                                .build(),
                        ZoneId.of("Europe/Berlin"))
                .from(LocalTime.of(22, 0))
                .until(LocalTime.of(6, 0));
        boolean active = nights.isActive(Instant.parse("2026-11-29T04:30:00Z"));
        assertThat(active).isTrue();
        assertThat(nights.windows(window("2026-11-26T00:00:00Z", "2026-12-01T00:00:00Z"))
                        .asList())
                .containsExactly(
                        window("2026-11-27T21:00:00Z", "2026-11-28T05:00:00Z"),
                        window("2026-11-28T21:00:00Z", "2026-11-29T05:00:00Z"));
        assertThat(nights.isActive(Instant.parse("2026-11-28T05:00:00Z"))).isFalse();
        assertThat(nights.isActive(Instant.parse("2026-11-27T21:00:00Z"))).isTrue();
        assertThat(nights.next(Instant.parse("2026-11-27T21:00:00.000001Z")))
                .contains(window("2026-11-28T21:00:00Z", "2026-11-29T05:00:00Z"));
        assertThat(nights.toRRule()).isEqualTo("FREQ=WEEKLY;BYDAY=FR,SA");
    }

    @Test
    void aWindowLastsOverDays() {
        Recurrence weekends = Recurrence.of(
                        RecurringDays.weekly(LocalDate.of(2026, 1, 1))
                                .on(FRIDAY)
                                .build(),
                        BERLIN)
                .from(time("18:00"))
                .until(3, time("08:00"));
        assertThat(weekends.next(Instant.parse("2026-11-24T00:00:00Z")))
                .contains(window("2026-11-27T17:00:00Z", "2026-11-30T07:00:00Z"));
        assertThat(weekends.isActive(Instant.parse("2026-11-30T06:59:59Z"))).isTrue();
        assertThat(weekends.isActive(Instant.parse("2026-11-30T07:00:00Z"))).isFalse();
    }

    @Test
    void equalTimesAreADayByTheClock() {
        Recurrence days = Recurrence.of(DAILY, NEW_YORK).from(time("09:00")).until(time("09:00"));
        // 23 hours: the clocks go forward in the night
        assertThat(days.next(Instant.parse("2026-03-07T14:00:00Z")))
                .contains(window("2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z"));
        Window year = window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        assertThat(days.windows(year)).isEqualTo(Windows.of(year));
        // the same length instead: an hour of overlap in spring, an hour without cover in autumn
        Recurrence hours = days.lasting(Duration.ofHours(24));
        assertThat(hours.windows(year).complement(year).asList())
                .containsExactly(window("2026-11-01T13:00:00Z", "2026-11-01T14:00:00Z"));
    }

    @Test
    void endsMeanWhatTheirPolicySaysWhereClocksJump() {
        Recurrence early = Recurrence.of(DAILY, NEW_YORK).from(time("01:30")).until(time("02:30"));
        Instant spring = Instant.parse("2026-03-08T05:00:00Z");
        Instant autumn = Instant.parse("2026-11-01T04:00:00Z");
        assertThat(early.next(spring)).contains(window("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"));
        assertThat(early.dst(DstPolicy.START_FIRST).next(spring))
                .contains(window("2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"));
        assertThat(early.next(autumn)).contains(window("2026-11-01T05:30:00Z", "2026-11-01T07:30:00Z"));
        Recurrence first = early.until(time("01:45"));
        assertThat(first.next(autumn)).contains(window("2026-11-01T05:30:00Z", "2026-11-01T05:45:00Z"));
        assertThat(first.dst(DstPolicy.START_FIRST, DstPolicy.END_LAST).next(autumn))
                .contains(window("2026-11-01T05:30:00Z", "2026-11-01T06:45:00Z"));
        // in a gap, where the end comes before the start, there is no window
        Recurrence lost = early.from(time("02:30")).until(time("03:00"));
        assertThat(lost.windows(Window.of(spring, Duration.ofHours(12))).isEmpty())
                .isTrue();
    }

    @Test
    void clocksCanBeAskedInstead() {
        Recurrence shown = Recurrence.of(DAILY, NEW_YORK).from(time("01:30")).showingUntil(time("02:15"));
        assertThat(shown.windows(window("2026-11-01T04:00:00Z", "2026-11-01T12:00:00Z"))
                        .asList())
                .containsExactly(
                        window("2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z"),
                        window("2026-11-01T06:30:00Z", "2026-11-01T07:15:00Z"));
        assertThat(shown.next(Instant.parse("2026-11-01T05:30:00.1Z")))
                .contains(window("2026-11-01T06:30:00Z", "2026-11-01T07:15:00Z"));
        assertThat(shown.windows(window("2026-03-08T05:00:00Z", "2026-03-08T12:00:00Z"))
                        .asList())
                .containsExactly(window("2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"));
        Recurrence skipped = shown.from(time("02:00")).showingUntil(time("03:00"));
        assertThat(skipped.windows(window("2026-03-08T05:00:00Z", "2026-03-08T12:00:00Z"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void adjacentHoursByTheClockCutAllTimeInEveryZone() {
        Random random = new Random(3);
        for (String id : Zones.ids()) {
            ZoneId zone = ZoneId.of(id);
            LocalTime cut = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime other = LocalTime.of(random.nextInt(24), random.nextInt(60));
            if (cut.equals(other)) {
                continue;
            }
            // spring and autumn of both halves of the earth, and the day that Samoa left out
            Window two = Window.of(Instant.parse("2011-10-01T00:00:00Z"), Duration.ofDays(200));
            Windows one =
                    Recurrence.of(DAILY, zone).from(cut).showingUntil(other).windows(two);
            Windows rest =
                    Recurrence.of(DAILY, zone).from(other).showingUntil(cut).windows(two);
            assertThat(one.intersect(rest).isEmpty()).as(id).isTrue();
            assertThat(one.union(rest)).as(id).isEqualTo(Windows.of(two));
        }
    }

    @Test
    void aSkippedDayHasNoWindowOfItsOwn() {
        // Apia left out 2011-12-30
        Recurrence days = Recurrence.of(DAILY, ZoneId.of("Pacific/Apia"));
        Window around = window("2011-12-28T10:00:00Z", "2012-01-02T10:00:00Z");
        assertThat(days.windows(around)).isEqualTo(Windows.of(around));
        assertThat(days.dst(DstPolicy.START_FIRST).next(Instant.parse("2011-12-30T09:00:00Z")))
                .contains(window("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
    }

    /** The fields of a mute time interval of Alertmanager, and whether it is active, as its documentation says. */
    private static boolean muted(LocalDateTime local) {
        int fromEnd = local.getDayOfMonth() - local.toLocalDate().lengthOfMonth() - 1;
        boolean time = local.getHour() >= 22 || local.getHour() < 3;
        boolean day =
                local.getDayOfWeek() == SATURDAY || local.getDayOfWeek() == SUNDAY || local.getDayOfWeek() == MONDAY;
        boolean month = local.getMonthValue() >= 3 && local.getMonthValue() <= 11;
        boolean year = local.getYear() == 2024 || local.getYear() == 2026 || local.getYear() == 2027;
        boolean ofMonth = local.getDayOfMonth() <= 10 || fromEnd >= -7;
        return time && day && month && year && ofMonth;
    }

    @Test
    void muteTimeIntervalsAreUnionsOfRecurrences() {
        Windows active = Windows.none();
        Window all = window("2024-01-01T00:00:00Z", "2028-01-01T00:00:00Z");
        for (List<Integer> years : List.of(List.of(2024, 2024), List.of(2026, 2027))) {
            RecurringDays.Builder days = RecurringDays.daily(LocalDate.of(years.get(0), 1, 1))
                    .until(LocalDate.of(years.get(1), 12, 31))
                    .on(SATURDAY, SUNDAY, MONDAY)
                    .daysOfMonth(1, 10)
                    .daysOfMonth(-7, -1);
            for (int month = 3; month <= 11; month++) {
                days.in(Month.of(month));
            }
            Recurrence rule = Recurrence.of(days.build(), BERLIN);
            active = active.union(
                            rule.from(time("22:00")).showingUntil(time("00:00")).windows(all))
                    .union(rule.from(time("00:00")).showingUntil(time("03:00")).windows(all));
        }
        int muted = 0;
        for (Instant at = all.start(); at.isBefore(all.end()); at = at.plusSeconds(3_600)) {
            boolean expected = muted(LocalDateTime.ofInstant(at, BERLIN));
            assertThat(active.contains(at)).as("%s", at).isEqualTo(expected);
            muted += expected ? 1 : 0;
        }
        assertThat(muted).isGreaterThan(500);
    }

    @Test
    void pointAndIntervalAnswersAgree() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            ZoneId zone = random.nextBoolean() ? NEW_YORK : ZoneId.of("Australia/Lord_Howe");
            Recurrence.Starting start = Recurrence.of(
                            RecurringDays.weekly(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(200)))
                                    .every(1 + random.nextInt(3))
                                    .on(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)))
                                    .build(),
                            zone)
                    .from(LocalTime.of(random.nextInt(24), 0));
            Recurrence rule = switch (random.nextInt(3)) {
                case 0 -> start.until(random.nextInt(9) + 1, LocalTime.of(random.nextInt(24), 30));
                case 1 -> start.lasting(Duration.ofMinutes(1 + random.nextInt(20_000)));
                default -> start.showingUntil(LocalTime.of(random.nextInt(24), 30));
            };
            Instant middle = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(30_000_000));
            Window around = new Window(middle.minusSeconds(3_000_000), middle.plusSeconds(3_000_000));
            Windows windows = rule.windows(around);
            for (int k = 0; k < 50; k++) {
                Instant at = around.start().plusSeconds(random.nextInt(6_000_000));
                assertThat(rule.isActive(at)).as("%s at %s", rule, at).isEqualTo(windows.contains(at));
            }
            for (Window window : windows.asList()) {
                if (window.start().isAfter(around.start())) {
                    assertThat(rule.isActive(window.start())).isTrue();
                    assertThat(rule.isActive(window.start().minusNanos(1_000))).isFalse();
                    assertThat(rule.next(window.start()).orElseThrow().start()).isEqualTo(window.start());
                }
                if (window.end().isBefore(around.end())) {
                    assertThat(rule.isActive(window.end())).isFalse();
                    assertThat(rule.isActive(window.end().minusNanos(1_000))).isTrue();
                }
            }
        }
    }

    @Test
    void thousandsOfYearsAwayAnAnswerCostsTheSame() {
        Recurrence rule = Recurrence.of(
                        RecurringDays.daily(LocalDate.of(2, 1, 1)).every(3).build(), BERLIN)
                .from(time("10:00"))
                .until(time("11:00"));
        // by steps from the first date each of these would take half a million
        for (int i = 0; i < 5_000; i++) {
            assertThat(rule.next(Instant.parse("8000-01-01T00:00:00Z").plusSeconds(i * 3_600L)))
                    .isPresent();
        }
    }

    @Test
    void whatHasNoLimitIsLimited() {
        Recurrence hourly = Recurrence.of(DAILY, BERLIN).from(time("10:00")).until(time("11:00"));
        assertThatThrownBy(() -> hourly.windows(window("2000-01-01T00:00:00Z", "9000-01-01T00:00:00Z")))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageStartingWith("recurring windows must be at most 1000000");
        assertThatThrownBy(() -> hourly.until(0, time("09:00")))
                .hasMessageContaining("end must come after the start 10:00 or on a later day");
        assertThat(hourly.isActive(Instant.parse("9999-12-31T23:59:59.999999Z")))
                .isFalse();
        assertThat(hourly.isActive(Instant.parse("0001-01-01T00:00:00Z"))).isFalse();
        assertThat(hourly.next(Instant.parse("9999-12-31T00:00:00Z"))).isEmpty();
    }

    @Test
    void everyExtentIsStored() {
        Recurrence.Starting rule = Recurrence.of(DAILY, BERLIN).from(time("10:30"));
        for (Recurrence one : List.of(
                rule.until(2, time("11:00")).dst(DstPolicy.START_FIRST, DstPolicy.END_LAST),
                rule.lasting(Duration.ofHours(5)),
                rule.showingUntil(time("06:00")))) {
            String text = CanonicalJson.write(Recurrence.CODEC.write(one));
            assertThat(Recurrence.CODEC.read(CanonicalJson.read(text))).isEqualTo(one);
            assertThatThrownBy(() ->
                            Recurrence.CODEC.read(CanonicalJson.read(text.replace("Europe/Berlin", "Europe/Atlantis"))))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("zone must be one of the tz database");
        }
        String lasting = CanonicalJson.write(Recurrence.CODEC.write(rule.lasting(Duration.ofHours(5))));
        assertThatThrownBy(() -> Recurrence.CODEC.read(CanonicalJson.read(lasting.replace("LASTING", "UNTIL"))))
                .hasMessageContaining("extent must have the parts of its kind");
    }

    /** A freeze of eight hours stays one of eight hours: whoever gives another start must say the end with it. */
    @Test
    void anotherStartNeedsAnEndOfItsOwn() {
        Recurrence office = Recurrence.of(DAILY, BERLIN).from(time("09:00")).until(time("17:00"));
        Recurrence later = office.from(time("10:00")).until(time("17:00"));
        assertThat(later.next(Instant.parse("2026-06-01T00:00:00Z"))
                        .orElseThrow()
                        .duration())
                .isEqualTo(Duration.ofHours(7));
        assertThat(office.lasting(Duration.ofHours(8)).next(Instant.parse("2026-06-01T00:00:00Z")))
                .as("another end keeps the start")
                .isEqualTo(office.next(Instant.parse("2026-06-01T00:00:00Z")));
    }

    @Test
    void whatARuleCannotSayIsRefused() {
        Recurrence office = Recurrence.of(DAILY, BERLIN).from(time("09:00")).until(time("17:00"));
        assertThat(office.toRRule()).isEqualTo("FREQ=DAILY");
        assertThatThrownBy(() -> office.dst(DstPolicy.START_FIRST).toRRule())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("recurrence as an RRULE must mean by its times what RFC 5545 does");
        assertThatThrownBy(() -> office.dst(DstPolicy.JAVA_AND_RFC5545, DstPolicy.END_LAST)
                        .toRRule())
                .isInstanceOf(InvalidInputException.class);
        assertThat(office.lasting(Duration.ofHours(8))
                        .dst(DstPolicy.JAVA_AND_RFC5545, DstPolicy.END_LAST)
                        .toRRule())
                .as("a length has no end that a policy could mean")
                .isEqualTo("FREQ=DAILY");
        assertThatThrownBy(() -> office.showingUntil(time("17:00")).toRRule())
                .hasMessageStartingWith("recurrence as an RRULE must not go by what the clocks show");
        RecurringDays holed = RecurringDays.daily(LocalDate.of(2026, 1, 1))
                .except(LocalDate.of(2026, 1, 2))
                .build();
        assertThatThrownBy(() -> Recurrence.of(holed, BERLIN).toRRule())
                .hasMessageStartingWith("recurrence as an RRULE must have no days left out or added");
    }
}
