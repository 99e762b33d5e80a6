package io.itops.prometheus.scrape;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;

/**
 * How much one scrape may cost; beyond it the scrape fails as a whole.
 *
 * <p>Immutable and thread-safe.
 *
 * @param bodyBytes of the body as it comes over the wire, 1 to 100,000,000
 * @param textBytes of the body once it is decompressed, 1 to 500,000,000
 * @param samples how many, 1 to 10,000,000
 * @param series how many label sets, those of the target put in, a set of several samples counted once, 1 to 10,000,000
 * @param labels of a sample with those of the target, the metric's name included, 1 to {@value Labels#MAX_LABELS}
 * @param labelName characters of a label's name, 1 to {@value Labels#MAX_NAME}
 * @param labelValue characters of a label's value or a metric's name, 1 to {@value Labels#MAX_VALUE}
 * @param redirects how many are followed, 0 to 20
 * @param time how long the scrape may take, redirects included, above zero, at most 10 minutes
 * @since 0.1
 */
public record ScrapeLimits(
        int bodyBytes,
        int textBytes,
        int samples,
        int series,
        int labels,
        int labelName,
        int labelValue,
        int redirects,
        Duration time) {
    /** 10,000,000 bytes, 20,000,000 decompressed, 50,000 samples, 50,000 series, label limits as those of label sets, 5 redirects, 10 s. */
    public static final ScrapeLimits STANDARD = builder().build();

    /** Checks the bounds. */
    public ScrapeLimits {
        Require.range("bytes of a body", bodyBytes, 1, 100_000_000);
        Require.range("bytes of a decompressed body", textBytes, 1, 500_000_000);
        Require.range("samples of a scrape", samples, 1, 10_000_000);
        Require.range("series of a scrape", series, 1, 10_000_000);
        Require.range("labels of a sample", labels, 1, Labels.MAX_LABELS);
        Require.range("characters of a label's name", labelName, 1, Labels.MAX_NAME);
        Require.range("characters of a label's value", labelValue, 1, Labels.MAX_VALUE);
        Require.range("redirects of a scrape", redirects, 0, 20);
        Require.positive("time of a scrape", time, Duration.ofMinutes(10));
        Require.that(time.toMillis() > 0, "time of a scrape", "be at least 1 ms", time);
    }

    /**
     * Starts limits from the standard ones.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects limits.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private int bodyBytes = 10_000_000;
        private int textBytes = 20_000_000;
        private int samples = 50_000;
        private int series = 50_000;
        private int labels = Labels.MAX_LABELS;
        private int labelName = Labels.MAX_NAME;
        private int labelValue = Labels.MAX_VALUE;
        private int redirects = 5;
        private Duration time = Duration.ofSeconds(10);

        private Builder() {}

        /**
         * How long the body may be as it comes over the wire.
         *
         * @param bytes 1 to 100,000,000
         * @return this
         */
        public Builder bodyBytes(int bytes) {
            bodyBytes = bytes;
            return this;
        }

        /**
         * How long the body may be once it is decompressed.
         *
         * @param bytes 1 to 500,000,000
         * @return this
         */
        public Builder textBytes(int bytes) {
            textBytes = bytes;
            return this;
        }

        /**
         * How many samples there may be.
         *
         * @param count 1 to 10,000,000
         * @return this
         */
        public Builder samples(int count) {
            samples = count;
            return this;
        }

        /**
         * How many label sets there may be, those of the target put in; a set of several samples counts once.
         *
         * @param count 1 to 10,000,000
         * @return this
         */
        public Builder series(int count) {
            series = count;
            return this;
        }

        /**
         * How many labels a sample may have with those of the target, the metric's name included.
         *
         * @param count 1 to 64
         * @return this
         */
        public Builder labels(int count) {
            labels = count;
            return this;
        }

        /**
         * How long the name of a label may be.
         *
         * @param characters 1 to 128
         * @return this
         */
        public Builder labelName(int characters) {
            labelName = characters;
            return this;
        }

        /**
         * How long the value of a label, or the name of a metric, may be.
         *
         * @param characters 1 to 1,024
         * @return this
         */
        public Builder labelValue(int characters) {
            labelValue = characters;
            return this;
        }

        /**
         * How many redirects are followed.
         *
         * @param count 0 to 20
         * @return this
         */
        public Builder redirects(int count) {
            redirects = count;
            return this;
        }

        /**
         * How long the scrape may take, redirects included.
         *
         * @param limit 1 ms to 10 minutes
         * @return this
         */
        public Builder time(Duration limit) {
            time = limit;
            return this;
        }

        /**
         * The limits.
         *
         * @return the limits
         * @throws io.itops.core.InvalidInputException if one breaks its rule
         */
        public ScrapeLimits build() {
            return new ScrapeLimits(
                    bodyBytes, textBytes, samples, series, labels, labelName, labelValue, redirects, time);
        }
    }
}
