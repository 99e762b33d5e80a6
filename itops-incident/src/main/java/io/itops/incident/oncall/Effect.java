package io.itops.incident.oncall;

import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Where two schedules put other people on call. */
final class Effect {
    private Effect() {}

    static Windows of(OnCallSchedule schedule, ScheduleOverride override) {
        OnCallSchedule.Builder without = schedule.toBuilder();
        without.overrides().remove(override);
        return difference(schedule, without.build(), override.window());
    }

    /** Where the people differ, whatever the order and the causes. */
    static Windows difference(OnCallSchedule one, OnCallSchedule other, Window window) {
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
