package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.Optional;

/**
 * Whether one sample of durations is longer than another, or whether the data cannot tell: then it names the smallest difference that they
 * could have shown.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what may be said
 * @param test which test said it
 * @param pValue how often as large a difference comes by chance between equal samples, 0 to 1
 * @param effect the difference that was found, in the terms of the test: the hazard ratio of the first sample to the second, or the share of
 *     pairs whose first duration is the longer one
 * @param smallestSeen the smallest difference of that kind that the data show with a chance of 80 %; empty if there are too few
 * @param smallestFactor what that is as a factor between the medians, if durations are log-normal (or, for the log-rank test,
 *     exponential); empty if there are too few
 * @since 0.1
 */
public record Comparison(
        Kind kind,
        Test test,
        double pValue,
        Optional<Estimate> effect,
        Optional<Double> smallestSeen,
        Optional<Double> smallestFactor) {
    /** The chance with which the smallest difference named would have been seen. */
    static final double POWER = 0.8;

    /**
     * What may be said.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Kind {
        /** The first sample lasts longer. */
        FIRST_LONGER,
        /** The second sample lasts longer. */
        SECOND_LONGER,
        /** The data do not tell, which is not the same as that there is no difference. */
        CANNOT_DISTINGUISH
    }

    /**
     * Which test.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Test {
        /** Of whole survival curves, with what goes on or left (Mantel 1966); best where hazards are proportional. */
        LOG_RANK("log-rank"),
        /** Of ranks of durations that all ended (Mann and Whitney 1947), exact for up to 25 durations without ties on each side. */
        MANN_WHITNEY("Mann-Whitney");

        private final String words;

        Test(String words) {
            this.words = words;
        }

        /**
         * The test for people.
         *
         * @return its name
         */
        public String words() {
            return words;
        }
    }

    /** Checks the parts. */
    public Comparison {
        Require.present("kind", kind);
        Require.present("test", test);
        Numbers.share("p-value", pValue);
        Require.present("effect", effect);
        Require.present("smallest difference", smallestSeen)
                .ifPresent(value -> Numbers.finite("smallest difference", value));
        Require.present("smallest factor", smallestFactor).ifPresent(value -> Numbers.finite("smallest factor", value));
    }

    /**
     * Compares two samples, of which some durations may go on. What left before its end counts for as long as it was there: compared is
     * how soon the others end.
     *
     * @param first one sample
     * @param second another sample
     * @param level the confidence, 0.5 to 0.9999: at 0.95 one of twenty equal pairs is told apart by mistake
     * @return what may be said
     */
    public static Comparison logRank(DurationSample first, DurationSample second, double level) {
        Numbers.level(level);
        return new LogRank(Require.present("first sample", first), Require.present("second sample", second))
                .compare(level);
    }

    /**
     * Compares two samples of durations that all ended.
     *
     * @param first one sample, without durations that go on
     * @param second another sample, without durations that go on
     * @param level the confidence, 0.5 to 0.9999: at 0.95 one of twenty equal pairs is told apart by mistake
     * @return what may be said
     */
    public static Comparison mannWhitney(DurationSample first, DurationSample second, double level) {
        Numbers.level(level);
        return new MannWhitney(closed("first sample", first), closed("second sample", second)).compare(level);
    }

    private static double[] closed(String what, DurationSample sample) {
        Require.present(what, sample);
        return sample.allEnded(what).endedSeconds();
    }

    static Comparison tooFew(Test test) {
        return new Comparison(Kind.CANNOT_DISTINGUISH, test, 1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The verdict for people.
     *
     * @return one sentence
     */
    public String sentence() {
        return ComparisonWords.sentence(this);
    }
}
