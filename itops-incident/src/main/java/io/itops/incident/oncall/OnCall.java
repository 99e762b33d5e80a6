package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.time.Window;
import java.time.Instant;
import java.util.ArrayList;
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
        Rotation rotation = schedule.rotation();
        return rotation.turnAt(instant, schedule.zone(), schedule.policy()).stream()
                .map(rotation::person)
                .toList();
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
        Rotation rotation = schedule.rotation();
        List<Shift> shifts = new ArrayList<>();
        long turn = rotation.turnAt(asked.start(), schedule.zone(), schedule.policy())
                .orElse(0L);
        Window window = rotation.window(turn, schedule.zone(), schedule.policy());
        while (window.start().isBefore(asked.end())) {
            if (shifts.size() == MAX_SHIFTS) {
                throw new LimitExceededException("shifts", MAX_SHIFTS, MAX_SHIFTS + 1L);
            }
            String person = rotation.person(turn);
            window.intersect(asked).ifPresent(part -> shifts.add(new Shift(part, person)));
            turn++;
            window = rotation.window(turn, schedule.zone(), schedule.policy());
        }
        return List.copyOf(shifts);
    }
}
