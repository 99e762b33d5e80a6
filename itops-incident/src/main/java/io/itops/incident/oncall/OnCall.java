package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers who is on call: the one place where the SDK does it, so that pages, previews, exports and reports cannot disagree.
 *
 * <p>The two forms agree: a person is on call at an instant exactly if a shift of that person holds the instant.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class OnCall {
    /** The greatest number of shifts in one answer. */
    public static final int MAX_SHIFTS = 100_000;

    /** Shifts are worked out in stretches, so that the limit is found before memory runs out. */
    private static final long STRETCH = 366L * 86_400 * 1_000_000;

    private static final long FIRST_MARGIN = 15L * 86_400 * 1_000_000;
    private static final long LAST_MARGIN = 256 * FIRST_MARGIN;

    private OnCall() {}

    /**
     * Who is on call at an instant.
     *
     * @param schedule the schedule
     * @param instant any instant
     * @return their ids, in the order of importance; empty if nobody is
     */
    public static List<String> onCall(OnCallSchedule schedule, Instant instant) {
        Require.present("schedule", schedule);
        return schedule.timeline().onCall(Values.micros(Require.instant("instant", instant)));
    }

    /**
     * Who is on call at an instant, and why.
     *
     * @param schedule the schedule
     * @param instant any instant
     * @return the people of {@link #onCall}, each with the cause
     */
    public static List<Duty> duties(OnCallSchedule schedule, Instant instant) {
        Require.present("schedule", schedule);
        long at = Values.micros(Require.instant("instant", instant));
        Track track = schedule.timeline().track(at, at + 1);
        return track.size() == 0 ? List.of() : track.duties(0);
    }

    /**
     * Why the people who are on call at an instant are: what each layer says, and what was changed about it.
     *
     * @param schedule the schedule
     * @param instant any instant
     * @return the reasons
     */
    public static Explanation why(OnCallSchedule schedule, Instant instant) {
        Require.present("schedule", schedule);
        return Reasons.of(schedule, Require.instant("instant", instant));
    }

    /**
     * Who is on call from an instant until another one. Shifts that begin before or end after the asked time are cut at its ends.
     *
     * @param schedule the schedule
     * @param from the first instant
     * @param until the first instant that is not asked about, after {@code from}
     * @return shifts in the order of time; a time that no shift holds is one at which nobody is on call
     * @throws LimitExceededException if there are more than {@value #MAX_SHIFTS}
     */
    public static List<Shift> shifts(OnCallSchedule schedule, Instant from, Instant until) {
        Require.present("schedule", schedule);
        Window asked = new Window(from, until);
        ShiftList shifts = new ShiftList(MAX_SHIFTS);
        long end = Values.micros(asked.end());
        for (long at = Values.micros(asked.start()); at < end; at += STRETCH) {
            shifts.add(schedule.timeline().track(at, Math.min(end, at + STRETCH)));
        }
        return shifts.list();
    }

    /**
     * The shifts that touch a time, as long as they go: uncut, but for those that last more than ten years.
     *
     * @param schedule the schedule
     * @param from the first instant
     * @param until the first instant that is not asked about, after {@code from}
     * @return shifts in the order of time
     * @throws LimitExceededException if there are more than {@value #MAX_SHIFTS}, with those of a time around it
     */
    public static List<Shift> wholeShifts(OnCallSchedule schedule, Instant from, Instant until) {
        Window asked = new Window(from, until);
        List<Shift> shifts = List.of();
        for (long margin = FIRST_MARGIN; margin <= LAST_MARGIN; margin *= 4) {
            Window wider = wider(asked, margin);
            shifts = shifts(schedule, wider.start(), wider.end()).stream()
                    .filter(shift -> shift.window().overlaps(asked))
                    .toList();
            if (shifts.stream().noneMatch(shift -> isCut(shift.window(), wider))) {
                break;
            }
        }
        return shifts;
    }

    /** The time at whose ends {@link #wholeShifts} cuts. */
    static Window widest(Window asked) {
        return wider(asked, LAST_MARGIN);
    }

    private static Window wider(Window asked, long margin) {
        return Values.window(
                Math.max(Timeline.FIRST, Values.micros(asked.start()) - margin),
                Math.min(Timeline.LAST, Values.micros(asked.end()) + margin));
    }

    private static boolean isCut(Window shift, Window asked) {
        return shift.start().equals(asked.start()) || shift.end().equals(asked.end());
    }

    /**
     * Who only looks on at an instant.
     *
     * @param schedule the schedule
     * @param instant any instant
     * @return ids of people, none of whom is paged for it
     */
    public static List<String> shadowing(OnCallSchedule schedule, Instant instant) {
        List<String> onCall = onCall(schedule, instant);
        return schedule.shadows().stream()
                .filter(shadow -> shadow.window().contains(instant))
                .filter(shadow -> shadow.of().map(onCall::contains).orElse(!onCall.isEmpty()))
                .map(Shadow::person)
                .distinct()
                .toList();
    }

    /**
     * Who looks on from an instant until another one.
     *
     * @param schedule the schedule
     * @param from the first instant
     * @param until the first instant that is not asked about, after {@code from}
     * @return for each shadow, the stretches in which there is somebody to look on at, in the order of time
     * @throws LimitExceededException if the schedule has more than {@value #MAX_SHIFTS} shifts in that time
     */
    public static List<Shift> shadowShifts(OnCallSchedule schedule, Instant from, Instant until) {
        Window asked = new Window(from, until);
        List<Shift> shifts = shifts(schedule, from, until);
        List<Shift> looking = new ArrayList<>();
        for (Shadow shadow : schedule.shadows()) {
            Windows watched = Windows.of(shifts.stream()
                    .filter(shift -> shadow.of().map(shift.person()::equals).orElse(true))
                    .map(Shift::window)
                    .toList());
            Cause cause = Cause.of(
                    Cause.Kind.SHADOW,
                    shadow.id(),
                    Values.micros(shadow.window().start()));
            if (shadow.window().overlaps(asked)) {
                watched.intersect(shadow.window())
                        .asList()
                        .forEach(window -> looking.add(new Shift(window, shadow.person(), cause)));
            }
        }
        looking.sort(Comparator.comparing((Shift shift) -> shift.window().start()));
        return List.copyOf(looking);
    }

    /**
     * When an override changes who is on call. It changes nothing where the person whom it replaces is not on call, where a later one
     * contradicts it, or, if it is one of a layer, where a temporary schedule or a higher layer covers that layer.
     *
     * @param schedule the schedule
     * @param overrideId the override's id
     * @return the time in which somebody else would be on call without it; empty if it has no effect
     * @throws LimitExceededException if there are more than {@value #MAX_SHIFTS} stretches of it
     * @throws io.itops.core.InvalidInputException if the schedule has no such override
     */
    public static Windows effect(OnCallSchedule schedule, String overrideId) {
        Require.present("schedule", schedule);
        Require.id("override id", overrideId);
        ScheduleOverride override = schedule.overrides().stream()
                .filter(made -> made.id().equals(overrideId))
                .findFirst()
                .orElse(null);
        Require.that(override != null, "override", "be one of schedule " + schedule.id(), overrideId);
        return Effect.of(schedule, Require.present("override", override));
    }
}
