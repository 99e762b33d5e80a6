/**
 * Metrics in, alerts out: metric store, rule expressions, alert book and routing.
 *
 * <p>{@link io.itops.monitoring.Monitoring} attaches to an SDK instance. Samples enter its metric store, from Micrometer's meters or
 * by hand; at each slot of a rule group one job evaluates the rules over them; what changes is committed with the end of the job:
 * alerts, journal entries, signals, and the job of the next slot.
 */
package io.itops.monitoring;
