/**
 * Alert rules and the alerts that they raise. An {@link io.itops.monitoring.rule.AlertRule} watches an expression; {@link
 * io.itops.monitoring.rule.AlertMachine} decides purely from each result which alerts change; {@link
 * io.itops.monitoring.rule.AlertWorkflow} turns the changes into events and records, which are committed with the signals that they
 * cause.
 */
package io.itops.monitoring.rule;
