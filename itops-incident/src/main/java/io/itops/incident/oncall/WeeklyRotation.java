package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One person a week, in a fixed order, handing over at a local time of one weekday.
 *
 * <p>The first turn belongs to the first person and begins at the first hand-off on or after the anchor date; before it, nobody is
 * on call. Weeks are weeks of the calendar: one that the clocks make longer or shorter by an hour is one turn all the same.
 *
 * <p>Immutable and thread-safe.
 *
 * @param people their ids in order, 1 to 1,000; the same person may stand in it more than once
 * @param handoffDay the weekday on which the next person takes over
 * @param handoffTime the local time at which the next person takes over, in whole seconds
 * @param anchor the date on or after which the first turn begins, of the years 1900 to 9000
 * @since 0.1
 */
public record WeeklyRotation(List<String> people, DayOfWeek handoffDay, LocalTime handoffTime, LocalDate anchor)
        implements Rotation {
    private static final Codec<LocalTime> TIME = parsed("local time such as 09:00", LocalTime::parse);
    private static final Codec<LocalDate> DATE = parsed("date such as 2026-11-24", LocalDate::parse);

    static final Codec<WeeklyRotation> SHAPE = Shape.of("weekly rotation", s -> {
        var people = s.field("people", Codec.TEXT.list(), WeeklyRotation::people);
        var day = s.field("handoffDay", Codec.ofEnum(DayOfWeek.class), WeeklyRotation::handoffDay);
        var time = s.field("handoffTime", TIME, WeeklyRotation::handoffTime);
        var anchor = s.field("anchor", DATE, WeeklyRotation::anchor);
        return row -> new WeeklyRotation(row.get(people), row.get(day), row.get(time), row.get(anchor));
    });

    /** Checks and copies the parts. */
    public WeeklyRotation {
        Require.size("people of a rotation", people, 1, 1_000)
                .forEach(person -> Require.text("person", Require.id("person", person), 100));
        people = List.copyOf(people);
        Require.present("hand-off day", handoffDay);
        Require.present("hand-off time", handoffTime);
        Require.that(
                handoffTime.equals(handoffTime.truncatedTo(ChronoUnit.SECONDS)),
                "hand-off time",
                "be in whole seconds",
                handoffTime);
        Require.present("anchor", anchor);
        Require.that(
                anchor.getYear() >= 1900 && anchor.getYear() <= 9000,
                "anchor",
                "lie in the years 1900 to 9000",
                anchor);
    }

    private static <T> Codec<T> parsed(String what, Function<String, T> parse) {
        return Codec.TEXT.map(
                text -> {
                    try {
                        return parse.apply(text);
                    } catch (DateTimeException e) {
                        throw new InvalidInputException("text", "be a " + what, text);
                    }
                },
                String::valueOf);
    }

    @Override
    public Optional<Long> turnAt(Instant instant, ZoneId zone, DstPolicy policy) {
        Instant at = Require.instant("instant", instant);
        LocalDate local = at.atZone(zone).toLocalDate();
        // The calendar names the week; the hand-off of that week, or a skipped day, can still lie on the other side of
        // the instant.
        long turn = Math.floorDiv(ChronoUnit.DAYS.between(firstHandoff(), local), 7);
        while (turn >= 0 && handoff(turn, zone, policy).isAfter(at)) {
            turn--;
        }
        while (turn >= -1 && !handoff(turn + 1, zone, policy).isAfter(at)) {
            turn++;
        }
        return turn < 0 ? Optional.empty() : Optional.of(turn);
    }

    @Override
    public Window window(long turn, ZoneId zone, DstPolicy policy) {
        Require.that(turn >= 0, "turn", "be at least 0", turn);
        return new Window(handoff(turn, zone, policy), handoff(turn + 1, zone, policy));
    }

    @Override
    public String person(long turn) {
        Require.that(turn >= 0, "turn", "be at least 0", turn);
        return people.get((int) (turn % people.size()));
    }

    private LocalDate firstHandoff() {
        return anchor.with(TemporalAdjusters.nextOrSame(handoffDay));
    }

    private Instant handoff(long turn, ZoneId zone, DstPolicy policy) {
        return LocalTimes.toInstant(firstHandoff().plusWeeks(turn).atTime(handoffTime), zone, policy);
    }
}
