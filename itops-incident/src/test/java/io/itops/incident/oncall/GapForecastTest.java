package io.itops.incident.oncall;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GapForecastTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final LocalDateTime ANCHOR = LocalDateTime.of(2026, 11, 23, 0, 0);
    private static final Window WEEK = hours(0, 168);

    private static Window hours(int from, int until) {
        return new Window(MONDAY.plus(ofHours(from)), MONDAY.plus(ofHours(until)));
    }

    private static OnCallSchedule.Builder daily(Participant... people) {
        Rotation rotation = new Rotation(List.of(people), TurnUnit.DAY, List.of(1), ANCHOR, Counting.CALENDAR);
        return OnCallSchedule.builder("s", "UTC").layer(Layer.of("top", rotation));
    }

    private static Participant person(String id) {
        return Participant.of(id);
    }

    @Test
    void whatNobodyCoversIsUnwanted() {
        OnCallSchedule schedule = daily(person("ann"))
                .vacation(new Vacation("v", "ann", hours(30, 40), Vacation.Cover.NOBODY))
                .override(ScheduleOverride.remove("r", hours(50, 51), "ann"))
                .build();
        GapForecast forecast = GapForecast.of(schedule, WEEK);
        assertThat(forecast.unwanted()).containsExactly(hours(30, 40), hours(50, 51));
        assertThat(forecast.wanted()).isEmpty();
        assertThat(forecast.next()).contains(hours(30, 40));
        assertThat(forecast.complete()).isTrue();
        assertThat(GapForecast.of(schedule, hours(35, 45)).unwanted())
                .as("cut at the ends of the window")
                .containsExactly(hours(35, 40));
    }

    @Test
    void aTurnOfNobodyIsWantedUnlessAnotherLayerHasSomebodysTurn() {
        OnCallSchedule alone = daily(person("ann"), Participant.NOBODY).build();
        assertThat(GapForecast.of(alone, hours(0, 96)).wanted()).containsExactly(hours(24, 48), hours(72, 96));
        assertThat(GapForecast.of(alone, hours(0, 96)).unwanted()).isEmpty();
        OnCallSchedule backed = daily(person("ann"), Participant.NOBODY)
                .layer(Layer.of("below", Rotation.daily(ANCHOR, List.of("bob"))))
                .vacation(new Vacation("v", "bob", hours(30, 32), Vacation.Cover.NOBODY))
                .build();
        assertThat(GapForecast.of(backed, hours(0, 96)).unwanted())
                .as("bob should have been there")
                .containsExactly(hours(30, 32));
        OnCallSchedule temporary = daily(person("ann"), Participant.NOBODY)
                .temporary(new TemporarySchedule("t", hours(40, 44), List.of()))
                .build();
        assertThat(GapForecast.of(temporary, hours(24, 48)).unwanted()).containsExactly(hours(40, 44));
        assertThat(GapForecast.of(temporary, hours(24, 48)).wanted()).containsExactly(hours(24, 40), hours(44, 48));
    }

    @Test
    void whatIsAcceptedOrOutsideCoverageHoursIsWanted() {
        WeeklyHours office = WeeklyHours.on(List.of(DayOfWeek.values()), LocalTime.of(8, 0), LocalTime.of(18, 0));
        OnCallSchedule schedule = OnCallSchedule.builder("s", "UTC")
                .layer(Layer.of("office", Rotation.daily(ANCHOR, List.of("ann")))
                        .during(WeeklyHours.on(List.of(DayOfWeek.values()), LocalTime.of(9, 0), LocalTime.of(18, 0))))
                .coverageHours(office)
                .acceptedGap(new AcceptedGap("a", hours(32, 33), "the building is closed"))
                .build();
        GapForecast forecast = GapForecast.of(schedule, hours(0, 72));
        assertThat(forecast.unwanted()).containsExactly(hours(8, 9), hours(56, 57));
        assertThat(forecast.wanted()).containsExactly(hours(0, 8), hours(18, 33), hours(42, 56), hours(66, 72));
    }

    @Test
    void moreGapsThanAreListedAreCountedAsIncomplete() {
        OnCallSchedule schedule = OnCallSchedule.builder("s", "UTC")
                .layer(Layer.of("half", Rotation.hourly(ANCHOR, List.of("ann")))
                        .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(18, 0))))
                .build();
        GapForecast forecast = GapForecast.of(schedule, new Window(MONDAY, MONDAY.plus(ofDays(366 * 3))));
        assertThat(forecast.unwanted()).hasSize(GapForecast.MAX_LISTED);
        assertThat(forecast.complete()).isFalse();
        Rotation later = Rotation.daily(ANCHOR.plusYears(1), List.of("ann"));
        assertThat(OnCallSchedule.builder("s", "UTC")
                        .layer(Layer.of("later", later))
                        .build())
                .satisfies(unbegun -> assertThat(GapForecast.of(unbegun, WEEK).unwanted())
                        .as("a schedule before its first turn is one gap")
                        .containsExactly(WEEK));
    }

    /** Not asked before the notice, told once at each, and over gaps never. */
    @Test
    void eachGapIsToldOnceAtEachNotice() {
        GapPolicy policy = new GapPolicy(List.of(ofHours(48), ofHours(4)), List.of());
        List<Window> gaps = List.of(hours(100, 110), hours(120, 130));
        GapWatch watch = new GapWatch("s", List.of());
        GapWatch.Plan early = look(watch, policy, gaps, 10);
        assertThat(early.announced()).isEmpty();
        assertThat(early.due()).isEqualTo(hours(0, 52).end());
        GapWatch.Plan first = look(early.next(), policy, gaps, 52);
        assertThat(first.announced()).containsExactly(hours(100, 110));
        assertThat(first.due()).isEqualTo(hours(0, 72).end());
        assertThat(look(first.next(), policy, gaps, 53).announced())
                .as("told already")
                .isEmpty();
        GapWatch.Plan late = look(first.next(), policy, gaps, 105);
        assertThat(late.begun()).as("late, and lasting").containsExactly(hours(100, 110));
        assertThat(late.announced()).containsExactly(hours(120, 130));
        assertThat(look(late.next(), policy, gaps, 106).begun())
                .as("the same gap, though it is cut at the present")
                .isEmpty();
        assertThat(look(first.next(), policy, gaps, 115).begun()).as("over").isEmpty();
        GapWatch.Plan filled = look(first.next(), policy, List.of(), 60);
        assertThat(filled.closed()).containsExactly(hours(100, 110));
        assertThat(filled.due())
                .as("what comes into sight is not missed")
                .isEqualTo(hours(0, 60 + 168).end());
        GapWatch.Plan moved = look(first.next(), policy, List.of(hours(99, 110)), 60);
        assertThat(moved.announced()).as("another begin is another gap").containsExactly(hours(99, 110));
    }

    private static GapWatch.Plan look(GapWatch watch, GapPolicy policy, List<Window> gaps, int atHour) {
        Window window = new Window(
                hours(0, atHour + 1).end().minus(ofHours(1)),
                MONDAY.plus(ofHours(atHour)).plus(policy.horizon()));
        List<Window> ahead = gaps.stream()
                .map(gap -> gap.intersect(window))
                .flatMap(Optional::stream)
                .toList();
        return watch.look(new GapForecast(window, ahead, List.of(), true), policy);
    }

    @Test
    void badPoliciesAreRefused() {
        assertThatThrownBy(() -> new GapPolicy(List.of(ofHours(1), ofHours(2)), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("notice of a gap must be shorter than the one before it");
        assertThatThrownBy(() -> new GapPolicy(List.of(Duration.ofSeconds(1)), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one minute");
        assertThatThrownBy(() ->
                        daily(person("ann")).managers(List.of("ann", "ann")).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("manager of a schedule must be given once");
    }
}
