package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Tree;
import io.itops.core.time.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a command makes of a schedule at an instant, and what the journal says about it: pure functions, which refuse what the schedule
 * cannot have.
 *
 * <p>Immutable and thread-safe.
 *
 * @param after the schedule after it
 * @param event the last part of the event's type
 * @param words what has happened, to be read after the schedule's id
 * @param name what the data is called
 * @param data the data of the event
 */
record ScheduleChange(OnCallSchedule after, String event, String words, String name, Tree data) {
    static ScheduleChange edited(
            OnCallSchedule schedule, List<Layer> layers, Optional<Instant> from, Continuity continuity, Instant now) {
        Instant effective = from.orElse(now);
        Require.that(
                !effective.isBefore(now),
                "effective from",
                "be at or after " + now + ", since the past stays as it was",
                effective);
        return new ScheduleChange(
                schedule.edited(layers, effective, continuity),
                "edited",
                from.isPresent() ? "was edited from " + effective + " on" : "was edited",
                "layers",
                Layer.CODEC.list().write(layers));
    }

    static ScheduleChange overridden(OnCallSchedule schedule, ScheduleOverride override, Instant now) {
        if (override instanceof ScheduleOverride.Swap swap) {
            ScheduleEdits.requireHeld(schedule, swap.first(), now);
            ScheduleEdits.requireHeld(schedule, swap.second(), now);
        }
        boolean swaps = override.kind() == ScheduleOverride.Kind.SWAP;
        ScheduleOverride made = override.during(ScheduleEdits.upcoming("override window", override.window(), now));
        OnCallSchedule after = schedule.toBuilder().override(made).build();
        boolean counts = Effect.counts(after, made);
        return new ScheduleChange(
                after,
                swaps ? "swapped" : "overridden",
                "got " + (swaps ? "swap " : "override ") + made.id()
                        + (counts ? "" : ", which as things stand changes nothing"),
                "override",
                ScheduleOverride.CODEC.write(made));
    }

    static ScheduleChange temporary(OnCallSchedule schedule, TemporarySchedule temporary, Instant now) {
        Window window = ScheduleEdits.upcoming("window of a temporary schedule", temporary.window(), now);
        TemporarySchedule made = temporary.during(window);
        return new ScheduleChange(
                schedule.toBuilder().temporary(made).build(),
                "temporary-added",
                "got temporary schedule " + made.id(),
                "temporary",
                TemporarySchedule.CODEC.write(made));
    }

    static ScheduleChange vacation(OnCallSchedule schedule, Vacation vacation, Instant now) {
        Vacation made = vacation.during(ScheduleEdits.upcoming("vacation window", vacation.window(), now));
        ScheduleEdits.requireTurns(schedule, made);
        return new ScheduleChange(
                schedule.toBuilder().vacation(made).build(),
                "vacation-added",
                "got vacation " + made.id() + " of " + made.person(),
                "vacation",
                Vacation.CODEC.write(made));
    }

    static ScheduleChange shadow(OnCallSchedule schedule, Shadow shadow, Instant now) {
        Shadow made = shadow.during(ScheduleEdits.upcoming("shadow window", shadow.window(), now));
        return new ScheduleChange(
                schedule.toBuilder().shadow(made).build(),
                "shadow-added",
                "got shadow " + made.id() + ", " + made.person(),
                "shadow",
                Shadow.CODEC.write(made));
    }

    static ScheduleChange gapAccepted(OnCallSchedule schedule, AcceptedGap gap, Instant now) {
        AcceptedGap made = gap.during(ScheduleEdits.upcoming("window of an accepted gap", gap.window(), now));
        return new ScheduleChange(
                schedule.toBuilder().acceptedGap(made).build(),
                "gap-accepted",
                "may have nobody on call in " + made.window(),
                "gap",
                AcceptedGap.CODEC.write(made));
    }

    static ScheduleChange cancelled(OnCallSchedule schedule, String exception, Instant now) {
        OnCallSchedule after = ScheduleEdits.cancelled(schedule, exception, now);
        Require.that(
                !after.equals(schedule),
                "exception to cancel",
                "be one of schedule " + schedule.id() + " that is not over",
                exception);
        return new ScheduleChange(after, "cancelled", "lost " + exception, "exception", Codec.TEXT.write(exception));
    }

    static ScheduleChange personRemoved(OnCallSchedule schedule, String person, Instant now) {
        OnCallSchedule after = schedule.withoutPerson(person, now);
        Require.that(
                !after.equals(schedule),
                "person to remove",
                "be on call some time in schedule " + schedule.id(),
                person);
        return new ScheduleChange(after, "person-removed", "lost " + person, "person", Codec.TEXT.write(person));
    }

    static ScheduleChange trimmed(OnCallSchedule schedule, Instant before, Instant now) {
        Require.that(!before.isAfter(now), "instant", "be at or before now, " + now, before);
        return new ScheduleChange(
                schedule.trimmed(before), "trimmed", "lost what was over", "before", Codec.INSTANT.write(before));
    }
}
