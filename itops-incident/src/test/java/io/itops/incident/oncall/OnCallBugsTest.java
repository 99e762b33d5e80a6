package io.itops.incident.oncall;

import static io.itops.incident.oncall.OnCall.onCall;
import static io.itops.incident.oncall.OnCall.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Faults that schedules of other systems were reported for. Each test holds the schedule to what is right, and a naive variant beside it,
 * named in its description, to being wrong.
 */
class OnCallBugsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<String> PEOPLE = List.of("ann", "bob", "cat");

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static Window window(String start, String end) {
        return new Window(at(start), at(end));
    }

    /** From 2026-01-05, a Monday, at 09:00 in Berlin. */
    private static OnCallSchedule.Builder weekly() {
        return OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 9, 0), PEOPLE)));
    }

    /** Hours of a span at which two answers differ. */
    private static List<Instant> differences(
            Instant from, int hours, Function<Instant, List<String>> one, Function<Instant, List<String>> other) {
        return Stream.iterate(from, hour -> hour.plus(1, ChronoUnit.HOURS))
                .limit(hours)
                .filter(hour -> !one.apply(hour).equals(other.apply(hour)))
                .toList();
    }

    /** Naive variant: shifts that start at the local hand-off and last 604,800 seconds. */
    @Test
    void bug01AWeekIsAWeekOfTheCalendarAndNot604800Seconds() {
        OnCallSchedule schedule = weekly().build();
        List<Shift> year = shifts(schedule, at("2026-01-05T08:00:00Z"), at("2027-01-04T08:00:00Z"));
        assertThat(year).hasSize(52);
        for (int i = 1; i < year.size(); i++) {
            assertThat(year.get(i).window().start())
                    .isEqualTo(year.get(i - 1).window().end());
        }
        List<Duration> holes = new ArrayList<>();
        for (int week = 0; week < 51; week++) {
            Instant start = LocalDateTime.of(2026, 1, 5, 9, 0)
                    .plusWeeks(week)
                    .atZone(BERLIN)
                    .toInstant();
            Instant next = LocalDateTime.of(2026, 1, 12, 9, 0)
                    .plusWeeks(week)
                    .atZone(BERLIN)
                    .toInstant();
            Duration hole = Duration.between(start.plusSeconds(604_800), next);
            if (!hole.isZero()) {
                holes.add(hole);
            }
        }
        assertThat(holes)
                .as("an overlap in spring, a gap in autumn")
                .containsExactly(Duration.ofHours(-1), Duration.ofHours(1));
    }

    /** Naive variant: the hand-off is turned into a time of UTC once, when the schedule is made. */
    @Test
    void bug02TheHandOffKeepsItsLocalTimeInSummer() {
        OnCallSchedule schedule = weekly().build();
        assertThat(onCall(schedule, at("2026-07-06T06:59:59Z"))).containsExactly("bob");
        assertThat(onCall(schedule, at("2026-07-06T07:00:00Z"))).containsExactly("cat");
        OnCallSchedule naive = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 8, 0), PEOPLE)))
                .build();
        assertThat(onCall(naive, at("2026-01-12T08:00:00Z"))).isEqualTo(onCall(schedule, at("2026-01-12T08:00:00Z")));
        assertThat(onCall(naive, at("2026-07-06T07:00:00Z")))
                .isNotEqualTo(onCall(schedule, at("2026-07-06T07:00:00Z")));
    }

    /** Naive variant: a person is on call if it is the person's day by the zone or by UTC. */
    @Test
    void bug03ADailyRotationOutsideUtcHasOnePersonAtATime() {
        OnCallSchedule schedule = OnCallSchedule.builder("primary", "Asia/Tokyo")
                .layer(Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann", "bob"))))
                .build();
        Function<Instant, List<String>> naive = instant -> Stream.of("Asia/Tokyo", "UTC")
                .map(zone -> instant.atZone(ZoneId.of(zone)).toLocalDate())
                .map(date -> PEOPLE.get((int) (ChronoUnit.DAYS.between(LocalDate.of(2026, 1, 5), date) % 2)))
                .distinct()
                .toList();
        Instant from = at("2026-01-06T00:00:00Z");
        int both = 0;
        for (int hour = 0; hour < 48; hour++) {
            assertThat(onCall(schedule, from.plus(hour, ChronoUnit.HOURS))).hasSize(1);
            both += naive.apply(from.plus(hour, ChronoUnit.HOURS)).size() - 1;
        }
        assertThat(both).as("hours with both on call").isEqualTo(18);
    }

    /** Naive variant: a view of its own that gives a whole shift to whoever an override names for some of it. */
    @Test
    void bug04ViewsAndPagingAnswerAlikeUnderOverrides() {
        OnCallSchedule schedule = weekly().override(ScheduleOverride.replace(
                        "o", window("2026-01-14T00:00:00Z", "2026-01-15T00:00:00Z"), "bob", "cat"))
                .build();
        Instant from = at("2026-01-10T00:00:00Z");
        List<Shift> view = shifts(schedule, from, at("2026-01-20T00:00:00Z"));
        Function<Instant, List<String>> paging = instant -> onCall(schedule, instant);
        assertThat(differences(from, 240, paging, instant -> holders(view, instant)))
                .isEmpty();
        List<Shift> plain = shifts(weekly().build(), from, at("2026-01-20T00:00:00Z"));
        List<Shift> naive = plain.stream()
                .map(shift ->
                        shift.window().overlaps(schedule.overrides().get(0).window())
                                ? new Shift(shift.window(), "cat", shift.cause())
                                : shift)
                .toList();
        assertThat(differences(from, 240, paging, instant -> holders(naive, instant)))
                .hasSize(144);
    }

    private static List<String> holders(List<Shift> shifts, Instant at) {
        return shifts.stream()
                .filter(shift -> shift.window().contains(at))
                .map(Shift::person)
                .toList();
    }

    /** Naive variant: a replacement is a removal and an addition. */
    @Test
    void bug05AReplacementCoversNoTimeInWhichTheReplacedPersonIsNotOnCall() {
        Window week = window("2026-01-12T00:00:00Z", "2026-01-26T00:00:00Z");
        OnCallSchedule hours = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("hours", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann")))
                        .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0))))
                .build();
        OnCallSchedule replaced = hours.toBuilder()
                .override(ScheduleOverride.replace("o", week, "ann", "bob"))
                .build();
        assertThat(onCall(replaced, at("2026-01-13T10:00:00Z"))).containsExactly("bob");
        assertThat(onCall(replaced, at("2026-01-13T20:00:00Z"))).isEmpty();
        OnCallSchedule naive = hours.toBuilder()
                .override(ScheduleOverride.remove("o1", week, "ann"))
                .override(ScheduleOverride.add("o2", week, "bob"))
                .build();
        assertThat(onCall(naive, at("2026-01-13T20:00:00Z"))).containsExactly("bob");
    }

    /**
     * Naive variant {@link #naiveOverridden}: puts the one person in the other's place in the shifts, and lets a shift go on while the person
     * stays the same.
     */
    @Test
    void bug06AnOverrideThatSpansShiftsKeepsTheirBoundariesAndTheGapsBetweenThem() {
        Window days = window("2026-01-12T00:00:00Z", "2026-01-14T00:00:00Z");
        Layer hours = Layer.of("hours", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann", "ann")))
                .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0)));
        Layer whole = Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann")));
        boundariesStay(hours, whole, days, OnCallBugsTest::overridden);
        assertThatThrownBy(() -> boundariesStay(hours, whole, days, OnCallBugsTest::naiveOverridden))
                .isInstanceOf(AssertionError.class);
    }

    private static void boundariesStay(
            Layer hours, Layer whole, Window days, BiFunction<Layer, Window, List<Window>> ofBobInPlaceOfAnn) {
        assertThat(ofBobInPlaceOfAnn.apply(hours, days))
                .as("the gap of the night stays")
                .containsExactly(
                        window("2026-01-12T09:00:00Z", "2026-01-12T17:00:00Z"),
                        window("2026-01-13T09:00:00Z", "2026-01-13T17:00:00Z"));
        assertThat(ofBobInPlaceOfAnn.apply(whole, days))
                .as("turns of the replaced person stay shifts of their own")
                .containsExactly(
                        window("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z"),
                        window("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z"));
    }

    private static List<Window> overridden(Layer layer, Window days) {
        OnCallSchedule replaced = OnCallSchedule.builder("primary", "UTC")
                .layer(layer)
                .override(ScheduleOverride.replace("o", days, "ann", "bob"))
                .build();
        return shifts(replaced, days.start(), days.end()).stream()
                .filter(shift -> shift.person().equals("bob"))
                .map(Shift::window)
                .toList();
    }

    private static List<Window> naiveOverridden(Layer layer, Window days) {
        OnCallSchedule schedule =
                OnCallSchedule.builder("primary", "UTC").layer(layer).build();
        List<Window> merged = new ArrayList<>();
        for (Shift shift : shifts(schedule, days.start(), days.end())) {
            String person = shift.person().equals("ann") ? "bob" : shift.person();
            if (!merged.isEmpty() && person.equals("bob")) {
                Window before = merged.remove(merged.size() - 1);
                merged.add(new Window(before.start(), shift.window().end()));
            } else {
                merged.add(shift.window());
            }
        }
        return merged;
    }

    /** Naive variant: takes overrides in the order given and lets a shift go on while the person stays the same. */
    @Test
    void bug07OverridesOutOfOrderGlueNoLaterShiftToTheCurrentOne() {
        OnCallSchedule schedule = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of(
                        "nobody",
                        Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2000, 1, 1, 0, 0))
                                .nobody()
                                .build()))
                .override(ScheduleOverride.add("later", window("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"), "ann"))
                .override(ScheduleOverride.add("now", window("2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z"), "ann"))
                .override(ScheduleOverride.add("soon", window("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z"), "ann"))
                .build();
        List<Shift> shifts = shifts(schedule, at("2026-01-12T12:00:00Z"), at("2026-03-01T00:00:00Z"));
        assertThat(shifts)
                .extracting(Shift::window)
                .containsExactly(
                        window("2026-01-12T12:00:00Z", "2026-01-13T00:00:00Z"),
                        window("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z"),
                        window("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"));
        Instant naiveEnd = at("2026-01-12T12:00:00Z");
        for (ScheduleOverride override : schedule.overrides()) {
            naiveEnd = override.window().end().isAfter(naiveEnd)
                    ? override.window().end()
                    : naiveEnd;
        }
        assertThat(naiveEnd).isNotEqualTo(shifts.get(0).window().end());
    }

    /** Naive variant: each override looks at the rotation alone. */
    @Test
    void bug08AnOverrideOfAnOverrideCountsAndOneOfALayerChangesThatLayerAlone() {
        Window day = window("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z");
        OnCallSchedule schedule = weekly().override(ScheduleOverride.replace("o1", day, "bob", "cat"))
                .override(ScheduleOverride.replace(
                        "o2", window("2026-01-13T12:00:00Z", "2026-01-13T18:00:00Z"), "cat", "dan"))
                .build();
        Instant noon = at("2026-01-13T13:00:00Z");
        assertThat(onCall(schedule, noon)).containsExactly("dan");
        assertThat(onCall(schedule, at("2026-01-13T19:00:00Z"))).containsExactly("cat");
        String byRotation = onCall(weekly().build(), noon).get(0);
        String naive = byRotation;
        for (ScheduleOverride override : schedule.overrides()) {
            ScheduleOverride.Replace replace = (ScheduleOverride.Replace) override;
            naive = replace.person().equals(byRotation) ? replace.by() : naive;
        }
        assertThat(naive).isEqualTo("cat");
        // the later made of two for the same person counts, also the other way round
        assertThat(onCall(
                        weekly().override(ScheduleOverride.replace("o1", day, "bob", "cat"))
                                .override(ScheduleOverride.replace("o2", day, "bob", "dan"))
                                .build(),
                        noon))
                .containsExactly("dan");
        OnCallSchedule layers = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("top", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann"))))
                .layer(Layer.of("below", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("bob"))))
                .override(new ScheduleOverride.Remove("o", day, "ann", Optional.of("top")))
                .build();
        assertThat(onCall(layers, noon)).as("the layer below fills the gap").containsExactly("bob");
        assertThat(onCall(
                        layers.toBuilder()
                                .override(ScheduleOverride.remove("all", day, "bob"))
                                .build(),
                        noon))
                .as("one of the whole schedule leaves it")
                .isEmpty();
    }

    /** Naive variant {@link #naiveOnCall}: whoever a temporary schedule names is on call, and overrides change layers alone. */
    @Test
    void bug09AnOverrideUnderATemporaryScheduleCountsAndOneThatDoesNotSaysSo() {
        Window day = window("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z");
        TemporarySchedule launch = new TemporarySchedule("launch", day, List.of(new Assignment(day, "eve")));
        OnCallSchedule schedule = weekly().override(ScheduleOverride.replace("o", day, "eve", "dan"))
                .override(new ScheduleOverride.Replace("hidden", day, "bob", "cat", Optional.of("weekly")))
                .temporary(launch)
                .build();
        Instant noon = at("2026-01-13T12:00:00Z");
        danIsOnCall(schedule, noon, OnCall::onCall);
        assertThatThrownBy(() -> danIsOnCall(schedule, noon, OnCallBugsTest::naiveOnCall))
                .isInstanceOf(AssertionError.class);
        assertThat(OnCall.effect(schedule, "o").asList()).containsExactly(day);
        assertThat(OnCall.effect(schedule, "hidden").isEmpty()).isTrue();
        assertThat(OnCall.why(schedule, noon).render())
                .contains("temporary schedule launch")
                .contains("override hidden, which puts cat in place of bob, changes nothing at this instant");
    }

    private static void danIsOnCall(
            OnCallSchedule schedule, Instant noon, BiFunction<OnCallSchedule, Instant, List<String>> who) {
        assertThat(who.apply(schedule, noon)).containsExactly("dan");
        assertThat(who.apply(schedule, noon.plus(Duration.ofDays(1)))).containsExactly("bob");
    }

    private static List<String> naiveOnCall(OnCallSchedule schedule, Instant instant) {
        List<String> temporary = schedule.temporaries().stream()
                .filter(one -> one.window().contains(instant))
                .flatMap(one -> one.assignments().stream())
                .filter(one -> one.window().contains(instant))
                .map(Assignment::person)
                .toList();
        return temporary.isEmpty() ? onCall(schedule, instant) : temporary;
    }

    /** Naive variant: looks for the first gap of the schedule as a whole, each time it is asked. */
    @Test
    void bug10AGapThatIsOverIsNotReportedAgain() {
        OnCallSchedule schedule = weekly().override(
                        ScheduleOverride.remove("o", window("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z"), "bob"))
                .build();
        Coverage before = Coverage.of(schedule, at("2026-01-12T12:00:00Z"));
        assertThat(before.kind()).isEqualTo(Coverage.Kind.GAPS);
        assertThat(before.firstUncovered()).contains(at("2026-01-13T00:00:00Z"));
        assertThat(before.uncovered()).isEqualTo(Duration.ofDays(1));
        for (int hour = 0; hour < 5; hour++) {
            Instant now = at("2026-01-14T00:00:00Z").plus(hour, ChronoUnit.HOURS);
            assertThat(Coverage.of(schedule, now).kind()).isEqualTo(Coverage.Kind.COVERED);
            Optional<Instant> naive = Coverage.of(
                            List.of(schedule), window("2026-01-05T08:00:00Z", "2036-01-05T08:00:00Z"))
                    .firstUncovered();
            assertThat(naive).get().matches(gap -> gap.isBefore(now));
        }
    }

    /** Naive variant: every day of the calendar uses up a turn. */
    @Test
    void bug11FridayIsFollowedByMondayWhereTurnsCountInsideRestrictions() {
        Rotation.Builder daily = Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2026, 1, 5, 0, 0))
                .people("ann", "bob", "cat");
        WeeklyHours workdays = WeeklyHours.on(
                List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY),
                LocalTime.of(9, 0),
                LocalTime.of(17, 0));
        OnCallSchedule inside = OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of(
                                "days",
                                daily.counting(Counting.INSIDE_RESTRICTIONS).build())
                        .during(workdays))
                .build();
        OnCallSchedule naive = OnCallSchedule.builder("primary", "Europe/Berlin")
                .layer(Layer.of("days", daily.counting(Counting.CALENDAR).build())
                        .during(workdays))
                .build();
        List<String> expected = List.of("ann", "bob", "cat", "ann", "bob", "cat", "ann", "bob", "cat", "ann");
        assertThat(people(inside, 2)).isEqualTo(expected);
        assertThat(people(naive, 2)).isNotEqualTo(expected);
    }

    private static List<String> people(OnCallSchedule schedule, int weeks) {
        Instant from = at("2026-01-05T00:00:00Z");
        return shifts(schedule, from, from.plus(Duration.ofDays(7L * weeks))).stream()
                .map(Shift::person)
                .toList();
    }

    /** Naive variant: the person is that of the number of the calendar week. */
    @Test
    void bug12TheFirstTurnBeginsAtTheAnchorAndBelongsToTheFirstPerson() {
        LocalDateTime anchor = LocalDateTime.of(2026, 12, 17, 14, 0);
        OnCallSchedule schedule = OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("weekly", Rotation.weekly(anchor, PEOPLE)))
                .build();
        Instant first = anchor.toInstant(ZoneOffset.UTC);
        assertThat(onCall(schedule, first.minusNanos(1_000))).isEmpty();
        List<Instant> wrong = new ArrayList<>();
        for (int week = 0; week < 8; week++) {
            Instant begin = first.plus(Duration.ofDays(7L * week));
            assertThat(onCall(schedule, begin)).containsExactly(PEOPLE.get(week % 3));
            int number = begin.atZone(ZoneOffset.UTC).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            if (!PEOPLE.get(number % 3).equals(PEOPLE.get(week % 3))) {
                wrong.add(begin);
            }
        }
        assertThat(wrong).as("weeks of the naive variant").isNotEmpty();
    }

    /** Naive variant: a time of day is midnight and so many hours. */
    @Test
    void bug13TimesOfDayHoldOnTheDayAndInTheWeekAfterTheClocksJump() {
        OnCallSchedule schedule = OnCallSchedule.builder("primary", "America/New_York")
                .layer(Layer.of("hours", Rotation.daily(LocalDateTime.of(2026, 3, 1, 0, 0), List.of("ann")))
                        .during(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0))))
                .build();
        ZoneId zone = ZoneId.of("America/New_York");
        TreeSet<LocalDate> naiveWrong = new TreeSet<>();
        for (LocalDate day = LocalDate.of(2026, 3, 6); day.isBefore(LocalDate.of(2026, 3, 16)); day = day.plusDays(1)) {
            Instant nine = day.atTime(9, 0).atZone(zone).toInstant();
            assertThat(onCall(schedule, nine.minusNanos(1_000))).isEmpty();
            assertThat(onCall(schedule, nine)).containsExactly("ann");
            if (!day.atStartOfDay(zone).toInstant().plus(9, ChronoUnit.HOURS).equals(nine)) {
                naiveWrong.add(day);
            }
        }
        assertThat(naiveWrong).containsExactly(LocalDate.of(2026, 3, 8));
    }
}
