/**
 * How Micrometer's meters reach the metric store. Not exported: users see the registry as Micrometer's {@code MeterRegistry}.
 */
package io.itops.monitoring.internal;
