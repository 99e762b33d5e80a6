package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class ZonedHoursProperties {
    @Provide
    Arbitrary<ZonedHours> hours() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, 47).map(half -> LocalTime.of(half / 2, half % 2 * 30));
        Arbitrary<Set<DayOfWeek>> days =
                Arbitraries.of(DayOfWeek.values()).set().ofMinSize(1).map(EnumSet::copyOf);
        Arbitrary<ZoneId> zones = Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "America/Havana",
                        "Pacific/Apia",
                        "Africa/Casablanca",
                        "Asia/Kathmandu")
                .map(ZoneId::of);
        Arbitrary<WeeklyHours> same = Combinators.combine(days, times, times).as(WeeklyHours::on);
        Arbitrary<WeeklyHours> span = Combinators.combine(
                        Arbitraries.of(DayOfWeek.values()), times, Arbitraries.of(DayOfWeek.values()), times)
                .as(WeeklyHours::between);
        Arbitrary<WeeklyHours> one = Arbitraries.oneOf(same, span);
        Arbitrary<WeeklyHours> hours =
                Arbitraries.oneOf(one, Combinators.combine(one, one).as(WeeklyHours::or));
        return Combinators.combine(hours, zones).as(ZonedHours::new);
    }

    /** The three questions and the windows give one answer, minute by minute around any instant of 2011, the year of Apia's lost day. */
    @Property(tries = 150)
    void pointsAndWindowsAgree(@ForAll("hours") ZonedHours hours, @ForAll @LongRange(max = 365L * 48) long half) {
        Instant start = Instant.parse("2011-01-01T00:00:00Z").plus(Duration.ofMinutes(30 * half));
        Window window = Window.of(start, Duration.ofDays(19));
        var set = hours.within(window);
        for (Instant at = start; at.isBefore(window.end()); at = at.plus(Duration.ofMinutes(197))) {
            boolean inside = hours.contains(at);
            assertThat(set.contains(at)).as("%s in %s", at, hours).isEqualTo(inside);
            var next = hours.next(at);
            if (next.isPresent()) {
                assertThat(hours.contains(next.get())).isTrue();
                assertThat(next.get().equals(at)).isEqualTo(inside);
                if (next.get().isBefore(window.end())) {
                    assertThat(set.next(at)).isEqualTo(next);
                }
            }
            var end = hours.nextOutside(at);
            if (end.isPresent()) {
                assertThat(hours.contains(end.get())).isFalse();
                assertThat(end.get().equals(at)).isEqualTo(!inside);
                if (end.get().isAfter(at) && end.get().isBefore(window.end())) {
                    assertThat(set.at(at).orElseThrow().end()).isEqualTo(end.get());
                }
            }
        }
    }
}
