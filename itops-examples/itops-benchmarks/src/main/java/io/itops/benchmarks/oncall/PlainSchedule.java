package io.itops.benchmarks.oncall;

import io.itops.core.time.WeeklyHours;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a program would write by hand: layer by layer, override by override, each time it is asked. It knows what this workload has: turns of
 * one hour, day or week, restrictions, additions and replacements.
 */
final class PlainSchedule {
    private final OnCallSchedule schedule;
    private final ZoneId zone;

    PlainSchedule(OnCallSchedule schedule) {
        this.schedule = schedule;
        this.zone = schedule.zone();
    }

    List<String> onCall(Instant at) {
        List<String> people = new ArrayList<>();
        List<Set<String>> replaced = new ArrayList<>();
        ZonedDateTime local = at.atZone(zone);
        for (Layer layer : schedule.versions().get(0).layers()) {
            if (isOpen(layer, at, local.toLocalDate())) {
                people.add(turn(layer.rotation(), at, local.toLocalDateTime()));
                replaced.add(new HashSet<>());
                break;
            }
        }
        for (ScheduleOverride override : schedule.overrides()) {
            if (!at.isBefore(override.window().start())
                    && at.isBefore(override.window().end())) {
                carryOut(override, people, replaced);
            }
        }
        return people.stream().distinct().toList();
    }

    private static void carryOut(ScheduleOverride override, List<String> people, List<Set<String>> replaced) {
        if (override instanceof ScheduleOverride.Add add && !people.contains(add.person())) {
            people.add(add.person());
            replaced.add(new HashSet<>());
        } else if (override instanceof ScheduleOverride.Replace replace) {
            for (int i = 0; i < people.size(); i++) {
                if (people.get(i).equals(replace.person()) || replaced.get(i).contains(replace.person())) {
                    replaced.get(i).add(replace.person());
                    people.set(i, replace.by());
                }
            }
        }
    }

    private boolean isOpen(Layer layer, Instant at, LocalDate today) {
        if (layer.restrictions().isEmpty()) {
            return true;
        }
        for (WeeklyHours.Stretch restriction : layer.restrictions().stretches()) {
            for (int ago = 0; ago < 2; ago++) {
                LocalDate day = today.minusDays(ago);
                if (day.getDayOfWeek() == restriction.day()
                        && !at.isBefore(
                                day.atTime(restriction.start()).atZone(zone).toInstant())
                        && at.isBefore(day.plusDays(restriction.days())
                                .atTime(restriction.end())
                                .atZone(zone)
                                .toInstant())) {
                    return true;
                }
            }
        }
        return false;
    }

    private String turn(Rotation rotation, Instant at, LocalDateTime local) {
        ChronoUnit unit = switch (rotation.unit()) {
            case HOUR -> ChronoUnit.HOURS;
            case DAY -> ChronoUnit.DAYS;
            case WEEK -> ChronoUnit.WEEKS;
            case MONTH -> ChronoUnit.MONTHS;
        };
        long turn = unit.between(rotation.anchor(), local) + 1;
        while (rotation.anchor().plus(turn, unit).atZone(zone).toInstant().isAfter(at)) {
            turn--;
        }
        return rotation.participants()
                .get((int) (turn % rotation.participants().size()))
                .toString();
    }
}
