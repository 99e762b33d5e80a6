/**
 * What an incident is and what can happen to it. {@link io.itops.incident.workflow.IncidentWorkflow} holds the table of {@link
 * io.itops.incident.workflow.IncidentState states} and {@link io.itops.incident.workflow.IncidentAction actions}; each {@link
 * io.itops.incident.workflow.IncidentCommand command} decides from the {@link io.itops.incident.workflow.Incident} and the {@link
 * io.itops.incident.workflow.Circumstances}, and gives {@link io.itops.incident.workflow.IncidentEvent events}, timers and pages; each
 * event makes the next incident. All of it is pure: reading and committing are done one package above.
 */
package io.itops.incident.workflow;
