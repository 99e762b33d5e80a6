/**
 * Who does what while an incident lasts, and who is told what, when.
 *
 * <p>A {@link io.itops.incident.communication.Response} goes with one incident: who holds which {@link
 * io.itops.incident.communication.IncidentRole role} and held it before, whether the cause is known, and one {@link
 * io.itops.incident.communication.AudienceClock} for each audience that is to hear of it. A {@link
 * io.itops.incident.communication.CommunicationPolicy} says which audience is told how often at which severity, and which roles must be
 * filled how soon. What is overdue is told to whoever leads the communication, and stays in the journal as a missed update.
 *
 * <p>Nobody types a public status: the {@link io.itops.incident.communication.PublicStage stage} follows from the state of the incident
 * and from whether its cause is known, and every {@link io.itops.incident.communication.StatusUpdate} is stamped with it. An update
 * reaches the {@link io.itops.incident.communication.Subscription subscribers} of its audiences page by page, in jobs of one lane for each
 * incident.
 *
 * <p>Data goes one way: an incident changes, {@link io.itops.incident.communication.ResponseCommand} decides from the response and the
 * incident what follows, and both are committed together.
 */
package io.itops.incident.communication;
