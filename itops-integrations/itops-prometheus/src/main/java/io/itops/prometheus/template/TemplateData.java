package io.itops.prometheus.template;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.time.Instant;

/**
 * What a template of an alert is expanded with.
 *
 * <p>Immutable and thread-safe if the queries are.
 *
 * @param labels {@code .Labels} and {@code $labels}: the labels of the query's result, not those of the rule
 * @param value {@code .Value} and {@code $value}: any double
 * @param externalLabels {@code .ExternalLabels} and {@code $externalLabels}
 * @param externalUrl {@code .ExternalURL} and {@code $externalURL}; empty or an absolute URL
 * @param at the instant of the evaluation, which {@code now} gives
 * @param queries answers {@code query}
 * @since 0.1
 */
public record TemplateData(
        Labels labels, double value, Labels externalLabels, String externalUrl, Instant at, TemplateQueries queries) {
    /** Checks the parts. */
    public TemplateData {
        Require.present("labels", labels);
        Require.present("external labels", externalLabels);
        Require.anyText("external URL", externalUrl, 2_000);
        at = Require.instant("instant of evaluation", at);
        Require.present("queries", queries);
    }

    /**
     * The data of one element, without external labels and URL, and with every query refused.
     *
     * @param labels the labels of the query's result
     * @param value its value
     * @param at the instant of the evaluation
     * @return the data
     */
    public static TemplateData of(Labels labels, double value, Instant at) {
        return new TemplateData(labels, value, Labels.empty(), "", at, TemplateQueries.NONE);
    }

    /**
     * The same with what the installation is known by outside.
     *
     * @param given its labels
     * @param url its URL, empty or absolute
     * @return the data
     */
    public TemplateData withExternal(Labels given, String url) {
        return new TemplateData(labels, value, given, url, at, queries);
    }

    /**
     * The same with queries answered.
     *
     * @param given answers them
     * @return the data
     */
    public TemplateData withQueries(TemplateQueries given) {
        return new TemplateData(labels, value, externalLabels, externalUrl, at, given);
    }
}
