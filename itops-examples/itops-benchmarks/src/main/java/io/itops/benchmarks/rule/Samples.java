package io.itops.benchmarks.rule;

import io.itops.benchmarks.SplitMix;

/** The samples: every hundredth series is in breach for five rounds in ten, the others for one round now and then. */
final class Samples {
    static final double THRESHOLD = 100;

    private final int series;
    private final double[] values;

    /** Samples of as many series and rounds as wanted. */
    Samples(int series, int rounds) {
        this.series = series;
        this.values = new double[series * rounds];
        for (int k = 0; k < values.length; k++) {
            values[k] = value(k, k % series, k / series);
        }
    }

    private static double value(int place, int ofSeries, int round) {
        long drawn = SplitMix.at(place);
        boolean breach = ofSeries % 100 == 0 ? round % 10 < 5 : (drawn & 127) == 0;
        return breach ? 150 + (drawn & 63) / 100.0 : (drawn >>> 40) % 9_800 / 100.0;
    }

    int series() {
        return series;
    }

    int rounds() {
        return values.length / series;
    }

    double at(int round, int ofSeries) {
        return values[round * series + ofSeries];
    }

    static String job(int ofSeries) {
        return "j" + ofSeries % 100;
    }

    static String instance(int ofSeries) {
        return "host-" + ofSeries;
    }

    static String region(int ofSeries) {
        return "r" + ofSeries % 5;
    }

    /** A series as text, for those who know series by a text. */
    static String key(int ofSeries) {
        return "cpu{instance=\"" + instance(ofSeries) + "\",job=\"" + job(ofSeries) + "\",region=\"" + region(ofSeries)
                + "\"}";
    }
}
