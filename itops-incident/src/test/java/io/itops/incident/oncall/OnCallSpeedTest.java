package io.itops.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine may cost, in the processor time of the thread that asks: the best of some rounds, so that a busy machine does no harm. */
@Tag("campaign")
class OnCallSpeedTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final LocalDateTime ANCHOR = LocalDateTime.of(2025, 12, 1, 9, 0);
    private static final int ROUNDS = 8;

    private static Duration best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return Duration.ofNanos(best);
    }

    private static List<String> people(int count) {
        return IntStream.range(0, count).mapToObj(i -> "person-" + i).toList();
    }

    private static OnCallSchedule.Builder layered(int overrides) {
        OnCallSchedule.Builder schedule = OnCallSchedule.builder("s", "Europe/Berlin");
        for (int i = 0; i < 10; i++) {
            schedule.layer(Layer.of("layer-" + i, Rotation.daily(ANCHOR.plusHours(i), people(10 + i)))
                    .during(WeeklyHours.daily(LocalTime.of(2 * i, 0), LocalTime.of((2 * i + 14) % 24, 30))));
        }
        SplittableRandom random = new SplittableRandom(1);
        long seconds = Duration.between(FROM, UNTIL).toSeconds();
        for (int i = 0; i < overrides; i++) {
            Instant start = FROM.plusSeconds(random.nextLong(seconds));
            Window window = new Window(start, start.plusSeconds(3_600 + random.nextInt(80_000)));
            String person = "person-" + random.nextInt(12);
            schedule.override(
                    i % 3 == 0
                            ? new ScheduleOverride.Replace(
                                    "o" + i, window, person, "eve", Optional.of("layer-" + i % 10))
                            : ScheduleOverride.replace("o" + i, window, person, "eve"));
        }
        return schedule;
    }

    @Test
    void whoIsOnCallTakesLessThanAMicrosecond() {
        OnCallSchedule schedule = layered(1_000).build();
        SplittableRandom random = new SplittableRandom(2);
        long seconds = Duration.between(FROM, UNTIL).toSeconds();
        Instant[] instants = IntStream.range(0, 100_000)
                .mapToObj(i -> FROM.plusSeconds(random.nextLong(seconds)))
                .toArray(Instant[]::new);
        int[] people = new int[1];
        Duration taken = best(() -> {
            for (Instant at : instants) {
                people[0] += OnCall.onCall(schedule, at).size();
            }
        });
        System.out.println("onCall, 10 layers, 1,000 overrides: " + taken.toNanos() / instants.length + " ns");
        assertThat(people[0]).isPositive();
        assertThat(taken.toNanos() / instants.length).isLessThan(1_000);
    }

    @Test
    void aYearOfAHundredPeopleTakesLessThanFiftyMilliseconds() {
        for (TurnUnit unit : List.of(TurnUnit.WEEK, TurnUnit.HOUR)) {
            List<Integer> sizes = new ArrayList<>();
            Duration taken = best(() -> {
                OnCallSchedule schedule = OnCallSchedule.builder("s", "Europe/Berlin")
                        .layer(Layer.of(
                                "all",
                                Rotation.builder(unit, ANCHOR)
                                        .people(people(100))
                                        .build()))
                        .build();
                sizes.add(OnCall.shifts(schedule, FROM, UNTIL).size());
            });
            System.out.println("a year of 100 people by the " + unit + ": " + taken.toNanos() / 1_000 + " us");
            // the hour that comes twice is one turn
            assertThat(sizes).containsOnly(unit == TurnUnit.WEEK ? 53 : 8_759);
            assertThat(taken).isLessThan(Duration.ofMillis(50));
        }
    }

    /** What is asked in a transaction or on a page must stay cheap at the limits, too. */
    @Test
    void aScheduleAtItsLimitsIsBuiltExplainedAndSweptInTime() {
        OnCallSchedule.Builder builder = layered(4_990);
        List<Layer> layers = layered(0).build().versions().get(0).layers();
        for (int i = 1; i < 200; i++) {
            builder.version(new ScheduleVersion(FROM.plus(Duration.ofDays(i)), layers));
        }
        for (int i = 0; i < 10; i++) {
            builder.override(ScheduleOverride.replace(
                    "long-" + i, new Window(FROM, FROM.plus(Duration.ofDays(3_650))), "nobody-" + i, "eve"));
        }
        OnCallSchedule schedule = builder.build();
        Duration why = best(() -> assertThat(
                        OnCall.why(schedule, FROM.plus(Duration.ofDays(100))).because())
                .isNotEmpty());
        Duration year =
                best(() -> assertThat(OnCall.shifts(schedule, FROM, UNTIL)).isNotEmpty());
        System.out.println("5,000 overrides, 200 versions of 10 layers: why " + why.toMillis()
                + " ms, a year of shifts " + year.toMillis() + " ms");
        assertThat(why).isLessThan(Duration.ofMillis(500));
        assertThat(year).isLessThan(Duration.ofMillis(1_000));
    }
}
