/**
 * Who is paged, in which order, and how long each has to answer. An {@link io.itops.incident.escalation.EscalationPolicy} is a list of
 * {@link io.itops.incident.escalation.EscalationStep steps}; a step names {@link io.itops.incident.escalation.EscalationTarget targets},
 * which a {@link io.itops.incident.escalation.Roster} (who is on call now) turns into people, and {@link
 * io.itops.incident.escalation.Contacts} turn people into addresses. A {@link io.itops.incident.escalation.StepPosition} says where an
 * escalation stands. Everything here is a value or a pure function: incidents copy the policy when they open and walk through it.
 */
package io.itops.incident.escalation;
