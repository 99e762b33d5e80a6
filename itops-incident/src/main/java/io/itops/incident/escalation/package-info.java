/**
 * Who is paged, in which order, how long each has to answer, and by which ways they are told.
 *
 * <p>An {@link io.itops.incident.escalation.EscalationPolicy} is a list of {@link io.itops.incident.escalation.EscalationStep steps}; a step
 * names {@link io.itops.incident.escalation.EscalationTarget targets}, which a {@link io.itops.incident.escalation.Roster} (who is on call
 * now, who belongs to a team, whose turn it is) turns into people, and may ask for {@link io.itops.incident.escalation.StepCondition
 * conditions}. A {@link io.itops.incident.escalation.StepPosition} says where an escalation stands.
 *
 * <p>A person who is paged is told where {@link io.itops.incident.escalation.Contacts} say, or by rules of their own: a {@link
 * io.itops.incident.escalation.NotificationPlan} holds {@link io.itops.incident.escalation.NotificationRules} (ways with delays, quiet
 * hours) and {@link io.itops.incident.escalation.Throttle throttles}. The rules of a person go on while later steps are taken.
 *
 * <p>{@link io.itops.incident.escalation.EscalationAnalysis} finds what is wrong with a policy before an incident shows it. Everything here
 * is a value or a pure function: incidents keep the policy that was in force when they opened, and walk through it.
 */
package io.itops.incident.escalation;
