package io.itops.monitoring.metric;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series in a ring. Every method but one is called with the series' own lock held.
 *
 * <p>With thousands of series, what an append costs is the memory that it looks at first. So a sample's time and value lie side by side,
 * and what is asked again and again stands in the object itself: the newest sample, and when the oldest ones were taken.
 */
final class MemSeries {
    private static final int SMALLEST = 16;
    private static final long NONE = Long.MIN_VALUE;

    final int id;
    final Labels labels;

    /** The time and the bits of the value of one sample after the other. */
    private long[] ring = new long[2 * SMALLEST];

    /** The ring has room for one sample more than this, which is a power of two. */
    private int mask = SMALLEST - 1;

    private int head;
    private int size;
    private boolean gone;

    private long newestAt = NONE;
    private double newest;

    /** Odd while the newest sample changes, so that it can be read without the lock, as with a sequence lock. */
    private int changes;

    private long oldestAt;

    /** The oldest samples lie this far apart: as many of them as are known to, beside the first. */
    private long step;

    private int evenly;

    MemSeries(int id, Labels labels) {
        this.id = id;
        this.labels = labels;
    }

    /** Whether the store has dropped this series, so that an appender must start a new one. */
    boolean gone() {
        return gone;
    }

    /** Nothing is left of it but its labels, for whoever still holds it. */
    void markGone() {
        gone = true;
        ring = new long[0];
    }

    int size() {
        return size;
    }

    /** What appending would do, judged against the newest sample alone, as Prometheus does without its out-of-order window. */
    AppendOutcome judge(long timestamp, double value) {
        if (size == 0) {
            return AppendOutcome.ACCEPTED;
        }
        if (timestamp > newestAt) {
            return AppendOutcome.ACCEPTED;
        }
        if (timestamp < newestAt) {
            return AppendOutcome.OUT_OF_ORDER;
        }
        return Double.doubleToRawLongBits(newest) == Double.doubleToRawLongBits(value)
                ? AppendOutcome.REPEATED
                : AppendOutcome.DUPLICATE;
    }

    void append(long timestamp, double value) {
        if (size > mask) {
            resize(2 * size);
        }
        int place = place(size);
        ring[place] = timestamp;
        ring[place + 1] = Double.doubleToRawLongBits(value);
        renew(timestamp, value);
        oldestAt = size == 0 ? timestamp : oldestAt;
        size++;
    }

    private void renew(long timestamp, double value) {
        changes++;
        VarHandle.storeStoreFence();
        newestAt = timestamp;
        newest = value;
        VarHandle.storeStoreFence();
        changes++;
    }

    /**
     * Hands over the newest sample of a closed interval where that is the newest of all, or nothing where all are older. The lock is not
     * needed: most questions are about the present, of many series each, and would wait for memory once a lock.
     *
     * @return false if it has handed over nothing because it cannot tell, so that {@link #newest(long, long)} has to be asked
     */
    boolean tellNewest(long from, long to, NewestSource.Sink sink) {
        int before = changes;
        VarHandle.loadLoadFence();
        long at = newestAt;
        double value = newest;
        VarHandle.loadLoadFence();
        if (changes != before || (before & 1) != 0 || at > to) {
            return false;
        }
        if (at >= from && at != NONE) {
            sink.accept(labels, at, value);
        }
        return true;
    }

    /** Drops the samples at and before an instant and gives their number. */
    int dropUntil(long timestamp) {
        int dropped = 0;
        while (size > 0 && oldestAt <= timestamp) {
            head = (head + 1) & mask;
            size--;
            dropped++;
            nextIsOldest();
        }
        if (dropped > 0 && mask >= SMALLEST && size <= mask / 4) {
            resize((mask + 1) / 2);
        }
        return dropped;
    }

    /** Has no newest sample any more, where the last one was dropped and none follows. */
    void endIfEmpty() {
        if (size == 0 && newestAt != NONE) {
            renew(NONE, 0);
        }
    }

    private void nextIsOldest() {
        if (evenly > 0) {
            oldestAt += step;
            evenly--;
        } else if (size > 0) {
            oldestAt = ring[place(0)];
            lookAhead();
        }
    }

    /** Most series grow at an even pace, so that the ring is looked at once for many samples that are dropped. */
    private void lookAhead() {
        if (size < 2) {
            return;
        }
        long last = ring[place(1)];
        step = last - oldestAt;
        evenly = 1;
        while (evenly + 1 < size && ring[place(evenly + 1)] - last == step) {
            last += step;
            evenly++;
        }
    }

    @Nullable
    SeriesSamples window(long from, long to) {
        int first = firstAfter(from - 1);
        int count = firstAfter(to) - first;
        if (count <= 0) {
            return null;
        }
        long[] t = new long[count];
        double[] v = new double[count];
        int place = place(first);
        for (int i = 0; i < count; i++) {
            t[i] = ring[place];
            v[i] = Double.longBitsToDouble(ring[place + 1]);
            place = place + 2 < ring.length ? place + 2 : 0;
        }
        return SeriesSamples.wrap(labels, t, v);
    }

    /** The position of the newest sample of a closed interval, or -1. */
    int newest(long from, long to) {
        if (size == 0 || newestAt < from || oldestAt > to) {
            return -1;
        }
        int last = newestAt <= to ? size - 1 : firstAfter(to) - 1;
        return timestampAt(last) >= from ? last : -1;
    }

    long timestampAt(int position) {
        return position == size - 1 ? newestAt : ring[place(position)];
    }

    double valueAt(int position) {
        return position == size - 1 ? newest : Double.longBitsToDouble(ring[place(position) + 1]);
    }

    /** The position, counted from the oldest sample, of the first one later than an instant. */
    private int firstAfter(long timestamp) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ring[place(middle)] <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where in the ring the time of a sample stands. */
    private int place(int position) {
        return ((head + position) & mask) << 1;
    }

    private void resize(int capacity) {
        long[] resized = new long[2 * capacity];
        for (int i = 0; i < size; i++) {
            int place = place(i);
            resized[2 * i] = ring[place];
            resized[2 * i + 1] = ring[place + 1];
        }
        ring = resized;
        mask = capacity - 1;
        head = 0;
    }
}
