package io.itops.incident.oncall;

import io.itops.core.LimitExceededException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes shifts of tracks: each as long as the same person is on call for the same cause.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class ShiftList {
    private final int most;
    private final List<Open> shifts = new ArrayList<>();
    private List<Open> open = List.of();

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
            List<Open> now = new ArrayList<>(2);
            for (Duty duty : track.duties(i)) {
                Open before = open(duty, track.start(i));
                if (before == null) {
                    before = opened(track.start(i), track.end(i), duty);
                }
                before.end = track.end(i);
                now.add(before);
            }
            open = now;
        }
    }

    private @Nullable Open open(Duty duty, long at) {
        for (Open shift : open) {
            if (shift.end == at && shift.duty.equals(duty)) {
                return shift;
            }
        }
        return null;
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
