package io.itops.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

class OnCallProperties {
    /** Those of the tz database; the library that reads calendars in tests brings ids without rules along. */
    private static final List<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds())
            .stream().filter(id -> ZoneId.of(id).getRules() != null).toList();

    private static final List<String> PEOPLE = List.of("ann", "bob", "cat", "dan", "eve");

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** Schedules with everything in them, at about a time at which the clocks of their zone jump. */
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void bothFormsGiveWhatTheSemanticsSayWrittenDownAnew(@ForAll("seeds") long seed) {
        Scenario scenario = Scenario.of(new Random(seed));
        assertThat(disagreements(scenario, OnCall::onCall))
                .as("%s from %s", scenario.schedule(), scenario.asked())
                .isEmpty();
    }

    @Tag("campaign")
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void bothFormsGiveWhatTheSemanticsSayInManyMoreSchedules(@ForAll("seeds") long seed) {
        Scenario scenario = Scenario.of(new Random(seed));
        assertThat(disagreements(scenario, OnCall::onCall))
                .as("%s from %s", scenario.schedule(), scenario.asked())
                .isEmpty();
    }

    /** A point form that knows nothing of overrides: the check must tell it from the shifts. */
    @Example
    void aPointFormThatForgetsOverridesIsFoundOut() {
        int found = 0;
        for (long seed = 0; seed < 10; seed++) {
            Scenario scenario = Scenario.of(new Random(seed));
            OnCallSchedule.Builder without = scenario.schedule().toBuilder();
            without.overrides().clear();
            OnCallSchedule forgetful = without.build();
            found += disagreements(scenario, (schedule, at) -> OnCall.onCall(forgetful, at))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(found).isGreaterThan(4);
    }

    private static List<String> disagreements(
            Scenario scenario, BiFunction<OnCallSchedule, Instant, List<String>> pointForm) {
        OnCallSchedule schedule = scenario.schedule();
        Window asked = scenario.asked();
        List<Shift> shifts = OnCall.shifts(schedule, asked.start(), asked.end());
        List<String> wrong = new ArrayList<>();
        TreeSet<Instant> instants = new TreeSet<>();
        for (Shift shift : shifts) {
            for (Instant edge : List.of(shift.window().start(), shift.window().end())) {
                instants.addAll(List.of(edge, edge.minusNanos(1_000)));
            }
        }
        instants.removeIf(at -> !asked.contains(at));
        List<Instant> edges = List.copyOf(instants);
        for (int i = 0; i < edges.size(); i++) {
            // the oracle counts turn by turn: it cannot be asked about every hour of every hourly rotation
            if (edges.size() > 60 && i % (edges.size() / 30) > 1) {
                instants.remove(edges.get(i));
            }
        }
        scenario.samples().stream().filter(asked::contains).forEach(instants::add);
        for (Instant at : instants) {
            List<String> expected = PlainOnCall.onCall(schedule, at);
            List<String> point = pointForm.apply(schedule, at);
            List<String> interval = shifts.stream()
                    .filter(shift -> shift.window().contains(at))
                    .map(Shift::person)
                    .toList();
            if (!point.equals(expected)) {
                wrong.add("at " + at + " the point form gives " + point + ", not " + expected);
            }
            if (!new TreeSet<>(interval).equals(new TreeSet<>(expected)) || interval.size() != expected.size()) {
                wrong.add("at " + at + " the shifts give " + interval + ", not " + expected);
            }
        }
        return wrong;
    }

    /** The verdict is what asking at every quarter of an hour gives, and at both sides of every edge that the schedule or a gap has. */
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void coverageIsWhatAskingEverywhereGives(@ForAll("seeds") long seed) {
        Scenario scenario = Scenario.of(new Random(seed));
        Coverage verdict = Coverage.of(List.of(scenario.schedule()), scenario.asked());
        assertThat(missedGaps(scenario, verdict.gaps()))
                .as("%s from %s", scenario.schedule(), scenario.asked())
                .isEmpty();
        Duration sum = verdict.gaps().stream().map(Window::duration).reduce(Duration.ZERO, Duration::plus);
        assertThat(verdict.uncovered()).isEqualTo(sum);
        assertThat(verdict.gapCount()).isEqualTo(verdict.gaps().size());
        GapForecast forecast = GapForecast.of(scenario.schedule(), scenario.asked());
        Window listed = new Window(scenario.asked().start(), listedUntil(forecast));
        List<Window> all = new ArrayList<>(forecast.unwanted());
        all.addAll(forecast.wanted());
        assertThat(Windows.of(all).intersect(listed))
                .as("the gaps until %s, wanted or not", listed.end())
                .isEqualTo(Windows.of(verdict.gaps()).intersect(listed));
    }

    /** Until when both lists of a forecast hold all their gaps: a list is cut after its first {@link GapForecast#MAX_LISTED}. */
    private static Instant listedUntil(GapForecast forecast) {
        return Stream.of(forecast.unwanted(), forecast.wanted())
                .filter(gaps -> !forecast.complete() && gaps.size() == GapForecast.MAX_LISTED)
                .map(gaps -> gaps.get(gaps.size() - 1).end())
                .min(Comparator.naturalOrder())
                .orElse(forecast.window().end());
    }

    /** A proof that asks once an hour, and takes what lies between for the same. */
    @Example
    void aCoverageThatSkipsEdgesIsFoundOut() {
        int found = 0;
        for (long seed = 0; seed < 20; seed++) {
            Scenario scenario = Scenario.of(new Random(seed));
            List<Window> gaps = new ArrayList<>();
            Instant end = scenario.asked().end().minus(Duration.ofHours(1));
            for (Instant at = scenario.asked().start(); at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
                if (OnCall.onCall(scenario.schedule(), at).isEmpty()) {
                    gaps.add(new Window(at, at.plus(Duration.ofHours(1))));
                }
            }
            found += missedGaps(scenario, Windows.of(gaps).asList()).isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(4);
    }

    private static List<String> missedGaps(Scenario scenario, List<Window> gaps) {
        OnCallSchedule schedule = scenario.schedule();
        Window asked = scenario.asked();
        TreeSet<Instant> instants = new TreeSet<>();
        for (Instant at = asked.start(); at.isBefore(asked.end()); at = at.plus(Duration.ofMinutes(15))) {
            instants.add(at);
        }
        List<Instant> edges = new ArrayList<>();
        schedule.overrides().forEach(made -> edges.addAll(ends(made.window())));
        schedule.vacations().forEach(made -> edges.addAll(ends(made.window())));
        schedule.temporaries().forEach(made -> made.assignments().forEach(one -> edges.addAll(ends(one.window()))));
        gaps.forEach(gap -> edges.addAll(ends(gap)));
        for (Instant edge : edges) {
            instants.addAll(List.of(edge, edge.minusNanos(1_000), edge.plusNanos(1_000)));
        }
        Windows uncovered = Windows.of(gaps);
        return instants.stream()
                .filter(asked::contains)
                .filter(at -> OnCall.onCall(schedule, at).isEmpty() != uncovered.contains(at))
                .map(at -> "at " + at + " " + OnCall.onCall(schedule, at))
                .toList();
    }

    private static List<Instant> ends(Window window) {
        return List.of(window.start(), window.end());
    }

    /** A schedule, and what it is asked. */
    private record Scenario(OnCallSchedule schedule, Window asked, List<Instant> samples) {
        static Scenario of(Random random) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Instant begin = Instant.parse("2011-06-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(150_000)));
            ZoneOffsetTransition jump = zone.getRules().nextTransition(begin);
            if (jump != null && random.nextInt(4) > 0) {
                begin = jump.getInstant();
            }
            Instant from = begin.minus(Duration.ofHours(random.nextInt(24 * 20)));
            Window asked = new Window(from, from.plus(Duration.ofHours(24 * 20 + random.nextInt(24 * 40))));
            OnCallSchedule.Builder schedule =
                    OnCallSchedule.builder("s", zone.getId()).policy(DstPolicy.values()[random.nextInt(3)]);
            LocalDateTime anchor =
                    begin.atZone(zone).toLocalDateTime().withSecond(0).withNano(0);
            List<String> layers = List.of("top", "middle", "bottom");
            schedule.version(version(random, from.minus(Duration.ofDays(30)), layers, anchor));
            if (random.nextInt(3) == 0) {
                schedule.version(version(random, at(random, asked), layers, anchor));
            }
            for (int i = random.nextInt(7); i > 0; i--) {
                schedule.override(override(random, "o" + i, asked, layers));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                Vacation.Cover cover = Vacation.Cover.values()[random.nextInt(2)];
                schedule.vacation(new Vacation("v" + i, person(random), window(random, asked), cover));
            }
            if (random.nextInt(3) == 0) {
                Window window = window(random, asked);
                schedule.temporary(new TemporarySchedule(
                        "t",
                        window,
                        List.of(
                                new Assignment(window(random, window), person(random)),
                                new Assignment(window(random, window), person(random)))));
            }
            List<Instant> samples = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                samples.add(at(random, asked));
                samples.add(begin.plus(Duration.ofMinutes(15L * (random.nextInt(400) - 200))));
            }
            return new Scenario(schedule.build(), asked, samples);
        }

        private static ScheduleVersion version(Random random, Instant from, List<String> names, LocalDateTime anchor) {
            List<Layer> layers = new ArrayList<>();
            for (String name : names) {
                TurnUnit unit = TurnUnit.values()[random.nextInt(4)];
                Rotation.Builder rotation = Rotation.builder(
                        unit,
                        anchor.minusDays(random.nextInt(unit == TurnUnit.HOUR ? 30 : 300))
                                .plusMinutes(15L * (random.nextInt(9) - 4)));
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    rotation.people(person(random));
                }
                if (random.nextInt(4) == 0) {
                    rotation.nobody();
                }
                if (random.nextInt(3) == 0) {
                    rotation.lengths(List.of(1 + random.nextInt(4), 1 + random.nextInt(3)));
                }
                Layer layer = Layer.of(name, rotation.build());
                if (random.nextInt(2) == 0) {
                    layer = layer.with(rotation.counting(Counting.values()[random.nextInt(2)])
                                    .build())
                            .during(restrictions(random, anchor.toLocalTime()));
                }
                layers.add(
                        random.nextInt(4) == 0 ? layer.in(ZoneId.of(ZONES.get(random.nextInt(ZONES.size())))) : layer);
            }
            return new ScheduleVersion(from, layers);
        }

        private static WeeklyHours restrictions(Random random, LocalTime jump) {
            LocalTime start = random.nextBoolean() ? jump.plusMinutes(30) : PlainOnCall.quarter(random.nextInt(96));
            LocalTime end = PlainOnCall.quarter(random.nextInt(96));
            DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
            return switch (random.nextInt(3)) {
                case 0 -> WeeklyHours.daily(start, end);
                case 1 -> WeeklyHours.on(List.of(day, day.plus(1), day.plus(3)), start, end);
                default -> WeeklyHours.between(day, start, DayOfWeek.of(1 + random.nextInt(7)), end);
            };
        }

        private static ScheduleOverride override(Random random, String id, Window asked, List<String> layers) {
            Window window = window(random, asked);
            String person = person(random);
            String other = PEOPLE.get((PEOPLE.indexOf(person) + 1 + random.nextInt(4)) % 5);
            Optional<String> layer =
                    random.nextInt(3) == 0 ? Optional.of(layers.get(random.nextInt(3))) : Optional.empty();
            return switch (random.nextInt(5)) {
                case 0 -> new ScheduleOverride.Add(id, window, person, layer);
                case 1 -> new ScheduleOverride.Remove(id, window, person, layer);
                case 2 ->
                    new ScheduleOverride.Swap(
                            id,
                            new Assignment(window, person),
                            new Assignment(new Window(window.end(), window.end().plusSeconds(90_000)), other));
                default -> new ScheduleOverride.Replace(id, window, person, other, layer);
            };
        }

        private static Window window(Random random, Window inside) {
            Instant one = at(random, inside);
            Instant other = at(random, inside);
            if (one.equals(other)) {
                return inside;
            }
            return one.isBefore(other) ? new Window(one, other) : new Window(other, one);
        }

        private static Instant at(Random random, Window inside) {
            return inside.start()
                    .plusSeconds((long) (random.nextDouble() * inside.duration().toSeconds()));
        }

        private static String person(Random random) {
            return PEOPLE.get(random.nextInt(PEOPLE.size()));
        }
    }

    /** The hand-off at or around the jumps of the clocks: of some zones, or of all of them in the campaign. */
    @Example
    void aHandOffAtAJumpOfTheClocksLeavesNeitherGapNorOverlap() {
        assertThat(handOffsAtJumps(7)).isGreaterThan(130);
    }

    @Example
    @Tag("campaign")
    void aHandOffAtAnyJumpOfAnyZoneLeavesNeitherGapNorOverlap() {
        assertThat(handOffsAtJumps(1)).isGreaterThan(1_000);
    }

    private static int handOffsAtJumps(int step) {
        int jumps = 0;
        for (int zoneIndex = 0; zoneIndex < ZONES.size(); zoneIndex += step) {
            String id = ZONES.get(zoneIndex);
            ZoneId zone = ZoneId.of(id);
            Instant at = Instant.parse("2011-01-01T00:00:00Z");
            for (int i = 0; i < 4; i++) {
                ZoneOffsetTransition jump = zone.getRules().nextTransition(at);
                if (jump == null) {
                    break;
                }
                at = jump.getInstant();
                LocalDateTime local =
                        jump.getDateTimeBefore().plusMinutes(i == 0 ? 0 : 30).withSecond(0);
                TurnUnit unit = TurnUnit.values()[jumps % 4];
                OnCallSchedule schedule = everyUnit(id, DstPolicy.values()[jumps++ % 3], unit, local.minusDays(21));
                assertThat(faults(schedule, at.minus(Duration.ofDays(10)), at.plus(Duration.ofDays(10))))
                        .as("%s at %s", id, local)
                        .isEmpty();
            }
        }
        return jumps;
    }

    /** Ten years of each zone: some zones, or all of them in the campaign. */
    @Example
    void tenYearsOfAZoneAreTiledByShiftsWhoseBoundariesThePointFormHasToo() {
        tenYears(101);
    }

    @Example
    @Tag("campaign")
    void tenYearsOfEveryZoneAreTiledByShiftsWhoseBoundariesThePointFormHasToo() {
        tenYears(1);
    }

    private static void tenYears(int step) {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2036-01-01T00:00:00Z");
        int boundaries = 0;
        Set<List<Object>> walked = new HashSet<>();
        for (int i = 0; i < ZONES.size(); i += step) {
            // zones whose clocks go alike from the year of the anchor on tell nothing that one of them does not, for
            // the same unit and policy
            if (!walked.add(List.of(clocks(ZONES.get(i), until), i % 3, i / 3 % 3))) {
                continue;
            }
            TurnUnit unit = List.of(TurnUnit.DAY, TurnUnit.WEEK, TurnUnit.MONTH).get(i % 3);
            // every unit meets every policy, in some zone at least
            DstPolicy policy = DstPolicy.values()[i / 3 % 3];
            LocalDateTime anchor = LocalDateTime.of(2025, 1, 31, i % 4, 15 * (i % 3));
            OnCallSchedule schedule = everyUnit(ZONES.get(i), policy, unit, anchor);
            assertThat(faults(schedule, from, until)).as(ZONES.get(i)).isEmpty();
            boundaries += OnCall.shifts(schedule, from, until).size();
            boundaries += hoursAroundJumps(ZONES.get(i), anchor, from, until);
        }
        assertThat(boundaries).isGreaterThan(10_000);
    }

    /** The offset of a zone in the year before the ten, and its jumps from then on. */
    private static List<Object> clocks(String id, Instant until) {
        Instant at = Instant.parse("2024-12-01T00:00:00Z");
        List<Object> clocks = new ArrayList<>(List.of(ZoneId.of(id).getRules().getOffset(at)));
        ZoneOffsetTransition jump = ZoneId.of(id).getRules().nextTransition(at);
        // a little further than is looked at: a shift may end later
        Instant end = until.plus(Duration.ofDays(400));
        while (jump != null && jump.getInstant().isBefore(end)) {
            clocks.add(jump);
            jump = ZoneId.of(id).getRules().nextTransition(jump.getInstant());
        }
        return clocks;
    }

    /** Turns of an hour by each policy, for two days on both sides of each jump of the clocks. */
    private static int hoursAroundJumps(String id, LocalDateTime anchor, Instant from, Instant until) {
        int boundaries = 0;
        ZoneOffsetTransition jump = ZoneId.of(id).getRules().nextTransition(from);
        for (int i = 0; jump != null && jump.getInstant().isBefore(until); i++) {
            OnCallSchedule schedule = everyUnit(id, DstPolicy.values()[i % 3], TurnUnit.HOUR, anchor);
            Instant first = jump.getInstant().minus(Duration.ofDays(2));
            Instant last = jump.getInstant().plus(Duration.ofDays(2));
            assertThat(faults(schedule, first, last)).as("%s at %s", id, jump).isEmpty();
            boundaries += OnCall.shifts(schedule, first, last).size();
            jump = ZoneId.of(id).getRules().nextTransition(jump.getInstant());
        }
        return boundaries;
    }

    /** Two layers: days of one, and nights and whatever is left of the other. */
    private static OnCallSchedule everyUnit(String zone, DstPolicy policy, TurnUnit unit, LocalDateTime anchor) {
        return OnCallSchedule.builder("s", zone)
                .policy(policy)
                .layer(Layer.of(
                                "days",
                                Rotation.builder(TurnUnit.DAY, anchor)
                                        .people("a", "b", "c")
                                        .build())
                        .during(WeeklyHours.daily(LocalTime.of(2, 30), LocalTime.of(14, 0))))
                .layer(Layer.of(
                        "always",
                        Rotation.builder(unit, anchor).people("d", "e", "f").build()))
                .build();
    }

    /** Gaps, overlaps, and boundaries at which the point form does not do what the shifts do. */
    private static List<String> faults(OnCallSchedule schedule, Instant from, Instant until) {
        List<String> wrong = new ArrayList<>();
        Instant expected = from;
        for (Shift shift : OnCall.shifts(schedule, from, until)) {
            if (!shift.window().start().equals(expected)) {
                wrong.add("a shift begins at " + shift.window().start() + ", not at " + expected);
            }
            expected = shift.window().end();
            for (Instant at : List.of(shift.window().start(), expected.minusNanos(1_000))) {
                if (!OnCall.onCall(schedule, at).equals(List.of(shift.person()))) {
                    wrong.add("at " + at + " another than " + shift.person());
                }
            }
        }
        if (!expected.equals(until)) {
            wrong.add("the last shift ends at " + expected);
        }
        return wrong;
    }

    /** The fault of counting weeks as 604,800 seconds: a shift that the clocks move by an hour. */
    @Example
    void aRotationThatCountsSecondsIsFoundOut() {
        OnCallSchedule schedule = OnCallSchedule.weekly(
                "s", "Europe/Berlin", DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalDate.of(2026, 1, 5), PEOPLE);
        Instant first = Instant.parse("2026-01-05T08:00:00Z");
        List<Instant> wrong = new ArrayList<>();
        for (int hour = 0; hour < 24 * 200; hour++) {
            Instant at = first.plus(Duration.ofHours(hour));
            String naive = PEOPLE.get(hour / (7 * 24) % PEOPLE.size());
            if (!OnCall.onCall(schedule, at).equals(List.of(naive))) {
                wrong.add(at);
            }
        }
        assertThat(wrong).isNotEmpty();
    }
}
