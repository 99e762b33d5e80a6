package io.itops.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FairnessTest {
    private static final PersonCalendar UTC = PersonCalendar.in(ZoneId.of("UTC"));

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static Window window(String start, String end) {
        return new Window(at(start), at(end));
    }

    private static OnCallSchedule weekly(String... people) {
        return OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 9, 0), List.of(people))))
                .build();
    }

    private static Fairness fairness(
            OnCallSchedule schedule, Window window, Map<String, PersonCalendar> people, PageRecord... pages) {
        return Fairness.of(List.of(schedule), window, people, List.of(pages), BurdenWeights.STANDARD);
    }

    @Test
    void aWeekHasSevenNightsAndAWeekend() {
        Fairness fairness = fairness(
                weekly("ann", "bob"),
                window("2026-01-05T09:00:00Z", "2026-01-19T09:00:00Z"),
                Map.of(
                        "ann",
                        UTC,
                        "bob",
                        PersonCalendar.builder(ZoneId.of("UTC"))
                                .holidays(List.of(LocalDate.of(2026, 1, 14), LocalDate.of(2026, 2, 1)))
                                .build()));
        Load ann = fairness.loads().get("ann");
        assertThat(ann.onCall()).isEqualTo(Duration.ofHours(168));
        assertThat(ann.nights()).isEqualTo(7);
        assertThat(ann.nightTime()).isEqualTo(Duration.ofHours(63));
        assertThat(ann.weekends()).isEqualTo(1);
        assertThat(ann.weekendTime()).isEqualTo(Duration.ofHours(48));
        assertThat(ann.longestStretch()).isEqualTo(Duration.ofHours(168));
        assertThat(ann.burden()).isEqualTo(168 + 63 + 24);
        Load bob = fairness.loads().get("bob");
        assertThat(bob.holidays()).isEqualTo(1);
        assertThat(bob.burden()).isEqualTo(168 + 63 + 24 + 24);
        assertThat(fairness.least()).isEqualTo(255);
        assertThat(fairness.greatest()).isEqualTo(279);
        assertThat(fairness.gini()).isCloseTo(24.0 / (2 * (255 + 279)), within(1e-12));
        assertThat(fairness.spread()).isCloseTo(12, within(1e-9));
    }

    @Test
    void nightsAreThoseWhereThePersonLives() {
        OnCallSchedule day = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("days", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("tomo")))
                        .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0))))
                .build();
        Load load = fairness(
                        day,
                        window("2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"),
                        Map.of("tomo", PersonCalendar.in(ZoneId.of("Asia/Tokyo"))))
                .loads()
                .get("tomo");
        assertThat(load.nightTime()).as("from 18:00 to 02:00 in Tokyo").isEqualTo(Duration.ofHours(4));
        assertThat(load.nights()).isEqualTo(1);
    }

    @Test
    void pagesWithinAnHourInterruptSleepOnce() {
        Load load = fairness(
                        weekly("ann"),
                        window("2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z"),
                        Map.of("ann", UTC),
                        page("2026-01-06T02:00:00Z"),
                        page("2026-01-06T03:30:00Z"),
                        page("2026-01-06T02:40:00Z"),
                        page("2026-01-06T12:00:00Z"),
                        page("2026-01-06T18:00:00Z"),
                        page("2026-01-10T12:00:00Z"),
                        page("2027-01-01T00:00:00Z"),
                        new PageRecord(at("2026-01-06T12:00:00Z"), "zoe"))
                .loads()
                .get("ann");
        assertThat(load.pages()).isEqualTo(6);
        assertThat(load.outOfHoursPages()).isEqualTo(5);
        assertThat(load.sleepInterruptions())
                .as("02:00 and 02:40 are one, 03:30 comes more than an hour after 02:00")
                .isEqualTo(2);
        assertThat(load.burden()).isEqualTo(168 + 63 + 24 + 6 + 5 + 8);
    }

    private static PageRecord page(String at) {
        return new PageRecord(at(at), "ann");
    }

    @Test
    void aStretchGoesOnUntilThereIsARestOfElevenHours() {
        OnCallSchedule hours = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("days", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann")))
                        .during(WeeklyHours.on(List.of(DayOfWeek.MONDAY), LocalTime.of(0, 0), LocalTime.of(4, 0))
                                .or(WeeklyHours.on(List.of(DayOfWeek.MONDAY), LocalTime.of(14, 0), LocalTime.of(20, 0)))
                                .or(WeeklyHours.on(
                                        List.of(DayOfWeek.TUESDAY), LocalTime.of(7, 0), LocalTime.of(10, 0)))))
                .build();
        assertThat(fairness(hours, window("2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"), Map.of("ann", UTC))
                        .loads()
                        .get("ann")
                        .longestStretch())
                .as("ten hours are no rest, eleven are")
                .isEqualTo(Duration.ofHours(20));
    }

    private static OnCallSchedule nobodys() {
        Rotation nobody = Rotation.builder(TurnUnit.WEEK, LocalDateTime.of(2026, 1, 5, 0, 0))
                .nobody()
                .build();
        return OnCallSchedule.builder("none", "UTC")
                .layer(Layer.of("none", nobody))
                .build();
    }

    @Test
    void whoIsNeverOnCallCountsAndWhoseCalendarIsMissingIsRefused() {
        Window week = window("2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z");
        Fairness one = fairness(weekly("ann"), week, Map.of("ann", UTC, "bob", UTC));
        assertThat(one.gini()).isEqualTo(0.5);
        assertThat(one.least()).isZero();
        assertThat(fairness(nobodys(), week, Map.of("ann", UTC)).gini()).isZero();
        assertThatThrownBy(() -> fairness(weekly("ann"), week, Map.of("bob", UTC)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("people must hold everybody who is on call, but was \"ann\"");
        assertThatThrownBy(() -> fairness(weekly("ann"), week, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("people must have 1 to 10000 elements");
    }

    /** Ann has all weekends: her turns are Friday to Monday. */
    private static OnCallSchedule unfair() {
        return OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of(
                        "uneven",
                        Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2026, 1, 5, 9, 0))
                                .people("bob", "cat", "ann")
                                .lengths(List.of(2, 2, 3))
                                .build()))
                .vacation(Vacation.of("v", "cat", window("2026-02-01T00:00:00Z", "2026-02-03T00:00:00Z")))
                .build();
    }

    @Test
    void suggestionsLowerTheSpreadStepByStepAndHoldWhenTheyAreCarriedOut() {
        Window window = window("2026-01-05T09:00:00Z", "2026-03-30T09:00:00Z");
        Map<String, PersonCalendar> people = new TreeMap<>(Map.of("ann", UTC, "bob", UTC, "cat", UTC));
        OnCallSchedule schedule = unfair();
        Fairness before = fairness(schedule, window, people);
        List<SwapSuggestion> suggestions = before.rebalance("primary", 20, Duration.ZERO);
        assertThat(suggestions)
                .isNotEmpty()
                .isEqualTo(fairness(unfair(), window, people).rebalance("primary", 20, Duration.ZERO));
        double spread = before.spread();
        for (int i = 0; i < suggestions.size(); i++) {
            SwapSuggestion suggestion = suggestions.get(i);
            assertThat(suggestion.spreadBefore()).isCloseTo(spread, within(1e-6));
            assertThat(suggestion.spreadAfter()).isLessThan(suggestion.spreadBefore());
            schedule =
                    schedule.toBuilder().override(suggestion.override("s" + i)).build();
            spread = fairness(schedule, window, people).spread();
            assertThat(spread).isCloseTo(suggestion.spreadAfter(), within(1e-6));
        }
        assertThat(spread).isLessThan(before.spread() / 10);
        assertThat(OnCall.shifts(schedule, at("2026-02-01T00:00:00Z"), at("2026-02-03T00:00:00Z")))
                .extracting(Shift::person)
                .as("nobody is given a shift in a vacation")
                .doesNotContain("cat");
    }

    @Test
    void whereAllBearTheSameNothingIsSuggested() {
        Window window = window("2026-01-05T09:00:00Z", "2026-01-19T09:00:00Z");
        Fairness fair = fairness(weekly("ann", "bob"), window, Map.of("ann", UTC, "bob", UTC));
        assertThat(fair.rebalance("primary", 10)).isEmpty();
        assertThatThrownBy(() -> fair.rebalance("secondary", 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("schedule must be one of those that were looked at, [primary], but was \"secondary\"");
    }

    private static OnCallSchedule weekly(String id, List<String> people) {
        return OnCallSchedule.builder(id, "UTC")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 9, 0), people)))
                .build();
    }

    /** Naive variant: a look at one schedule alone gives the week to bob in which bob is on call for another one. */
    @Test
    void nobodyIsGivenAShiftInATimeInWhichAnotherScheduleHasThePerson() {
        OnCallSchedule web = weekly("web", List.of("ann", "ann", "ann", "ann", "ann", "bob"));
        OnCallSchedule database = weekly("database", List.of("bob", "dan", "dan", "dan", "dan", "dan"));
        Window window = window("2026-01-05T09:00:00Z", "2026-02-16T09:00:00Z");
        Map<String, PersonCalendar> people = Map.of("ann", UTC, "bob", UTC, "dan", UTC, "eve", UTC);
        Fairness both = Fairness.of(List.of(web, database), window, people, List.of(), BurdenWeights.STANDARD);
        Fairness alone = Fairness.of(List.of(web), window, people, List.of(), BurdenWeights.STANDARD);
        Window taken = window("2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z");
        assertThat(alone.rebalance("web", 10, Duration.ZERO))
                .anyMatch(naive -> naive.given().window().equals(taken));
        List<SwapSuggestion> suggestions = both.rebalance("web", 10, Duration.ZERO);
        assertThat(suggestions).isNotEmpty().allSatisfy(suggestion -> {
            assertThat(suggestion.given().window().overlaps(taken)).isFalse();
            assertThat(suggestion.to())
                    .as("eve and dan take no part in the rotation")
                    .isEqualTo("bob");
        });
        for (SwapSuggestion suggestion : suggestions) {
            web = web.toBuilder().override(suggestion.override("s")).build();
            Fairness after = Fairness.of(List.of(web, database), window, people, List.of(), BurdenWeights.STANDARD);
            assertThat(after.spread()).isCloseTo(suggestion.spreadAfter(), within(1e-6));
            break;
        }
    }

    @Test
    void aRestIsLeftBetweenShiftsAlsoToThoseThatReachBeyondTheWindow() {
        OnCallSchedule web = weekly("web", List.of("ann", "ann", "ann", "ann", "ann", "bob")).toBuilder()
                .override(ScheduleOverride.add("x", window("2026-01-01T00:00:00Z", "2026-01-06T00:00:00Z"), "bob"))
                .build();
        Window window = window("2026-01-05T09:00:00Z", "2026-02-16T09:00:00Z");
        Fairness fairness =
                Fairness.of(List.of(web), window, Map.of("ann", UTC, "bob", UTC), List.of(), BurdenWeights.STANDARD);
        List<SwapSuggestion> rested = fairness.rebalance("web", 10);
        assertThat(rested)
                .isNotEmpty()
                .allSatisfy(suggestion -> assertThat(suggestion.given().window())
                        .as("not the first week, of which bob has a part, nor the one before his own")
                        .isIn(
                                window("2026-01-12T09:00:00Z", "2026-01-19T09:00:00Z"),
                                window("2026-01-19T09:00:00Z", "2026-01-26T09:00:00Z"),
                                window("2026-01-26T09:00:00Z", "2026-02-02T09:00:00Z")));
        List<Window> given =
                rested.stream().map(suggestion -> suggestion.given().window()).toList();
        assertThat(given)
                .allSatisfy(one ->
                        assertThat(given).noneMatch(other -> other.start().equals(one.end())));
    }

    /** The hour that comes twice, and a night that ends in it: the night is the longer one, for time and for pages. */
    @Test
    void aNightIsTheSameForTimeAndForPages() {
        OnCallSchedule always = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("always", Rotation.weekly(LocalDateTime.of(2026, 10, 5, 0, 0), List.of("ann"))))
                .build();
        PersonCalendar york = PersonCalendar.builder(ZoneId.of("America/New_York"))
                .night(LocalTime.of(22, 0), LocalTime.of(1, 30))
                .build();
        Load load = fairness(
                        always,
                        window("2026-11-01T04:00:00Z", "2026-11-01T08:00:00Z"),
                        Map.of("ann", york),
                        page("2026-11-01T06:10:00Z"))
                .loads()
                .get("ann");
        assertThat(load.nightTime()).isEqualTo(Duration.ofMinutes(150));
        assertThat(load.sleepInterruptions()).isEqualTo(1);
        assertThat(fairness(
                                always,
                                window("2026-11-01T04:00:00Z", "2026-11-01T08:00:00Z"),
                                Map.of("ann", york),
                                page("2026-11-01T06:40:00Z"))
                        .loads()
                        .get("ann")
                        .sleepInterruptions())
                .isZero();
    }

    @Test
    void pagesThatComeAllNightAreManyInterruptions() {
        List<PageRecord> pages = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pages.add(new PageRecord(at("2026-01-06T22:00:00Z").plus(Duration.ofMinutes(50L * i)), "ann"));
        }
        Load load = fairness(
                        weekly("ann"),
                        window("2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z"),
                        Map.of("ann", UTC),
                        pages.toArray(PageRecord[]::new))
                .loads()
                .get("ann");
        assertThat(load.sleepInterruptions()).as("each second page").isEqualTo(5);
    }

    @Test
    void aShortGapIsSeenInTheShareAndTheLastDigitOfABurdenDecidesNothing() {
        Instant begin = at("2026-01-05T09:00:00Z");
        OnCallSchedule gap = weekly("ann").toBuilder()
                .override(ScheduleOverride.remove(
                        "r",
                        new Window(begin.plusSeconds(60), begin.plusSeconds(60).plusNanos(1_000)),
                        "ann"))
                .build();
        Coverage coverage = Coverage.of(List.of(gap), new Window(begin, begin.plus(Duration.ofDays(366 * 400))));
        assertThat(coverage.kind()).isEqualTo(Coverage.Kind.GAPS);
        assertThat(coverage.share()).isLessThan(1);
        CoverageComparison comparison = CoverageComparison.of(
                List.of(
                        option("one", Sourcing.OWN_TEAM, weekly("ann"), "100", "ann"),
                        option("other", Sourcing.OWN_TEAM, weekly("ann"), "100", "ann")),
                window("2026-01-05T09:00:00Z", "2026-03-02T09:00:00Z"),
                BurdenWeights.STANDARD);
        CoverageComparison.Row row = comparison.rows().get(1);
        CoverageComparison.Row noisy = new CoverageComparison.Row(
                row.option(),
                row.sourcing(),
                row.coverage(),
                row.fairness(),
                row.nights(),
                Math.nextUp(row.burden()),
                row.cost());
        assertThat(new CoverageComparison(
                                comparison.window(), List.of(comparison.rows().get(0), noisy))
                        .efficient())
                .hasSize(2);
    }

    @Test
    void optionsAreComparedByCoverageNightsBurdenAndCost() {
        Window window = window("2026-01-05T00:00:00Z", "2026-03-02T00:00:00Z");
        CoverageOption own = option("own team", Sourcing.OWN_TEAM, weekly("ann", "bob"), "100", "ann", "bob");
        OnCallSchedule office = OnCallSchedule.builder("office", "UTC")
                .layer(Layer.of("days", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann", "bob")))
                        .during(WeeklyHours.daily(LocalTime.of(8, 0), LocalTime.of(20, 0))))
                .build();
        OnCallSchedule partner = OnCallSchedule.builder("partner", "UTC")
                .layer(Layer.of("days", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("pia")))
                        .during(WeeklyHours.daily(LocalTime.of(20, 0), LocalTime.of(8, 0))))
                .build();
        CoverageOption hours = option("office hours", Sourcing.OWN_TEAM, office, "100", "ann", "bob");
        CoverageOption sun = CoverageOption.builder("partner", Sourcing.FOLLOW_THE_SUN)
                .schedules(List.of(office, partner))
                .person("ann", UTC, amount("100"))
                .person("bob", UTC, amount("100"))
                .person("pia", PersonCalendar.in(ZoneId.of("Asia/Tokyo")), amount("50.5"))
                .fixedCost(amount("1000"))
                .build();
        CoverageOption dear = CoverageOption.builder("dear partner", Sourcing.FOLLOW_THE_SUN)
                .schedules(sun.schedules())
                .person("ann", UTC, amount("100"))
                .person("bob", UTC, amount("100"))
                .person("pia", PersonCalendar.in(ZoneId.of("Asia/Tokyo")), amount("60"))
                .fixedCost(amount("1000"))
                .build();
        CoverageComparison comparison =
                CoverageComparison.of(List.of(own, hours, sun, dear), window, BurdenWeights.STANDARD);
        List<CoverageComparison.Row> rows = comparison.rows();
        assertThat(rows.get(0).coverage().uncovered()).isEqualTo(Duration.ofHours(9));
        assertThat(rows.get(0).cost()).isEqualByComparingTo("133500.00");
        assertThat(rows.get(1).coverage().uncovered()).isEqualTo(Duration.ofHours(12 * 56));
        assertThat(rows.get(1).nights()).isZero();
        assertThat(rows.get(2).coverage().kind()).isEqualTo(Coverage.Kind.COVERED);
        assertThat(rows.get(2).nights())
                .as("20:00 to 08:00 UTC is 05:00 to 17:00 in Tokyo")
                .isEqualTo(56);
        assertThat(rows.get(2).cost()).isEqualByComparingTo("102136.00");
        assertThat(rows.get(2).burden()).isLessThan(rows.get(0).burden());
        assertThat(comparison.efficient())
                .extracting(CoverageComparison.Row::option)
                .containsExactly("office hours", "partner");
        assertThatThrownBy(() -> CoverageComparison.of(List.of(own, own), window, BurdenWeights.STANDARD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("option name must be given once, but was \"own team\"");
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount);
    }

    private static CoverageOption option(
            String name, Sourcing sourcing, OnCallSchedule schedule, String cost, String... people) {
        CoverageOption.Builder option = CoverageOption.builder(name, sourcing).schedules(List.of(schedule));
        new ArrayList<>(List.of(people)).forEach(person -> option.person(person, UTC, amount(cost)));
        return option.build();
    }
}
