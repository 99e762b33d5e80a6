package io.itops.prometheus.ruletest;

import io.itops.monitoring.metric.Labels;
import io.itops.prometheus.internal.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A test file as it was read. */
record TestFile(List<String> ruleFiles, Duration interval, List<String> order, boolean fuzzy, List<Group> groups) {
    /** A group of tests over samples of its own. */
    record Group(
            Place place,
            String name,
            Duration interval,
            Instant start,
            List<Series> series,
            List<AlertCase> alerts,
            List<QueryCase> queries,
            Labels externalLabels,
            String externalUrl) {
        Duration longest() {
            Duration longest = Duration.ZERO;
            for (AlertCase alert : alerts) {
                longest = alert.at().compareTo(longest) > 0 ? alert.at() : longest;
            }
            for (QueryCase query : queries) {
                longest = query.at().compareTo(longest) > 0 ? query.at() : longest;
            }
            return longest;
        }
    }

    /** Samples to begin with. */
    record Series(Place place, String text) {}

    /** The alerts of a name that fire at a time. */
    record AlertCase(Place place, Duration at, String name, List<Alerting> wanted) {}

    /** An alert that is expected to fire. */
    record Alerting(Map<String, String> labels, Map<String, String> annotations) {}

    /** What an expression gives at a time. */
    record QueryCase(Place place, Duration at, String expression, List<Element> wanted) {}

    /** An element that is expected. */
    record Element(Place place, String labels, double value, boolean histogram) {}
}
