package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The semantics of schedules, written down anew without regard to speed: java.time alone, turn after turn from the anchor. It shares
 * no code with what it judges.
 */
final class PlainOnCall {
    private PlainOnCall() {}

    static List<String> onCall(OnCallSchedule schedule, Instant at) {
        TemporarySchedule temporary = null;
        for (TemporarySchedule candidate : schedule.temporaries()) {
            temporary = holds(candidate.window(), at) ? candidate : temporary;
        }
        List<Held> duties = temporary == null ? byLayers(schedule, at) : assigned(temporary, at);
        carryOut(schedule, at, Optional.empty(), duties);
        return people(duties);
    }

    private static final class Held {
        private String person;
        private final Set<String> takenFrom = new LinkedHashSet<>();

        Held(String person) {
            this.person = person;
        }
    }

    private static List<String> people(List<Held> duties) {
        Set<String> people = new LinkedHashSet<>();
        duties.stream().filter(duty -> duty.person != null).forEach(duty -> people.add(duty.person));
        return List.copyOf(people);
    }

    private static boolean holds(Window window, Instant at) {
        return !at.isBefore(window.start()) && at.isBefore(window.end());
    }

    private static List<Held> assigned(TemporarySchedule temporary, Instant at) {
        List<Held> duties = new ArrayList<>();
        for (Assignment assignment : temporary.assignments()) {
            if (holds(assignment.window(), at)) {
                duties.add(new Held(assignment.person()));
            }
        }
        return duties;
    }

    private static List<Held> byLayers(OnCallSchedule schedule, Instant at) {
        ScheduleVersion version = null;
        for (ScheduleVersion candidate : schedule.versions()) {
            version = candidate.effectiveFrom().isAfter(at) ? version : candidate;
        }
        if (version == null) {
            return new ArrayList<>();
        }
        for (Layer layer : version.layers()) {
            List<Held> duties = new ArrayList<>();
            turn(schedule, layer, at).ifPresent(person -> duties.add(new Held(person)));
            carryOut(schedule, at, Optional.of(layer.name()), duties);
            if (!people(duties).isEmpty()) {
                duties.removeIf(duty -> duty.person == null);
                return duties;
            }
        }
        return new ArrayList<>();
    }

    private static void carryOut(OnCallSchedule schedule, Instant at, Optional<String> layer, List<Held> duties) {
        for (ScheduleOverride override : schedule.overrides()) {
            if (!override.layer().equals(layer)) {
                continue;
            }
            if (override instanceof ScheduleOverride.Swap swap) {
                if (holds(swap.first().window(), at)) {
                    replace(duties, swap.first().person(), swap.second().person());
                }
                if (holds(swap.second().window(), at)) {
                    replace(duties, swap.second().person(), swap.first().person());
                }
            } else if (holds(override.window(), at)) {
                if (override instanceof ScheduleOverride.Add add
                        && !people(duties).contains(add.person())) {
                    duties.add(new Held(add.person()));
                } else if (override instanceof ScheduleOverride.Remove remove) {
                    for (Held duty : duties) {
                        if (remove.person().equals(duty.person)) {
                            duty.person = null;
                            duty.takenFrom.add(remove.person());
                        }
                    }
                } else if (override instanceof ScheduleOverride.Replace replace) {
                    replace(duties, replace.person(), replace.by());
                }
            }
        }
    }

    private static void replace(List<Held> duties, String person, String by) {
        for (Held duty : duties) {
            if (person.equals(duty.person) || duty.takenFrom.contains(person)) {
                duty.takenFrom.add(person);
                duty.person = by;
            }
        }
    }

    private static Optional<String> turn(OnCallSchedule schedule, Layer layer, Instant at) {
        ZoneId zone = layer.zone().orElse(schedule.zone());
        if (!open(layer, zone, schedule.policy(), at)) {
            return Optional.empty();
        }
        Rotation rotation = layer.rotation();
        LocalDateTime beyond = at.atZone(zone).toLocalDateTime().plusHours(30);
        List<Participant> people = rotation.participants();
        long turn = -1;
        long found = -1;
        int left = 0;
        for (long unit = 0; ; unit++) {
            LocalDateTime begin = plus(rotation.anchor(), rotation.unit(), unit);
            if (begin.isAfter(beyond)) {
                break;
            }
            boolean counts = rotation.counting() == Counting.CALENDAR
                    || layer.restrictions().isEmpty()
                    || touches(layer, begin, plus(rotation.anchor(), rotation.unit(), unit + 1));
            if (!counts) {
                continue;
            }
            if (left == 0) {
                turn++;
                left = rotation.lengths().get((int) (turn % rotation.lengths().size()));
                found = instant(begin, zone, schedule.policy()).isAfter(at) ? found : turn;
            }
            left--;
        }
        if (found < 0) {
            return Optional.empty();
        }
        Optional<String> holder = people.get((int) (found % people.size())).person();
        if (holder.isEmpty()) {
            return holder;
        }
        Vacation vacation = vacation(schedule, holder.get(), at);
        if (vacation == null) {
            return holder;
        }
        for (int i = 1; vacation.cover() == Vacation.Cover.NEXT_AVAILABLE && i < people.size(); i++) {
            Optional<String> next =
                    people.get((int) ((found + i) % people.size())).person();
            if (next.isPresent() && vacation(schedule, next.get(), at) == null) {
                return next;
            }
        }
        return Optional.empty();
    }

    private static Vacation vacation(OnCallSchedule schedule, String person, Instant at) {
        Vacation last = null;
        for (Vacation vacation : schedule.vacations()) {
            last = vacation.person().equals(person) && holds(vacation.window(), at) ? vacation : last;
        }
        return last;
    }

    private static LocalDateTime plus(LocalDateTime anchor, TurnUnit unit, long units) {
        return switch (unit) {
            case HOUR -> anchor.plusHours(units);
            case DAY -> anchor.plusDays(units);
            case WEEK -> anchor.plusDays(7 * units);
            case MONTH -> {
                LocalDate first = anchor.toLocalDate().withDayOfMonth(1).plusMonths(units);
                yield first.withDayOfMonth(Math.min(anchor.getDayOfMonth(), first.lengthOfMonth()))
                        .atTime(anchor.toLocalTime());
            }
        };
    }

    private static boolean open(Layer layer, ZoneId zone, DstPolicy policy, Instant at) {
        if (layer.restrictions().isEmpty()) {
            return true;
        }
        LocalDate today = at.atZone(zone).toLocalDate();
        for (WeeklyHours.Stretch restriction : layer.restrictions().stretches()) {
            for (int days = -12; days <= 4; days++) {
                LocalDate day = today.plusDays(days);
                if (day.getDayOfWeek() == restriction.day()
                        && !instant(day.atTime(restriction.start()), zone, policy)
                                .isAfter(at)
                        && instant(day.plusDays(restriction.days()).atTime(restriction.end()), zone, policy)
                                .isAfter(at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean touches(Layer layer, LocalDateTime begin, LocalDateTime end) {
        for (WeeklyHours.Stretch restriction : layer.restrictions().stretches()) {
            for (LocalDate day = begin.toLocalDate().minusDays(8);
                    day.isBefore(end.toLocalDate().plusDays(1));
                    day = day.plusDays(1)) {
                if (day.getDayOfWeek() == restriction.day()
                        && day.atTime(restriction.start()).isBefore(end)
                        && day.plusDays(restriction.days())
                                .atTime(restriction.end())
                                .isAfter(begin)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By ZonedDateTime, whose earlier and later offsets are those of an overlap, and whose gaps are found by going back and forth. */
    static Instant instant(LocalDateTime local, ZoneId zone, DstPolicy policy) {
        ZonedDateTime zoned = local.atZone(zone);
        if (policy == DstPolicy.JAVA_AND_RFC5545) {
            return zoned.toInstant();
        }
        if (!zoned.toLocalDateTime().equals(local)) {
            // in a gap: the first instant after it is the one at which the offset changed
            Instant low = zoned.toInstant().minus(30, ChronoUnit.HOURS);
            Instant high = zoned.toInstant();
            while (low.until(high, ChronoUnit.SECONDS) > 1) {
                Instant middle = low.plusSeconds(low.until(high, ChronoUnit.SECONDS) / 2);
                boolean after = middle.atZone(zone).toLocalDateTime().isAfter(local);
                low = after ? low : middle;
                high = after ? middle : high;
            }
            return high;
        }
        return (policy == DstPolicy.END_LAST ? zoned.withLaterOffsetAtOverlap() : zoned).toInstant();
    }

    static LocalTime quarter(int quarter) {
        return LocalTime.MIDNIGHT.plusMinutes(15L * quarter);
    }
}
