/**
 * Signals in, people paged: incidents, on-call, escalation and review.
 *
 * <p>{@link io.itops.incident.Incidents} is the way in. A signal or a person opens an incident; the escalation policy of its service
 * pages people until one acknowledges; people mitigate, resolve and close it, or its signal resolves it. Every command reads what it
 * rests on, decides by the table and the rules of {@link io.itops.incident.workflow}, and commits the incident, its journal entries,
 * its timers, its pages and the published {@link io.itops.core.signal.IncidentFacts} together.
 *
 * <p>One incident at a time holds a dedup key. As long as it is not closed, signals of the key belong to it: they are counted while it is
 * triggered, acknowledged or mitigated, and reopen it while it is resolved. After it was closed or cancelled, the next signal opens
 * another incident, which names the one that it follows.
 */
package io.itops.incident;
