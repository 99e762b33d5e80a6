package io.itops.prometheus.text;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds OpenMetrics' order: the lines of a family in one piece, what is said of it once and before its samples. Not thread-safe. */
final class Families {
    private static final Map<MetricType, List<String>> SUFFIXES = Map.of(
            MetricType.COUNTER, List.of("_total", "_created"),
            MetricType.HISTOGRAM, List.of("_bucket", "_count", "_sum", "_created"),
            MetricType.GAUGE_HISTOGRAM, List.of("_bucket", "_gcount", "_gsum"),
            MetricType.SUMMARY, List.of("", "_count", "_sum", "_created"),
            MetricType.INFO, List.of("_info"),
            MetricType.GAUGE, List.of(""),
            MetricType.STATE_SET, List.of(""),
            MetricType.UNKNOWN, List.of(""));

    private final Set<String> closed = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private String current = "";
    private MetricType type = MetricType.UNKNOWN;
    private boolean sampled;

    /** A line that says something of a family. */
    void begin(Line line, String family, String keyword) {
        if (!family.equals(current)) {
            open(line, line.mark(), family);
        }
        if (sampled || !said.add(keyword)) {
            throw line.wrong("say " + keyword + " of a family once, before its samples");
        }
    }

    void type(MetricType given) {
        type = given;
    }

    void sample(Line line, int place, String metric) {
        for (String suffix : SUFFIXES.getOrDefault(type, List.of(""))) {
            if (metric.equals(current + suffix)) {
                sampled = true;
                return;
            }
        }
        if (metric.equals(current)) {
            throw line.wrong("have a suffix of its type after the name of the family", place);
        }
        open(line, place, metric);
        sampled = true;
    }

    private void open(Line line, int place, String family) {
        if (!current.isEmpty()) {
            closed.add(current);
        }
        if (closed.contains(family)) {
            throw line.wrong("have the lines of a family in one piece", place);
        }
        current = family;
        type = MetricType.UNKNOWN;
        said.clear();
        sampled = false;
    }
}
