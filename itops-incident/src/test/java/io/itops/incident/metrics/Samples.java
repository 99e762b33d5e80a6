package io.itops.incident.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Samples for tests. */
final class Samples {
    /**
     * Weeks in remission of Freireich and others (1963), as Cox (1972) has them: 21 children on 6-MP, twelve of whom were still in remission
     * when last seen, and 21 on a placebo.
     */
    static final DurationSample TREATED =
            open(seconds(6, 6, 6, 7, 10, 13, 16, 22, 23), seconds(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35));

    static final DurationSample PLACEBO = ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

    private Samples() {}

    static List<Duration> seconds(double... values) {
        return Arrays.stream(values).mapToObj(DurationSample::duration).toList();
    }

    static DurationSample ended(double... values) {
        return DurationSample.of(seconds(values));
    }

    static DurationSample open(List<Duration> ended, List<Duration> open) {
        return DurationSample.of(ended).withOpen(open);
    }

    static DurationSample left(double[] ended, double[] open, double[] left) {
        return open(seconds(ended), seconds(open)).withLeft(seconds(left));
    }

    /** Log-normal durations whose median is an hour, with the spread of real logs. */
    static double[] skewed(long seed, int count) {
        Draws draws = new Draws(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 3_600 * Math.exp(1.5 * draws.gaussian());
        }
        return values;
    }
}
