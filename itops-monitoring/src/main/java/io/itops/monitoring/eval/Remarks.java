package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Names;

/** The texts of annotations, which are those of Prometheus (util/annotations) so that tools which look for them find them. */
final class Remarks {
    static final String SORT_IN_RANGE =
            "sort is ineffective for range queries since results are always ordered by labels";

    private Remarks() {}

    static String quantile(double q) {
        return "quantile value should be between 0 and 1, got " + Floats.general(q);
    }

    static String notACounter(String metric) {
        return "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                + Names.quoted(metric);
    }

    static String bucketLabel(String bound, String metric) {
        return of("bucket label \"le\" is missing or has a malformed value of " + Names.quoted(bound), metric);
    }

    static String monotonicity(String metric) {
        return of(
                "input to histogram_quantile needed to be fixed for monotonicity (see"
                        + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                metric);
    }

    private static String of(String text, String metric) {
        return metric.isEmpty() ? text : text + " for metric name " + Names.quoted(metric);
    }
}
