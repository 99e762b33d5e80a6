package io.itops.prometheus.scrape;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.net.URI;
import java.util.Locale;

/**
 * What is asked for samples, and how they are taken.
 *
 * <pre>{@code
 * ScrapeTarget node = ScrapeTarget.builder("node", URI.create("http://10.0.0.7:9100/metrics"))
 *         .label("zone", "north")
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param uri an absolute http or https URI with a host, without user information and fragment
 * @param labels what its samples are labelled by, {@code job} and {@code instance} among them, at most 32 and none of them the metric's
 *     name; two targets of the same labels are one
 * @param honorLabels whether a label that a sample has stays as it is where the target has one of that name; otherwise the target's
 *     stands, and the sample's comes after {@code exported_}
 * @param honorTimestamps whether the timestamps that samples tell are theirs; otherwise all are of the instant of the scrape
 * @since 0.1
 */
public record ScrapeTarget(URI uri, Labels labels, boolean honorLabels, boolean honorTimestamps) {
    /** The label that names what a target is one of. */
    public static final String JOB = "job";

    /** The label that names the target among those of its job. */
    public static final String INSTANCE = "instance";

    private static final int MAX_LABELS = 32;
    private static final int MAX_URI = 2_000;

    /** Checks the parts. */
    public ScrapeTarget {
        Require.present("target of a scrape", uri);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String rule = "be an http or https URI with a host, without user information and fragment";
        Require.that(scheme.equals("http") || scheme.equals("https"), "target of a scrape", rule, uri);
        Require.that(
                uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null,
                "target of a scrape",
                rule,
                uri);
        Require.that(
                uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65_535),
                "port of a target",
                "be 1 to 65535",
                uri.getPort());
        Require.text("target of a scrape", uri.toString(), MAX_URI);
        Require.present("labels of a target", labels);
        Require.that(labels.size() <= MAX_LABELS, "labels of a target", "be at most " + MAX_LABELS, labels.size());
        Require.that(
                !labels.get(JOB).isEmpty() && !labels.get(INSTANCE).isEmpty(),
                "labels of a target",
                "have job and instance",
                labels);
        Require.that(labels.metricName().isEmpty(), "labels of a target", "have no name of a metric", labels);
    }

    /**
     * Starts a target whose instance is the host and port of its URI; it does not honor labels, and honors timestamps.
     *
     * @param job what it is one of
     * @param uri where it exposes its samples
     * @return a builder
     */
    public static Builder builder(String job, URI uri) {
        Require.text("job of a target", job, Labels.MAX_VALUE);
        Require.present("target of a scrape", uri);
        return new Builder(job, uri);
    }

    /**
     * Collects what a target is.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final URI uri;
        private final Labels.Builder labels = Labels.builder();
        private boolean honorLabels;
        private boolean honorTimestamps = true;

        private Builder(String job, URI uri) {
            this.uri = uri;
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            labels.put(JOB, job);
            if (uri.getHost() != null) {
                labels.put(INSTANCE, uri.getHost() + ":" + port);
            }
        }

        /**
         * Labels its samples; {@code instance} replaces the host and port.
         *
         * @param name the label
         * @param value its value
         * @return this
         */
        public Builder label(String name, String value) {
            labels.put(name, value);
            return this;
        }

        /**
         * Whether labels of samples stay where the target has one of the name.
         *
         * @param honor false unless given
         * @return this
         */
        public Builder honorLabels(boolean honor) {
            honorLabels = honor;
            return this;
        }

        /**
         * Whether the timestamps that samples tell are theirs.
         *
         * @param honor true unless given
         * @return this
         */
        public Builder honorTimestamps(boolean honor) {
            honorTimestamps = honor;
            return this;
        }

        /**
         * The target.
         *
         * @return the target
         * @throws io.itops.core.InvalidInputException if a part breaks its rule
         */
        public ScrapeTarget build() {
            return new ScrapeTarget(uri, labels.build(), honorLabels, honorTimestamps);
        }
    }
}
