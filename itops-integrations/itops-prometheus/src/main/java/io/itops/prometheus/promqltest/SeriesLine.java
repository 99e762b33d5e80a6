package io.itops.prometheus.promqltest;

import io.itops.monitoring.metric.Labels;
import java.util.List;

/** A series with its points, one for each step: what {@code load} fills in and what {@code eval} expects. */
record SeriesLine(Labels labels, List<Point> points) {
    boolean hasHistograms() {
        return points.stream().anyMatch(point -> point.kind() == Point.Kind.HISTOGRAM);
    }
}
