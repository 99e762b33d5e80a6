package io.itops.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.time.DstPolicy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OnCallProperties {
    private static final List<String> ZONES = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    private static final Instant FROM = Instant.parse("2011-01-01T00:00:00Z");

    @Provide
    Arbitrary<OnCallSchedule> schedules() {
        return Combinators.combine(
                        Arbitraries.of(ZONES),
                        Arbitraries.of(DstPolicy.values()),
                        Arbitraries.of(DayOfWeek.values()),
                        Arbitraries.integers().between(0, 24 * 4 - 1),
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.integers().between(1, 5))
                .as((zone, policy, day, quarter, days, people) ->
                        schedule(zone, policy, day, LocalTime.MIDNIGHT.plusMinutes(15L * quarter), days, people));
    }

    private static OnCallSchedule schedule(
            String zone, DstPolicy policy, DayOfWeek day, LocalTime time, int days, int people) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            names.add("p" + i);
        }
        return new OnCallSchedule(
                "s",
                ZoneId.of(zone),
                policy,
                new WeeklyRotation(names, day, time, LocalDate.of(2010, 12, 1).plusDays(days)));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void shiftsTileTimeAndAgreeWithThePointForm(@ForAll("schedules") OnCallSchedule schedule) {
        assertThat(disagreements(schedule, OnCall::onCall)).isEmpty();
    }

    /** The hand-off at or around every jump of the clocks, in every zone that has one. */
    @Example
    void aHandOffAtEveryJumpOfEveryZoneLeavesNeitherGapNorOverlap() {
        int jumps = 0;
        for (String id : ZONES) {
            ZoneId zone = ZoneId.of(id);
            Instant at = FROM;
            for (int i = 0; i < 4; i++) {
                ZoneOffsetTransition jump = zone.getRules().nextTransition(at);
                if (jump == null) {
                    break;
                }
                at = jump.getInstant();
                jumps++;
                LocalDateTime local = jump.getDateTimeBefore().plusMinutes(i == 0 ? 0 : 30);
                DstPolicy policy = DstPolicy.values()[jumps % 3];
                WeeklyRotation rotation = new WeeklyRotation(
                        List.of("a", "b", "c"),
                        local.getDayOfWeek(),
                        local.toLocalTime().withNano(0),
                        local.toLocalDate().minusWeeks(3));
                assertThat(disagreements(new OnCallSchedule("s", zone, policy, rotation), OnCall::onCall))
                        .as("%s at %s under %s", id, local, policy)
                        .isEmpty();
            }
        }
        System.out.println("hand-offs at jumps of clocks: " + jumps);
        assertThat(jumps).isGreaterThan(500);
    }

    /** The fault of counting weeks as 604,800 seconds: a shift that the clocks move by an hour. */
    @Example
    void aRotationThatCountsSecondsIsFoundOut() {
        OnCallSchedule schedule =
                schedule("Europe/Berlin", DstPolicy.JAVA_AND_RFC5545, DayOfWeek.MONDAY, LocalTime.of(9, 0), 60, 3);
        WeeklyRotation rotation = (WeeklyRotation) schedule.rotation();
        Instant first = rotation.window(0, schedule.zone(), schedule.policy()).start();
        BiFunction<OnCallSchedule, Instant, List<String>> naive = (asked, at) -> at.isBefore(first)
                ? List.of()
                : List.of(rotation.person(Duration.between(first, at).toSeconds()
                        / Duration.ofDays(7).toSeconds()));
        assertThat(disagreements(schedule, naive)).isNotEmpty();
    }

    /** What is wrong: gaps, overlaps, and instants at which the point form gives other people than the shifts. */
    private static List<String> disagreements(
            OnCallSchedule schedule, BiFunction<OnCallSchedule, Instant, List<String>> pointForm) {
        List<String> wrong = new ArrayList<>();
        WeeklyRotation rotation = (WeeklyRotation) schedule.rotation();
        Instant from =
                rotation.window(0, schedule.zone(), schedule.policy()).start().minus(Duration.ofDays(3));
        Instant until = from.plus(Duration.ofDays(400));
        List<Shift> shifts = OnCall.shifts(schedule, from, until);
        Instant expected =
                rotation.window(0, schedule.zone(), schedule.policy()).start();
        for (Shift shift : shifts) {
            if (!shift.window().start().equals(expected)) {
                wrong.add("a shift begins at " + shift.window().start() + ", not at " + expected);
            }
            expected = shift.window().end();
            for (Instant at : List.of(
                    shift.window().start(),
                    shift.window().start().plus(Duration.ofHours(1)),
                    shift.window().end().minus(Duration.ofHours(1)),
                    shift.window().end().minusNanos(1_000))) {
                if (!pointForm.apply(schedule, at).equals(List.of(shift.person()))) {
                    wrong.add("at " + at + " another than " + shift.person());
                }
            }
        }
        if (!expected.equals(until)) {
            wrong.add("the last shift ends at " + expected);
        }
        if (!pointForm.apply(schedule, from).isEmpty()) {
            wrong.add("someone is on call before the first turn");
        }
        // an oracle that shares nothing with the rotation: the local hand-offs, week after week, by java.time alone
        if (schedule.policy() == DstPolicy.JAVA_AND_RFC5545) {
            LocalDate day = rotation.anchor();
            while (day.getDayOfWeek() != rotation.handoffDay()) {
                day = day.plusDays(1);
            }
            for (int week = 0; week < 57; week++) {
                Instant handoff = day.plusDays(7L * week)
                        .atTime(rotation.handoffTime())
                        .atZone(schedule.zone())
                        .toInstant();
                String person = rotation.people().get(week % rotation.people().size());
                if (!pointForm.apply(schedule, handoff).equals(List.of(person))) {
                    wrong.add("week " + week + " is not " + person + "'s");
                }
            }
        }
        return wrong;
    }
}
