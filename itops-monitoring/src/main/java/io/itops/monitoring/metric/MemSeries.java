package io.itops.monitoring.metric;

import org.jspecify.annotations.Nullable;

/** The samples of one series in a ring of primitive arrays. Every method is called with the series' own lock held. */
final class MemSeries {
    private static final int SMALLEST = 16;

    final int id;
    final Labels labels;
    private long[] timestamps = new long[SMALLEST];
    private double[] values = new double[SMALLEST];
    private int head;
    private int size;
    private boolean gone;

    /** The newest sample and the time of the oldest, beside the arrays: nearly all questions are about them alone. */
    private long newestAt;

    private double newest;
    private long oldestAt;

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
        timestamps = new long[0];
        values = new double[0];
        head = 0;
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
        if (size == timestamps.length) {
            resize(size * 2);
        }
        int place = place(size);
        timestamps[place] = timestamp;
        values[place] = value;
        newestAt = timestamp;
        newest = value;
        oldestAt = size == 0 ? timestamp : oldestAt;
        size++;
    }

    /** Drops the samples at and before an instant and gives their number. */
    int dropUntil(long timestamp) {
        if (size == 0 || oldestAt > timestamp) {
            return 0;
        }
        int dropped = 0;
        while (size > 0 && timestamps[head] <= timestamp) {
            head = (head + 1) & (timestamps.length - 1);
            size--;
            dropped++;
        }
        oldestAt = timestamps[head];
        if (timestamps.length > SMALLEST && size < timestamps.length / 4) {
            resize(timestamps.length / 2);
        }
        return dropped;
    }

    @Nullable
    SeriesSamples window(long from, long to) {
        int first = firstAfter(from - 1);
        int end = firstAfter(to);
        int count = end - first;
        if (count <= 0) {
            return null;
        }
        long[] t = new long[count];
        double[] v = new double[count];
        int start = place(first);
        int run = Math.min(count, timestamps.length - start);
        System.arraycopy(timestamps, start, t, 0, run);
        System.arraycopy(values, start, v, 0, run);
        System.arraycopy(timestamps, 0, t, run, count - run);
        System.arraycopy(values, 0, v, run, count - run);
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
        return position == size - 1 ? newestAt : timestamps[place(position)];
    }

    double valueAt(int position) {
        return position == size - 1 ? newest : values[place(position)];
    }

    /** The position, counted from the oldest sample, of the first one later than an instant. */
    private int firstAfter(long timestamp) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[place(middle)] <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int place(int position) {
        return (head + position) & (timestamps.length - 1);
    }

    private void resize(int capacity) {
        long[] t = new long[capacity];
        double[] v = new double[capacity];
        for (int i = 0; i < size; i++) {
            t[i] = timestamps[place(i)];
            v[i] = values[place(i)];
        }
        timestamps = t;
        values = v;
        head = 0;
    }
}
