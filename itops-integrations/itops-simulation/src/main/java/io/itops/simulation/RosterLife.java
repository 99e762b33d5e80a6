package io.itops.simulation;

import io.itops.core.Actor;
import io.itops.core.time.Window;
import io.itops.incident.oncall.AcceptedGap;
import io.itops.incident.oncall.Assignment;
import io.itops.incident.oncall.Continuity;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.Shift;
import io.itops.incident.oncall.TemporarySchedule;
import io.itops.incident.oncall.Vacation;
import io.itops.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is done to the schedules in the course of a day: vacations, overrides, swaps, temporary schedules, people who leave and layers that
 * are edited. Some of it leaves nobody on call, of which a part is accepted, a part is filled in time, and the rest must be told.
 */
final class RosterLife {
    private static final Actor PLANNER = Actor.user("pat");
    private static final String PAGED = Landscape.SCHEDULE;
    private static final String BACKUP = Landscape.BACKUP;
    private static final int DAY = 24 * 60;

    private final SplittableRandom random;

    RosterLife(SplittableRandom random) {
        this.random = random;
    }

    void arrange(Simulation.Builder<DayNode> day) {
        gap(day, PAGED, "morning", 60 + random.nextInt(120));
        gap(day, BACKUP, "noon", 620 + random.nextInt(60));
        gap(day, BACKUP, "evening", 1_100 + random.nextInt(100));
        for (String schedule : List.of(PAGED, BACKUP)) {
            for (int i = 0; i < 3; i++) {
                vacation(day, schedule, "away-" + i, random.nextInt(DAY));
                override(day, schedule, "override-" + i, random.nextInt(DAY));
            }
            swap(day, schedule, random.nextInt(DAY));
            temporary(day, schedule, random.nextInt(DAY));
        }
        int leaves = 700 + random.nextInt(300);
        act(
                day,
                leaves,
                "somebody leaves",
                (schedules, now) -> schedules.removePerson(BACKUP, one(Landscape.ROTATION), PLANNER));
        act(
                day,
                leaves + 30 + random.nextInt(200),
                "somebody joins",
                (schedules, now) -> schedules.edit(
                        BACKUP,
                        List.of(
                                Layer.of("watch", Rotation.hourly(anchor(now), List.of("ann", "dan"))),
                                Layer.of("rest", Rotation.daily(anchor(now), List.of("bob", "dan")))),
                        Continuity.KEEP_CURRENT,
                        PLANNER));
    }

    /** Nobody for an hour or so, of which somebody may take notice in time. */
    private void gap(Simulation.Builder<DayNode> day, String schedule, String id, int minute) {
        int ahead = random.nextInt(80);
        int lasts = 55 + random.nextInt(60);
        day.insist(
                at(minute),
                "leave a gap",
                (app, stage) -> app.incidents()
                        .schedules()
                        .temporary(
                                schedule,
                                new TemporarySchedule(id, ahead(stage.now(), ahead, lasts), List.of()),
                                PLANNER));
        int way = schedule.equals(PAGED) ? 9 : random.nextInt(10);
        if (way < 3) {
            act(
                    day,
                    minute + random.nextInt(ahead + 20),
                    "fill the gap",
                    (schedules, now) -> schedules.cancel(schedule, id, PLANNER));
        } else if (way < 6) {
            act(
                    day,
                    minute + random.nextInt(ahead + 20),
                    "accept the gap",
                    (schedules, now) -> schedules.acceptGap(
                            schedule,
                            new AcceptedGap("accepted-" + id, ahead(now, random.nextInt(40), 60), "nobody is there"),
                            PLANNER));
        }
    }

    private void vacation(Simulation.Builder<DayNode> day, String schedule, String id, int minute) {
        act(
                day,
                minute,
                "go on vacation",
                (schedules, now) -> schedules.vacation(
                        schedule,
                        new Vacation(
                                id,
                                one(Landscape.ROTATION),
                                ahead(now, random.nextInt(120), 30 + random.nextInt(400)),
                                schedule.equals(PAGED) || random.nextInt(3) > 0
                                        ? Vacation.Cover.NEXT_AVAILABLE
                                        : Vacation.Cover.NOBODY),
                        PLANNER));
    }

    private void override(Simulation.Builder<DayNode> day, String schedule, String id, int minute) {
        act(day, minute, "override", (schedules, now) -> {
            Window window = ahead(now, random.nextInt(60), 20 + random.nextInt(200));
            String person = one(Landscape.ROTATION);
            ScheduleOverride made = switch (random.nextInt(schedule.equals(PAGED) ? 3 : 4)) {
                case 0 -> ScheduleOverride.add(id, window, "eve");
                case 1 -> ScheduleOverride.replace(id, window, person, "eve");
                case 2 -> new ScheduleOverride.Replace(id, window, person, "fay", Optional.of("watch"));
                default -> ScheduleOverride.remove(id, window, person);
            };
            schedules.override(schedule, made, PLANNER);
        });
    }

    private void swap(Simulation.Builder<DayNode> day, String schedule, int minute) {
        act(day, minute, "swap", (schedules, now) -> {
            Instant from = now.plus(1, ChronoUnit.HOURS);
            List<Shift> shifts =
                    new ArrayList<>(OnCall.shifts(schedules.get(schedule), from, from.plus(30, ChronoUnit.HOURS)));
            Shift first = shifts.get(0);
            for (Shift second : shifts) {
                if (!second.person().equals(first.person()) && !second.window().overlaps(first.window())) {
                    schedules.override(
                            schedule,
                            new ScheduleOverride.Swap(
                                    "swap",
                                    new Assignment(first.window(), first.person()),
                                    new Assignment(second.window(), second.person())),
                            PLANNER);
                    return;
                }
            }
        });
    }

    /** Somebody else for a while, with a hole of some minutes in the middle. */
    private void temporary(Simulation.Builder<DayNode> day, String schedule, int minute) {
        act(day, minute, "plan for a while", (schedules, now) -> {
            Window whole = ahead(now, random.nextInt(100), 90);
            Instant middle = whole.start().plus(40, ChronoUnit.MINUTES);
            Instant later = middle.plus(random.nextInt(30), ChronoUnit.MINUTES);
            schedules.temporary(
                    schedule,
                    new TemporarySchedule(
                            "launch",
                            whole,
                            List.of(
                                    new Assignment(new Window(whole.start(), middle), "fay"),
                                    new Assignment(new Window(later, whole.end()), one(Landscape.ROTATION)))),
                    PLANNER);
        });
    }

    private static Window ahead(Instant now, int minutes, int lasts) {
        Instant start = now.truncatedTo(ChronoUnit.MINUTES).plus(minutes + 1L, ChronoUnit.MINUTES);
        return new Window(start, start.plus(lasts, ChronoUnit.MINUTES));
    }

    private static LocalDateTime anchor(Instant now) {
        return LocalDateTime.ofInstant(now, Landscape.ZONE)
                .truncatedTo(ChronoUnit.HOURS)
                .minusDays(10);
    }

    private String one(List<String> people) {
        return people.get(random.nextInt(people.size()));
    }

    private static Duration at(int minute) {
        return Duration.ofMinutes(minute);
    }

    @FunctionalInterface
    private interface Doing {
        void on(OnCallSchedules schedules, Instant now);
    }

    /** Done once; whatever does not fit any more by then is refused. */
    private static void act(Simulation.Builder<DayNode> day, int minute, String name, Doing doing) {
        day.act(at(minute), name, (app, stage) -> doing.on(app.incidents().schedules(), stage.now()));
    }
}
