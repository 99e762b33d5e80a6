/**
 * What targets expose: Prometheus' text format 0.0.4 and OpenMetrics 1.0. {@link io.itops.prometheus.text.TextFormat} reads a body into
 * an {@link io.itops.prometheus.text.Exposition}: its samples, and what was said of their metrics. Bodies come over the wire, so {@link
 * io.itops.prometheus.text.TextLimits} hold their size, and whatever is wrong is told with line and column.
 */
package io.itops.prometheus.text;
