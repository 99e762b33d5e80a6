package io.itops.simulation.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** Who is on call in a weekly rotation, found by counting hand-offs; the anchor is the first of them. */
record Rota(ZoneId zone, LocalDateTime anchor, List<String> people) {
    static Rota of(Facts schedule) {
        Facts layer = only(only(schedule.list("versions")).list("layers"));
        Facts rotation = layer.object("rotation");
        boolean known = rotation.text("unit").equals("WEEK")
                && rotation.numbers("lengths").equals(List.of(1.0))
                && layer.list("restrictions").isEmpty()
                && schedule.list("overrides").isEmpty()
                && schedule.list("temporaries").isEmpty()
                && schedule.list("vacations").isEmpty();
        if (!known) {
            throw new IllegalArgumentException("only one weekly rotation is known, not " + schedule);
        }
        return new Rota(
                ZoneId.of(schedule.text("zone")),
                LocalDateTime.parse(rotation.text("anchor")),
                rotation.texts("participants"));
    }

    private static Facts only(List<Facts> list) {
        if (list.size() != 1) {
            throw new IllegalArgumentException("only one weekly rotation is known, not " + list);
        }
        return list.get(0);
    }

    String at(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalDate handoff = local.toLocalDate().with(TemporalAdjusters.previousOrSame(anchor.getDayOfWeek()));
        if (local.isBefore(handoff.atTime(anchor.toLocalTime()).atZone(zone))) {
            handoff = handoff.minusWeeks(1);
        }
        long weeks = ChronoUnit.WEEKS.between(anchor.toLocalDate(), handoff);
        return people.get((int) Math.floorMod(weeks, (long) people.size()));
    }
}
