/**
 * What incidents took and what they cost, told with how sure that is.
 *
 * <p>Data come in as {@link io.itops.incident.metrics.IncidentTimes}, made of incidents, of their published facts or of any log. A
 * {@link io.itops.incident.metrics.TimeTo measure} makes a {@link io.itops.incident.metrics.DurationSample} of them, in which what still
 * goes on counts too. The sample gives quantiles and the mean as {@link io.itops.incident.metrics.Estimate estimates} with intervals, and
 * its {@link io.itops.incident.metrics.SurvivalCurve}; a {@link io.itops.incident.metrics.Comparison} of two says which is longer, or that the data
 * cannot tell. All of it is pure; chance comes from a seed, in a fixed order.
 */
package io.itops.incident.metrics;
