/**
 * Metrics in, alerts out: metric store, rule expressions, alert book and routing.
 */
package io.itops.monitoring;
