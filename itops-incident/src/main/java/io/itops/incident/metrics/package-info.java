/**
 * What incidents took and what they cost, told with how sure that is.
 *
 * <p>Data come in as {@link io.itops.incident.metrics.IncidentTimes}, made of incidents, of their published facts or of any log. A
 * {@link io.itops.incident.metrics.TimeTo measure} makes a {@link io.itops.incident.metrics.DurationSample} of them, in which what still
 * goes on counts too. The sample gives quantiles and the mean as {@link io.itops.incident.metrics.Estimate estimates} with intervals, and
 * its {@link io.itops.incident.metrics.SurvivalCurve}; a {@link io.itops.incident.metrics.Comparison} of two says which is longer, or that the data
 * cannot tell. A {@link io.itops.incident.metrics.MetricsReport} does so for all measures, services and severities.
 *
 * <p>{@link io.itops.incident.metrics.ChangeDetector}, {@link io.itops.incident.metrics.Arrivals}, {@link
 * io.itops.incident.metrics.Availability} and {@link io.itops.incident.metrics.RecurrenceRate} each answer one question more.
 *
 * <p>{@link io.itops.incident.metrics.ServiceCost} holds how often incidents come, how long they last and what that costs; a {@link
 * io.itops.incident.metrics.CostSimulation} makes the {@link io.itops.incident.metrics.LossDistribution} of a year of it, and {@link
 * io.itops.incident.metrics.OptionComparison} compares {@link io.itops.incident.metrics.ResourcingOption ways to staff operations}. All of it is pure; chance comes from a seed, in a fixed order.
 */
package io.itops.incident.metrics;
