package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.Syntax;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rule files do not say: how often groups are evaluated that have no interval, how bad the trouble is that a label tells of,
 * what the installation is called outside, and how large a file may be.
 *
 * <p>Immutable and thread-safe.
 *
 * @param interval how often groups are evaluated that have no interval of their own, 1 s to a day
 * @param queryOffset the query offset of groups that have none of their own, at most a day
 * @param groupPrefix what is put before the name of each group, so that groups of several files differ; at most 60 characters
 * @param severityLabel the label of a rule, or else of its group, that tells its severity
 * @param severities severities by the values of that label, in any case of letters where they differ in more; the names of severities
 *     are known too, and other values, and templates, mean {@code defaultSeverity}
 * @param defaultSeverity the severity of rules that tell none
 * @param dedupBy the labels that form dedup keys, 1 to 16
 * @param externalLabels what templates find as {@code $externalLabels}
 * @param externalUrl what templates find as {@code $externalURL}; empty or an absolute URL
 * @param syntax what the version of Prometheus reads differently that the expressions are written for
 * @param limits how large a file may be
 * @since 0.1
 */
public record RuleFileOptions(
        Duration interval,
        Duration queryOffset,
        String groupPrefix,
        String severityLabel,
        SortedMap<String, Severity> severities,
        Severity defaultSeverity,
        List<String> dedupBy,
        Labels externalLabels,
        String externalUrl,
        Syntax syntax,
        RuleFileLimits limits) {
    /**
     * A minute, no offset and prefix; the label {@code severity}, where {@code critical}, {@code page} and {@code emergency} mean 1,
     * {@code error}, {@code major} and {@code high} mean 2, {@code warning}, {@code minor} and {@code medium} mean 3, {@code ticket}
     * and {@code low} mean 4, and {@code info} and {@code none} mean 5; otherwise 3; dedup keys of {@code alertname} and {@code service}; the standard limits.
     */
    public static final RuleFileOptions STANDARD = new RuleFileOptions(
            Duration.ofMinutes(1),
            Duration.ZERO,
            "",
            "severity",
            new TreeMap<>(Map.ofEntries(
                    Map.entry("critical", Severity.SEV1),
                    Map.entry("page", Severity.SEV1),
                    Map.entry("emergency", Severity.SEV1),
                    Map.entry("error", Severity.SEV2),
                    Map.entry("major", Severity.SEV2),
                    Map.entry("high", Severity.SEV2),
                    Map.entry("warning", Severity.SEV3),
                    Map.entry("minor", Severity.SEV3),
                    Map.entry("medium", Severity.SEV3),
                    Map.entry("ticket", Severity.SEV4),
                    Map.entry("low", Severity.SEV4),
                    Map.entry("info", Severity.SEV5),
                    Map.entry("none", Severity.SEV5))),
            Severity.SEV3,
            List.of("alertname", "service"),
            Labels.empty(),
            "",
            Syntax.PROMETHEUS_3,
            RuleFileLimits.STANDARD);

    /** Checks the parts. */
    public RuleFileOptions {
        Require.positive("interval", interval, Duration.ofDays(1));
        Require.that(interval.compareTo(Duration.ofSeconds(1)) >= 0, "interval", "be at least a second", interval);
        Require.span("query offset", queryOffset, Duration.ofDays(1));
        Require.anyText("prefix of group names", groupPrefix, 60);
        Require.text("label of the severity", severityLabel, Labels.MAX_NAME);
        severities = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("severities", severities)));
        Require.present("default severity", defaultSeverity);
        dedupBy = Require.list("labels of the dedup key", dedupBy);
        Require.size("labels of the dedup key", dedupBy, 1, 16);
        Require.present("external labels", externalLabels);
        Require.anyText("external URL", externalUrl, 2_000);
        Require.present("syntax", syntax);
        Require.present("limits of the file", limits);
    }

    /**
     * Starts from the standard options.
     *
     * <pre>{@code
     * RuleFileOptions options = RuleFileOptions.builder().groupPrefix("shop.yml;").dedupBy("alertname", "instance").build();
     * }</pre>
     *
     * @return a builder
     */
    public static Builder builder() {
        return STANDARD.toBuilder();
    }

    /**
     * Starts from these options.
     *
     * @return a builder with the same options
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Collects options.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @since 0.1
     */
    public static final class Builder {
        private Duration interval;
        private Duration queryOffset;
        private String groupPrefix;
        private String severityLabel;
        private SortedMap<String, Severity> severities;
        private Severity defaultSeverity;
        private List<String> dedupBy;
        private Labels externalLabels;
        private String externalUrl;
        private Syntax syntax;
        private RuleFileLimits limits;

        private Builder(RuleFileOptions from) {
            interval = from.interval();
            queryOffset = from.queryOffset();
            groupPrefix = from.groupPrefix();
            severityLabel = from.severityLabel();
            severities = from.severities();
            defaultSeverity = from.defaultSeverity();
            dedupBy = from.dedupBy();
            externalLabels = from.externalLabels();
            externalUrl = from.externalUrl();
            syntax = from.syntax();
            limits = from.limits();
        }

        /**
         * Sets how often groups are evaluated that have no interval of their own.
         *
         * @param given 1 s to a day
         * @return this builder
         */
        public Builder interval(Duration given) {
            interval = Require.present("interval", given);
            return this;
        }

        /**
         * Sets the query offset of groups that have none of their own.
         *
         * @param given at most a day
         * @return this builder
         */
        public Builder queryOffset(Duration given) {
            queryOffset = Require.present("query offset", given);
            return this;
        }

        /**
         * Sets what is put before the name of each group.
         *
         * @param given at most 60 characters
         * @return this builder
         */
        public Builder groupPrefix(String given) {
            groupPrefix = Require.present("prefix of group names", given);
            return this;
        }

        /**
         * Sets how rules tell their severity.
         *
         * @param label the label of a rule that tells it
         * @param given severities by the values of that label
         * @param otherwise the severity of rules that tell none
         * @return this builder
         */
        public Builder severities(String label, SortedMap<String, Severity> given, Severity otherwise) {
            severityLabel = Require.present("label of the severity", label);
            severities = Require.present("severities", given);
            defaultSeverity = Require.present("default severity", otherwise);
            return this;
        }

        /**
         * Sets the labels that form dedup keys.
         *
         * @param given 1 to 16 names
         * @return this builder
         */
        public Builder dedupBy(String... given) {
            dedupBy = Require.listOf("labels of the dedup key", given);
            return this;
        }

        /**
         * Sets what the installation is called outside.
         *
         * @param labels its labels
         * @param url its URL, empty or absolute
         * @return this builder
         */
        public Builder external(Labels labels, String url) {
            externalLabels = Require.present("external labels", labels);
            externalUrl = Require.present("external URL", url);
            return this;
        }

        /**
         * Sets what the version of Prometheus reads differently that the expressions are written for.
         *
         * @param given the syntax
         * @return this builder
         */
        public Builder syntax(Syntax given) {
            syntax = Require.present("syntax", given);
            return this;
        }

        /**
         * Sets how large a file may be.
         *
         * @param given the limits
         * @return this builder
         */
        public Builder limits(RuleFileLimits given) {
            limits = Require.present("limits of the file", given);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public RuleFileOptions build() {
            return new RuleFileOptions(
                    interval,
                    queryOffset,
                    groupPrefix,
                    severityLabel,
                    severities,
                    defaultSeverity,
                    dedupBy,
                    externalLabels,
                    externalUrl,
                    syntax,
                    limits);
        }
    }
}
