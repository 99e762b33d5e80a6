package io.itops.benchmarks.oncall;

import io.itops.benchmarks.SplitMix;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.TurnUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** The schedules that are asked, and when they are asked about. */
final class Workload {
    static final int PEOPLE = 100;
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2036-01-01T00:00:00Z");
    static final Instant YEAR = Instant.parse("2027-01-01T00:00:00Z");

    private static final long SECONDS = END.getEpochSecond() - START.getEpochSecond();

    private Workload() {}

    /** Ten layers, the last of which is always open, and a thousand overrides over ten years. */
    static OnCallSchedule layered() {
        OnCallSchedule.Builder schedule = OnCallSchedule.builder("layered", "Europe/Berlin");
        for (int i = 0; i < 9; i++) {
            Rotation rotation = Rotation.builder(
                            i % 2 == 0 ? TurnUnit.DAY : TurnUnit.WEEK, LocalDateTime.of(2025, 12, 1 + i, 9, 0))
                    .people(people(10 * i, 10))
                    .build();
            WeeklyHours hours = WeeklyHours.on(
                    List.of(DayOfWeek.of(1 + i % 7), DayOfWeek.of(1 + (i + 3) % 7)),
                    LocalTime.of(2 * i, 0),
                    LocalTime.of(2 * i + 6, 30));
            schedule.layer(Layer.of("layer-" + i, rotation).during(hours));
        }
        schedule.layer(Layer.of("always", Rotation.weekly(LocalDateTime.of(2025, 12, 1, 9, 0), people(90, 10))));
        for (int i = 0; i < 1_000; i++) {
            Instant start = START.plusSeconds(drawn(4L * i, SECONDS));
            Window window = new Window(start, start.plusSeconds(3_600 + drawn(4L * i + 1, 14 * 86_400)));
            int person = (int) drawn(4L * i + 2, PEOPLE);
            int other = (person + 1 + (int) drawn(4L * i + 3, PEOPLE - 1)) % PEOPLE;
            schedule.override(
                    i % 4 == 0
                            ? ScheduleOverride.add("o" + i, window, person(person))
                            : ScheduleOverride.replace("o" + i, window, person(person), person(other)));
        }
        return schedule.build();
    }

    /** A hundred people who take turns by the hour. */
    static OnCallSchedule hourly() {
        return OnCallSchedule.builder("hourly", "Europe/Berlin")
                .layer(Layer.of("hourly", Rotation.hourly(LocalDateTime.of(2025, 12, 1, 0, 0), people(0, PEOPLE))))
                .build();
    }

    /** A hundred people who take turns by the week. */
    static OnCallSchedule weekly() {
        return OnCallSchedule.builder("weekly", "Europe/Berlin")
                .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2025, 12, 1, 9, 0), people(0, PEOPLE))))
                .build();
    }

    /** Instants all over ten years. */
    static Instant[] instants(int count) {
        Instant[] instants = new Instant[count];
        for (int i = 0; i < count; i++) {
            instants[i] = START.plusSeconds(drawn(1_000_000L + i, SECONDS));
        }
        return instants;
    }

    private static long drawn(long place, long bound) {
        return Math.floorMod(SplitMix.at(place), bound);
    }

    private static List<String> people(int from, int count) {
        List<String> people = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            people.add(person(i));
        }
        return people;
    }

    private static String person(int number) {
        return "person-" + number;
    }
}
