/**
 * Service level clocks: how long a response and a resolution may take, in working time, and how much of it is gone.
 *
 * <p>An {@link io.itops.incident.sla.SlaPolicy} holds {@link io.itops.incident.sla.SlaTarget}s: for a goal (respond, resolve), by priority
 * and service, with a business calendar and the states in which time does not count. An {@link io.itops.incident.sla.SlaClock} is
 * the pure arithmetic: it folds the {@link io.itops.incident.sla.SlaMoment}s of an incident, at each of which state, hold or priority changed,
 * and an {@link io.itops.incident.sla.SlaReading} is what it shows at an instant. The instant of a breach is computed, never polled: a timer stands
 * at it, and a question about the future is answered by folding moments that have not come yet.
 *
 * <p>An SLA binds the house towards its customers from the opening to the end. An operational level agreement binds the team of a queue while
 * the incident lies there, and an underpinning contract a vendor while it is waited for: each has clocks of its own beside the SLA's. When
 * an incident is put into another queue, the clock of the one that it leaves is over, and what it came to, an
 * {@link io.itops.incident.sla.OlaResult}, is kept.
 *
 * <p>{@link io.itops.incident.sla.SlaClocks} keeps the clocks of incidents in step with them, in the same commits.
 */
package io.itops.incident.sla;
