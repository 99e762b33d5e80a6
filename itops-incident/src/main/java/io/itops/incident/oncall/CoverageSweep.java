package io.itops.incident.oncall;

import io.itops.core.time.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through a horizon year by year and counts how many duties are covered.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class CoverageSweep {
    private static final long STRETCH = 366L * 86_400 * 1_000_000;

    private final long from;
    private final long until;
    private final Stretches gaps = new Stretches();
    private final Stretches overlaps = new Stretches();

    CoverageSweep(long from, long until) {
        this.from = from;
        this.until = until;
    }

    /** Stretches in the order of time, of which the first are listed and all are counted. */
    static final class Stretches {
        private final List<Window> listed = new ArrayList<>();
        private long count;
        private long total;
        private long start;
        private long end = Long.MIN_VALUE;

        void add(long from, long until) {
            if (from != end) {
                close();
                start = from;
                count++;
            }
            end = until;
            total += until - from;
        }

        void close() {
            if (end != Long.MIN_VALUE && listed.size() < Coverage.MAX_LISTED) {
                listed.add(Values.window(start, end));
            }
        }

        List<Window> listed() {
            return listed;
        }

        long count() {
            return count;
        }

        Duration total() {
            return Duration.ofSeconds(total / 1_000_000, total % 1_000_000 * 1_000);
        }
    }

    Stretches gaps() {
        return gaps;
    }

    Stretches overlaps() {
        return overlaps;
    }

    void run(List<OnCallSchedule> schedules) {
        for (long at = from; at < until; at += STRETCH) {
            stretch(schedules, at, Math.min(until, at + STRETCH));
        }
        gaps.close();
        overlaps.close();
    }

    private void stretch(List<OnCallSchedule> schedules, long start, long end) {
        List<Track> tracks = schedules.stream()
                .map(schedule -> schedule.timeline().track(start, end))
                .toList();
        long[] edges = edges(tracks, start, end);
        int[] pieces = new int[tracks.size()];
        for (int i = 0; i + 1 < edges.length; i++) {
            if (edges[i] == edges[i + 1]) {
                continue;
            }
            int duties = 0;
            for (int j = 0; j < pieces.length; j++) {
                Track track = tracks.get(j);
                while (pieces[j] < track.size() && track.end(pieces[j]) <= edges[i]) {
                    pieces[j]++;
                }
                if (pieces[j] < track.size() && track.start(pieces[j]) <= edges[i]) {
                    duties += track.duties(pieces[j]).size();
                }
            }
            if (duties == 0) {
                gaps.add(edges[i], edges[i + 1]);
            } else if (duties > 1) {
                overlaps.add(edges[i], edges[i + 1]);
            }
        }
    }

    private static long[] edges(List<Track> tracks, long start, long end) {
        int most = 2 + 2 * tracks.stream().mapToInt(Track::size).sum();
        long[] edges = new long[most];
        int size = 0;
        edges[size++] = start;
        edges[size++] = end;
        for (Track track : tracks) {
            for (int i = 0; i < track.size(); i++) {
                edges[size++] = track.start(i);
                edges[size++] = track.end(i);
            }
        }
        Arrays.sort(edges);
        return edges;
    }
}
