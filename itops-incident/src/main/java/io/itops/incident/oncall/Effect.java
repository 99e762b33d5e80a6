package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Where two schedules put other people on call. */
final class Effect {
    private static final long YEAR = 366L * 86_400 * 1_000_000;
    private static final int YEARS = 10;

    private Effect() {}

    /** All of it, worked out in stretches, so that the limit is found before memory runs out. */
    static Windows of(OnCallSchedule schedule, ScheduleOverride override) {
        OnCallSchedule without = without(schedule, override);
        List<Window> different = new ArrayList<>();
        for (Window stretch : stretches(override.window())) {
            different.addAll(difference(schedule, without, stretch).asList());
            if (different.size() > OnCall.MAX_SHIFTS) {
                throw new LimitExceededException(
                        "stretches in which an override counts", OnCall.MAX_SHIFTS, different.size());
            }
        }
        return Windows.of(different);
    }

    /** Whether it changes anything in the first ten years of its time. */
    static boolean counts(OnCallSchedule schedule, ScheduleOverride override) {
        OnCallSchedule without = without(schedule, override);
        return stretches(override.window()).stream()
                .limit(YEARS)
                .anyMatch(stretch -> !difference(schedule, without, stretch).isEmpty());
    }

    /** Whether it changes anything at an instant of its time. */
    static boolean countsAt(OnCallSchedule schedule, ScheduleOverride override, long at) {
        return !difference(schedule, without(schedule, override), Values.window(at, at + 1))
                .isEmpty();
    }

    private static OnCallSchedule without(OnCallSchedule schedule, ScheduleOverride override) {
        OnCallSchedule.Builder without = schedule.toBuilder();
        without.overrides().remove(override);
        return without.build();
    }

    private static List<Window> stretches(Window window) {
        List<Window> stretches = new ArrayList<>();
        long end = Values.micros(window.end());
        for (long at = Values.micros(window.start()); at < end; at += YEAR) {
            stretches.add(Values.window(at, Math.min(end, at + YEAR)));
        }
        return stretches;
    }

    /** Where the people differ, whatever the order and the causes. */
    private static Windows difference(OnCallSchedule one, OnCallSchedule other, Window window) {
        long from = Values.micros(window.start());
        long until = Values.micros(window.end());
        Track a = one.timeline().track(from, until);
        Track b = other.timeline().track(from, until);
        long[] edges = LongStream.concat(LongStream.concat(edges(a), edges(b)), LongStream.of(from, until))
                .sorted()
                .distinct()
                .toArray();
        List<Window> different = new ArrayList<>();
        int i = 0;
        int j = 0;
        for (int edge = 0; edge + 1 < edges.length; edge++) {
            i = at(a, i, edges[edge]);
            j = at(b, j, edges[edge]);
            if (!Arrays.equals(people(a, i, edges[edge]), people(b, j, edges[edge]))) {
                different.add(Values.window(edges[edge], edges[edge + 1]));
            }
        }
        return Windows.of(different);
    }

    private static LongStream edges(Track track) {
        return LongStream.range(0, 2L * track.size())
                .map(i -> i % 2 == 0 ? track.start((int) (i / 2)) : track.end((int) (i / 2)));
    }

    private static int at(Track track, int piece, long at) {
        int i = piece;
        while (i < track.size() && track.end(i) <= at) {
            i++;
        }
        return i;
    }

    private static Object[] people(Track track, int piece, long at) {
        return piece < track.size() && track.start(piece) <= at
                ? track.duties(piece).stream().map(Duty::person).sorted().toArray()
                : new Object[0];
    }
}
