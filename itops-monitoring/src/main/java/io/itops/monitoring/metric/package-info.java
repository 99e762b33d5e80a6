/**
 * Samples by label set. A sample enters a {@link io.itops.monitoring.metric.MetricStore} under its {@link
 * io.itops.monitoring.metric.Labels}, which name its series; an evaluation reads stretches of series through {@link
 * io.itops.monitoring.metric.MetricSource}, chosen by {@link io.itops.monitoring.metric.Matcher}s. Time is in whole
 * milliseconds, as in Prometheus.
 */
package io.itops.monitoring.metric;
