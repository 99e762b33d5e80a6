package io.itops.benchmarks.prom;

import io.itops.benchmarks.SplitMix;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * The samples: as many counters and gauges as wanted, a sample of each every 15 s. One in a hundred is in breach: the counter grows by two a
 * second, where the others stay below one, and the gauge is above 100, where the others stay below.
 */
final class PromData {
    static final Duration INTERVAL = Duration.ofSeconds(15);

    /** How many samples lie in a window of five minutes. */
    static final int IN_A_WINDOW = 20;

    /** Slots are whole multiples of the interval; samples lie a third of one before, so that a window of any version holds as many. */
    private static final Instant FIRST = Instant.parse("2026-11-24T00:00:00Z");

    private static final Duration BEFORE_SLOT = Duration.ofSeconds(5);
    private static final int JOBS = 100;

    private final int size;
    private final long[] drawn;

    PromData(int size) {
        this.size = size;
        this.drawn = new long[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = SplitMix.at(i);
        }
    }

    /** How many counters there are, and as many gauges. */
    int size() {
        return size;
    }

    /** The slot after the samples of a round; rounds count from 1. */
    static Instant slot(int round) {
        return FIRST.plus(INTERVAL.multipliedBy(round));
    }

    /** When the samples of a round were taken. */
    static long sampledAt(int round) {
        return slot(round).minus(BEFORE_SLOT).toEpochMilli();
    }

    static boolean breaches(int series) {
        return series % 100 == 0;
    }

    /** How much a counter grows each round. */
    int growth(int series) {
        return breaches(series) ? 30 : (int) Long.remainderUnsigned(drawn[series], 14);
    }

    double counter(int series, int round) {
        return (double) growth(series) * round;
    }

    /** A gauge has two decimals, so that it is the same read from text. */
    double gauge(int series, int round) {
        long hundredths = breaches(series) ? 15_000 : (drawn[series] >>> 20) % 9_800;
        return (hundredths + ((drawn[series] >>> (round % 40)) & 63)) / 100.0;
    }

    String counterName() {
        return "ctr_" + size;
    }

    String gaugeName() {
        return "gau_" + size;
    }

    static String job(int series) {
        return "j" + series % JOBS;
    }

    static String instance(int series) {
        return "host-" + series;
    }

    static String region(int series) {
        return "r" + series % 5;
    }

    Labels labels(String metric, int series) {
        return Labels.metric(metric, "job", job(series), "instance", instance(series), "region", region(series));
    }
}
