package io.itops.incident.metrics;

import io.itops.core.Require;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long incidents last, for simulation.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface DurationModel {
    /**
     * As long as those that were seen, each as likely; what goes on or left counts by the Kaplan-Meier curve as lasting at least so long, and what that leaves over as the longest duration
     * seen. It never gives a longer one: the worst is yet to come.
     *
     * <p>Immutable and thread-safe.
     *
     * @param sample durations, at least one of which ended
     */
    record Empirical(DurationSample sample) implements DurationModel {
        /** Checks that there is something to draw. */
        public Empirical {
            Require.present("sample", sample);
            Require.that(sample.ended() > 0, "sample", "have a duration that ended", sample);
        }
    }

    /**
     * Log-normal durations: a first model of the tail beyond what was seen.
     *
     * <p>Immutable and thread-safe.
     *
     * @param median the median, 1 ms to 36,600 days
     * @param sigma the standard deviation of the logarithm, 0 to 5
     */
    record LogNormal(Duration median, double sigma) implements DurationModel {
        private static final Duration LONGEST = Duration.ofDays(36_600);

        /** Checks the parameters. */
        public LogNormal {
            Require.positive("median", median, LONGEST);
            Require.range("sigma", sigma, 0.0, 5.0);
        }

        /**
         * The log-normal distribution of the mean and deviation of the logarithms of durations.
         *
         * @param sample at least two durations, all ended, whose logarithms deviate by at most 5; those below a second count as one
         * @return the model
         */
        public static LogNormal fit(DurationSample sample) {
            Require.present("sample", sample);
            sample.allEnded("sample");
            Require.that(sample.ended() >= 2, "sample", "have at least two durations", sample);
            double[] logs = Arrays.stream(sample.endedSeconds())
                    .map(x -> Math.log(Math.max(1, x)))
                    .toArray();
            double mean = Quantiles.mean(logs);
            double squares =
                    Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
            return new LogNormal(DurationSample.duration(Math.exp(mean)), Math.sqrt(squares / (logs.length - 1)));
        }
    }
}
