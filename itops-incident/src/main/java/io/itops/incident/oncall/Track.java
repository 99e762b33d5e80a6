package io.itops.incident.oncall;

import java.util.Arrays;
import java.util.List;

/**
 * Who is on call along a stretch of time: pieces in the order of time that do not overlap. What no piece holds is a gap.
 *
 * <p>Not thread-safe; filled by one thread and only read thereafter.
 */
final class Track {
    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private Object[] duties = new Object[16];
    private int size;

    int size() {
        return size;
    }

    long start(int i) {
        return starts[i];
    }

    long end(int i) {
        return ends[i];
    }

    @SuppressWarnings("unchecked") // add is the only one that writes into the array
    List<Duty> duties(int i) {
        return (List<Duty>) duties[i];
    }

    /** Adds a piece behind the last one; empty pieces and gaps leave no trace, and equal neighbours become one. */
    void add(long start, long end, List<Duty> on) {
        if (start >= end || on.isEmpty()) {
            return;
        }
        if (size > 0 && ends[size - 1] == start && duties[size - 1].equals(on)) {
            ends[size - 1] = end;
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            duties = Arrays.copyOf(duties, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        duties[size++] = on;
    }

    /** Adds what lies in a stretch of another track. */
    void addPart(Track other, long from, long until) {
        for (int i = other.firstEndingAfter(from); i < other.size && other.starts[i] < until; i++) {
            add(Math.max(other.starts[i], from), Math.min(other.ends[i], until), other.duties(i));
        }
    }

    /** This track, with another one where this has gaps. */
    Track over(Track below, long from, long until) {
        if (size == 0) {
            return below;
        }
        if (below.size == 0) {
            return this;
        }
        Track both = new Track();
        long at = from;
        for (int i = 0; i < size; i++) {
            if (at < starts[i]) {
                both.addPart(below, at, starts[i]);
            }
            both.add(starts[i], ends[i], duties(i));
            at = ends[i];
        }
        if (at < until) {
            both.addPart(below, at, until);
        }
        return both;
    }

    /** This track with a stretch of it taken from another one. */
    Track with(Track part, long from, long until) {
        Track whole = new Track();
        whole.addPart(this, Long.MIN_VALUE, from);
        whole.addPart(part, from, until);
        whole.addPart(this, until, Long.MAX_VALUE);
        return whole;
    }

    private int firstEndingAfter(long at) {
        int found = Arrays.binarySearch(ends, 0, size, at);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
