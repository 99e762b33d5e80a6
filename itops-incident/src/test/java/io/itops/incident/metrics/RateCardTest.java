package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
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
                .band(WORKDAYS, LocalTime.of(9, 0), LocalTime.of(17, 30), 600)
                .band(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.MIDNIGHT, 6)
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

    /** On 2026-03-29 Berlin skips 02:00 to 03:00, on 2026-10-25 it has that hour twice. */
    @Test
    void anHourThatIsSkippedIsNotChargedAndOneThatOccursTwiceIsChargedTwice() {
        RateCard nights = RateCard.builder(ZoneId.of("Europe/Berlin"), 0)
                .band(EnumSet.allOf(DayOfWeek.class), LocalTime.of(1, 0), LocalTime.of(4, 0), 100)
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
        assertThat(card.cost((double) minute, seconds)).isCloseTo(exact, within(1e-6 * (1 + exact)));
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
                        .band(WORKDAYS, LocalTime.of(22, 0), LocalTime.of(6, 0), 2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("end of the band must be after its start 22:00, but was 06:00");
        assertThatThrownBy(() -> RateCard.flat(Double.NaN))
                .hasMessage("rate of an hour must be 0.0 to 1.0E12, but was NaN");
    }
}
