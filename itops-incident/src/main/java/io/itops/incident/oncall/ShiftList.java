package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes shifts of tracks: each as long as the same person is on call for the same cause.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class ShiftList {
    private final int most;
    private final List<Open> shifts = new ArrayList<>();
    private Map<Duty, Open> open = new LinkedHashMap<>();

    private static final class Open {
        private final long start;
        private final Duty duty;
        private long end;

        Open(long start, long end, Duty duty) {
            this.start = start;
            this.end = end;
            this.duty = duty;
        }
    }

    ShiftList(int most) {
        this.most = most;
    }

    void add(Track track) {
        for (int i = 0; i < track.size(); i++) {
            Map<Duty, Open> now = new LinkedHashMap<>();
            for (Duty duty : track.duties(i)) {
                Open before = open.get(duty);
                if (before != null && before.end == track.start(i)) {
                    before.end = track.end(i);
                    now.put(duty, before);
                } else {
                    now.put(duty, opened(track.start(i), track.end(i), duty));
                }
            }
            open = now;
        }
    }

    private Open opened(long start, long end, Duty duty) {
        if (shifts.size() == most) {
            throw new LimitExceededException("shifts", most, most + 1L);
        }
        Open shift = new Open(start, end, duty);
        shifts.add(shift);
        return shift;
    }

    List<Shift> list() {
        return shifts.stream()
                .map(shift -> new Shift(Values.window(shift.start, shift.end), shift.duty.person(), shift.duty.cause()))
                .toList();
    }
}
