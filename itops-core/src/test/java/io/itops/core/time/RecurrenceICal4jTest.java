package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.InvalidInputException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.Test;

/** Random rules, written as RRULE text and read by ical4j: the same days, and the same instants in every zone. */
class RecurrenceICal4jTest {
    private static final int RULES = 500;
    private static final DayOfWeek[] DAYS = DayOfWeek.values();

    private static DayOfWeek day(Random random) {
        return DAYS[random.nextInt(7)];
    }

    private static RecurringDays.Builder random(Random random) {
        LocalDate from = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(4_000));
        int frequency = random.nextInt(4);
        RecurringDays.Builder rule = switch (frequency) {
            case 0 -> RecurringDays.daily(from);
            case 1 -> RecurringDays.weekly(from);
            case 2 -> RecurringDays.monthly(from);
            default -> RecurringDays.yearly(from);
        };
        rule.every(1 + random.nextInt(frequency == 3 ? 4 : 13));
        if (frequency == 1) {
            rule.weekStart(day(random));
        }
        // of a week that lies in two months ical4j takes all days or none; here each day is asked for its own month
        boolean months = frequency != 1 && random.nextInt(3) == 0;
        for (int i = 0; months && i <= random.nextInt(4); i++) {
            rule.in(Month.of(1 + random.nextInt(12)));
        }
        boolean days = frequency != 1 && random.nextInt(3) == 0 && (frequency != 3 || months);
        for (int i = 0; days && i <= random.nextInt(4); i++) {
            int day = 1 + random.nextInt(31);
            rule.daysOfMonth(random.nextBoolean() ? day : -day);
        }
        boolean weekdays = random.nextInt(2) == 0;
        for (int i = 0; weekdays && i <= random.nextInt(3); i++) {
            // an ordinal beside days of the month means the same to us, but ical4j leaves it out
            int most = frequency < 2 || days ? 0 : frequency == 2 || months ? 5 : 20;
            int ordinal = most == 0 || random.nextBoolean() ? 0 : 1 + random.nextInt(most);
            rule.on(random.nextBoolean() ? ordinal : -ordinal, day(random));
        }
        switch (random.nextInt(3)) {
            case 0 -> rule.count(1 + random.nextInt(40));
            case 1 -> rule.until(from.plusDays(random.nextInt(4_000)));
            default -> {}
        }
        return rule;
    }

    private static Optional<RecurringDays> built(Random random) {
        try {
            return Optional.of(random(random).build());
        } catch (InvalidInputException e) {
            assertThat(e.what()).isEqualTo("recurrence");
            return Optional.empty();
        }
    }

    @Test
    void rulesNameTheDaysThatIcal4jFinds() {
        Random random = new Random(20261130);
        int found = 0;
        int empty = 0;
        for (int i = 0; i < RULES; i++) {
            Optional<RecurringDays> built = built(random);
            if (built.isEmpty()) {
                empty++;
                continue;
            }
            RecurringDays days = built.get();
            LocalDate first = days.next(days.from()).orElseThrow();
            // some windows lie far from the beginning, where only the phase of the rule tells what comes
            LocalDate start = first.plusDays(random.nextInt(2) * random.nextInt(4_000));
            LocalDate end = start.plusDays(1_000);
            List<LocalDate> expected = new Recur<LocalDate>(days.toRRule()).getDates(first, start, end);
            List<LocalDate> ours = days.between(start, end.plusDays(1));
            assertThat(ours)
                    .as("%s from %s, %s to %s", days.toRRule(), first, start, end)
                    .isEqualTo(List.copyOf(new TreeSet<>(expected)));
            found += ours.size();
        }
        assertThat(found).isGreaterThan(8_000);
        assertThat(empty).isLessThan(RULES / 10);
    }

    @Test
    void windowsStartWhereIcal4jSaysInEveryZone() {
        Random random = new Random(7);
        int found = 0;
        for (String id : Zones.ids()) {
            Optional<RecurringDays> built = built(random);
            if (built.isEmpty()) {
                continue;
            }
            ZoneId zone = ZoneId.of(id);
            Recurrence rule = Recurrence.of(built.get(), zone)
                    .from(LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)))
                    .lasting(Duration.ofMinutes(1 + random.nextInt(10)));
            ZonedDateTime first = rule.days()
                    .next(rule.days().from())
                    .orElseThrow()
                    .atTime(rule.start())
                    .atZone(zone);
            ZonedDateTime end = first.plusDays(300);
            TreeSet<Instant> expected = new TreeSet<>();
            for (ZonedDateTime time : new Recur<ZonedDateTime>(rule.toRRule()).getDates(first, first, end)) {
                // ical4j leaves local times in a gap as the zone's own rules resolve them, as RFC 5545 says
                expected.add(
                        time.toLocalDate().atTime(rule.start()).atZone(zone).toInstant());
            }
            List<Instant> ours =
                    rule.windows(new Window(first.toInstant(), end.toInstant().plusSeconds(1))).asList().stream()
                            .map(Window::start)
                            .toList();
            assertThat(ours).as("%s in %s from %s", rule.toRRule(), zone, first).isEqualTo(List.copyOf(expected));
            found += ours.size();
        }
        assertThat(found).isGreaterThan(3_000);
    }
}
