package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.time.BusinessCalendar;
import io.itops.core.time.OpenHours;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateCardTest {
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

    private static RateCard shop(String zone) {
        return RateCard.builder(ZoneId.of(zone), 60)
                .band(WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 30)), 600)
                .band(WeeklyHours.on(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.MIDNIGHT), 6)
                .build();
    }

    private static Window from(String start, Duration length) {
        return Window.of(Instant.parse(start), length);
    }

    @Test
    void eachPartOfAnOutageIsChargedAtTheRateOfItsTime() {
        // Monday 17:00 to 18:00: half an hour at 600 and half at 60
        assertThat(shop("UTC").cost(from("2026-11-23T17:00:00Z", Duration.ofHours(1))))
                .isCloseTo(330, within(1e-9));
        // Saturday 21:00 to Sunday 01:00: 60 + 2 x 6 + 60
        assertThat(shop("UTC").cost(from("2026-11-28T21:00:00Z", Duration.ofHours(4))))
                .isCloseTo(132, within(1e-9));
        // the same hour in Berlin is 18:00
        assertThat(shop("Europe/Berlin").cost(from("2026-11-23T17:00:00Z", Duration.ofHours(1))))
                .isCloseTo(60, within(1e-9));
    }

    @Test
    void aBandGoesOnOverMidnightAndTheEndOfTheWeek() {
        RateCard card = RateCard.builder(ZoneId.of("UTC"), 1)
                .band(
                        WeeklyHours.between(
                                DayOfWeek.SUNDAY, LocalTime.of(22, 0), DayOfWeek.MONDAY, LocalTime.of(6, 0)),
                        100)
                .build();
        // Sunday 21:00 to Monday 07:00
        assertThat(card.cost(from("2026-11-29T21:00:00Z", Duration.ofHours(10))))
                .isCloseTo(802, within(1e-9));
        assertThat(card.cost(from("2026-11-30T21:00:00Z", Duration.ofHours(10))))
                .as("no other night")
                .isCloseTo(10, within(1e-9));
    }

    /** On 2026-03-29 Berlin skips 02:00 to 03:00, on 2026-10-25 it has that hour twice. */
    @Test
    void anHourThatIsSkippedIsNotChargedAndOneThatOccursTwiceIsChargedTwice() {
        RateCard nights = RateCard.builder(ZoneId.of("Europe/Berlin"), 0)
                .band(WeeklyHours.daily(LocalTime.of(1, 0), LocalTime.of(4, 0)), 100)
                .build();
        assertThat(nights.cost(from("2026-03-28T12:00:00Z", Duration.ofDays(1))))
                .isCloseTo(200, within(1e-9));
        assertThat(nights.cost(from("2026-10-24T12:00:00Z", Duration.ofDays(1))))
                .isCloseTo(400, within(1e-9));
    }

    /** What the simulation charges by minutes of the week is what a calendar in UTC charges. */
    @Property(tries = 200)
    void theShortWayOfTheSimulationIsTheLongOne(
            @ForAll @LongRange(min = 0, max = 10_079) long minute,
            @ForAll @LongRange(min = 1, max = 3_000_000) long seconds) {
        RateCard card = shop("UTC");
        double exact = card.cost(Window.of(MONDAY.plusSeconds(60 * minute), Duration.ofSeconds(seconds)));
        assertThat(card.costFrom((double) minute / WeeklyRates.WEEK, seconds))
                .isCloseTo(exact, within(1e-6 * (1 + exact)));
    }

    @Property(tries = 50)
    void anOutageCostsAsMuchAsItsParts(
            @ForAll @LongRange(min = 0, max = 31_536_000) long start,
            @ForAll @LongRange(min = 1, max = 1_000_000) long first,
            @ForAll @LongRange(min = 1, max = 1_000_000) long second) {
        RateCard card = shop("America/New_York");
        Window before = Window.of(MONDAY.plusSeconds(start), Duration.ofSeconds(first));
        Window after = Window.of(before.end(), Duration.ofSeconds(second));
        double whole = card.cost(new Window(before.start(), after.end()));
        assertThat(card.cost(before) + card.cost(after)).isCloseTo(whole, within(1e-6 * (1 + whole)));
    }

    @Test
    void bandsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> RateCard.builder(ZoneId.of("UTC"), 1)
                        .band(WeeklyHours.weekdays(LocalTime.of(22, 0), LocalTime.of(6, 0, 30)), 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("end of the band must be a whole minute, but was 06:00:30");
        assertThatThrownBy(() -> RateCard.flat(Double.NaN))
                .hasMessage("rate of an hour must be 0.0 to 1.0E12, but was NaN");
    }

    private static BusinessCalendar office() {
        return BusinessCalendar.in(ZoneId.of("Europe/Berlin"))
                .open(LocalTime.of(9, 0), LocalTime.of(17, 0), WORKDAYS.toArray(DayOfWeek[]::new))
                .closed(LocalDate.of(2026, 12, 25))
                .hours(LocalDate.of(2026, 12, 24), new OpenHours(LocalTime.of(9, 0), LocalTime.of(12, 0)))
                .build();
    }

    private static final Window YEAR =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    @Test
    void holidaysAndHalfDaysCostWhatTheCalendarHas() {
        RateCard card = RateCard.of(office(), 600, 60, YEAR);

        // Wednesday the 23rd, 16:00 to 18:00 in Berlin
        assertThat(card.cost(from("2026-12-23T15:00:00Z", Duration.ofHours(2)))).isCloseTo(660, within(1e-9));
        // the 24th from 11:00 to 13:00, of which an hour is open; the 25th is closed
        assertThat(card.cost(from("2026-12-24T10:00:00Z", Duration.ofHours(2)))).isCloseTo(660, within(1e-9));
        assertThat(card.cost(from("2026-12-25T10:00:00Z", Duration.ofHours(2)))).isCloseTo(120, within(1e-9));
        assertThatThrownBy(() -> RateCard.of(office(), 600, 60, from("2026-12-25T10:00:00Z", Duration.ofHours(2))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("year must last at least a day");
    }

    /** An outage of a simulation costs what one at its instant of the year does, and goes on where the year begins again. */
    @Test
    void aSimulatedOutageCostsWhatOneOfThatYearDoes() {
        RateCard card = RateCard.of(office(), 600, 60, YEAR);
        Draws draws = new Draws(3);
        double length = YEAR.duration().getSeconds();
        for (int i = 0; i < 300; i++) {
            long start = (long) (draws.uniform() * length);
            long seconds = 1 + (long) (draws.uniform() * draws.uniform() * length);
            Instant begin = YEAR.start().plusSeconds(start);
            double exact = begin.plusSeconds(seconds).isAfter(YEAR.end())
                    ? card.cost(new Window(begin, YEAR.end()))
                            + card.cost(Window.of(
                                    YEAR.start(),
                                    Duration.ofSeconds(seconds
                                            - Duration.between(begin, YEAR.end())
                                                    .getSeconds())))
                    : card.cost(Window.of(begin, Duration.ofSeconds(seconds)));
            assertThat(card.costFrom(start / length, seconds)).isCloseTo(exact, within(1e-4 * (1 + exact)));
        }
        double year = card.cost(YEAR);
        assertThat(card.costFrom(0.4, 3 * length)).isCloseTo(3 * year, within(1e-6 * year));
    }

    @Test
    void peopleWhoSleepArePaidForTheHoursThatTheyWork() {
        PeopleCost cost = new PeopleCost(2, 50, 10).working(8);

        assertThat(cost.of(3_600)).isEqualTo(110);
        assertThat(cost.of(30 * 3_600)).isEqualTo(10 + 2 * 50 * (8 + 6));
        assertThat(cost.of(47 * 3_600)).isEqualTo(10 + 2 * 50 * 16);
        assertThat(new PeopleCost(2, 50, 10).of(47 * 3_600)).isEqualTo(10 + 2 * 50 * 47);
        assertThatThrownBy(() -> cost.working(25)).isInstanceOf(InvalidInputException.class);
    }
}
