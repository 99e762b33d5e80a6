/**
 * Service requests: what people order from a catalogue, who approves it, and who does what until when.
 *
 * <p>{@link io.itops.incident.request.ServiceRequests} is the way in. A {@link io.itops.incident.request.CatalogueItem} says what is asked of
 * whoever orders it (typed fields), who approves it (an {@link io.itops.incident.request.ApprovalPolicy}), and which steps fulfil it, each with
 * a queue and a target of time. A {@link io.itops.incident.request.ServiceRequest} keeps the item as it was when the request was drafted: later
 * editions do not change what is under way. Commands go by the table of {@link io.itops.incident.request.RequestWorkflow}; two timers, the end
 * of the time to vote and the target of the present step, are re-decided from the state that they meet.
 *
 * <p>The target of a step runs by the calendar arithmetic of core that {@link io.itops.incident.sla.SlaClock} stands on, but is no such clock:
 * a step has one limit, no priority that could change it, and one pause, so that the instant at which it is due says it all, and to put it
 * in the terms of incidents would take more code than it spares.
 *
 * <p>The answers of a form are texts, checked by the types of their fields when the request is submitted, all that is wrong at once.
 */
package io.itops.incident.request;
