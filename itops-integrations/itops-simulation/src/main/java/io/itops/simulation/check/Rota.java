package io.itops.simulation.check;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** Who is on call in a weekly rotation, found by counting hand-offs. */
record Rota(ZoneId zone, LocalDate anchor, DayOfWeek day, LocalTime time, List<String> people) {
    static Rota of(Facts schedule) {
        Facts rotation = schedule.object("rotation");
        if (!rotation.text("kind").equals("weekly")) {
            throw new IllegalArgumentException("only weekly rotations are known, not " + rotation.text("kind"));
        }
        Facts weekly = rotation.object("value");
        return new Rota(
                ZoneId.of(schedule.text("zone")),
                LocalDate.parse(weekly.text("anchor")),
                DayOfWeek.valueOf(weekly.text("handoffDay")),
                LocalTime.parse(weekly.text("handoffTime")),
                weekly.texts("people"));
    }

    String at(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalDate handoff = local.toLocalDate().with(TemporalAdjusters.previousOrSame(day));
        if (local.isBefore(handoff.atTime(time).atZone(zone))) {
            handoff = handoff.minusWeeks(1);
        }
        LocalDate first = anchor.with(TemporalAdjusters.nextOrSame(day));
        long weeks = ChronoUnit.WEEKS.between(first, handoff);
        return people.get((int) Math.floorMod(weeks, (long) people.size()));
    }
}
