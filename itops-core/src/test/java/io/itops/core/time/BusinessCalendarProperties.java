package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The arithmetic of weeks against a walk through the minutes that reads a wall clock at each of them. */
class BusinessCalendarProperties {
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/Havana"),
            ZoneId.of("Africa/Casablanca"),
            ZoneId.of("Pacific/Apia"));
    private static final Instant BASE = Instant.parse("2011-11-01T00:00:00Z");
    private static final int SLOT = 15;

    /** Hours as said, and nothing else: which hours a date has, the last word first. */
    private static final class Model {
        final ZoneId zone;
        final Map<DayOfWeek, List<OpenHours>> week = new HashMap<>();
        final List<Map.Entry<LocalDate, List<OpenHours>>> dates = new ArrayList<>();
        final BusinessCalendar calendar;

        Model(Random random) {
            zone = ZONES.get(random.nextInt(ZONES.size()));
            BusinessCalendar.Builder builder = BusinessCalendar.in(zone);
            for (int i = 0; i <= random.nextInt(6); i++) {
                OpenHours hours = hours(random);
                DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
                builder.open(hours.start(), hours.end(), day);
                week.computeIfAbsent(day, unused -> new ArrayList<>()).add(hours);
            }
            for (int i = 0; i < random.nextInt(12); i++) {
                LocalDate date = LocalDate.of(2011, 11, 1).plusDays(random.nextInt(220));
                OpenHours[] hours = new OpenHours[random.nextInt(3)];
                for (int k = 0; k < hours.length; k++) {
                    hours[k] = hours(random);
                }
                if (random.nextBoolean()) {
                    builder.hours(date, hours);
                } else {
                    builder.hours(RecurringDays.only(date), hours);
                }
                dates.add(0, Map.entry(date, List.of(hours)));
            }
            calendar = builder.build();
        }

        private static OpenHours hours(Random random) {
            return new OpenHours(time(random), time(random));
        }

        private static LocalTime time(Random random) {
            return LocalTime.MIDNIGHT.plusMinutes((long) SLOT * random.nextInt(24 * 60 / SLOT));
        }

        private List<OpenHours> of(LocalDate date) {
            return dates.stream()
                    .filter(entry -> entry.getKey().equals(date))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(week.getOrDefault(date.getDayOfWeek(), List.of()));
        }

        boolean isOpen(Instant instant) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            LocalTime time = local.toLocalTime();
            return of(local.toLocalDate()).stream()
                            .anyMatch(hours -> !time.isBefore(hours.start())
                                    && (time.isBefore(hours.end())
                                            || !hours.end().isAfter(hours.start())))
                    || of(local.toLocalDate().minusDays(1)).stream()
                            .anyMatch(hours -> !hours.end().isAfter(hours.start()) && time.isBefore(hours.end()));
        }

        /** All quarters of an hour are wholly open or closed, since all zones here keep whole quarters. */
        Duration between(Instant from, Instant to) {
            int open = 0;
            for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60L * SLOT)) {
                open += isOpen(at) ? 1 : 0;
            }
            return Duration.ofMinutes((long) SLOT * open);
        }
    }

    private static Instant slot(int n) {
        return BASE.plusSeconds(60L * SLOT * n);
    }

    @Property(tries = 60)
    void workingTimeIsTheSumOfOpenQuarters(@ForAll long seed) {
        Random random = new Random(seed);
        Model model = new Model(random);
        for (int i = 0; i < 5; i++) {
            Instant from = slot(random.nextInt(15_000));
            Instant to = from.plusSeconds(60L * SLOT * random.nextInt(5_000));
            Duration expected = model.between(from, to);
            assertThat(model.calendar.workingTime(from, to)).isEqualTo(expected);
            if (to.isAfter(from)) {
                Windows open = model.calendar.open(new Window(from, to));
                assertThat(open.total()).isEqualTo(expected);
                BusinessCalendar both = model.calendar.and(BusinessCalendar.always());
                assertThat(both.workingTime(from, to)).isEqualTo(expected);
                for (int k = 0; k < 20; k++) {
                    Instant at = from.plusSeconds(
                            random.nextInt((int) Duration.between(from, to).toSeconds()));
                    assertThat(model.calendar.isOpen(at))
                            .isEqualTo(model.isOpen(at))
                            .isEqualTo(open.contains(at));
                }
            }
        }
    }

    @Property(tries = 100)
    void theInstantReachedIsTheFirstByWhichTheTimeHasPassed(@ForAll long seed) {
        Random random = new Random(seed);
        Model model = new Model(random);
        Instant from = slot(random.nextInt(15_000)).plusNanos(1_000L * random.nextInt(1_000_000));
        Duration working = Duration.ofSeconds(random.nextInt(2_000_000)).plusNanos(1_000);
        Optional<Instant> reached = model.calendar.reach(from, working, from.plus(BusinessCalendar.HORIZON));
        if (reached.isEmpty()) {
            assertThat(model.calendar.workingTime(from, from.plus(BusinessCalendar.HORIZON)))
                    .isLessThan(working);
        } else {
            assertThat(model.calendar.workingTime(from, reached.get())).isEqualTo(working);
            assertThat(model.calendar.workingTime(from, reached.get().minusNanos(1_000)))
                    .isLessThan(working);
        }
    }
}
