package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Suspect;
import io.itops.incident.communication.Communication;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.review.Reviews;
import io.itops.incident.sla.SlaClocks;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import java.util.List;
import java.util.Optional;

/**
 * Reads incidents: {@link Incidents} itself on behalf of the embedding program, which reads everything, and {@link #as} on behalf of an
 * actor, who reads of restricted incidents what the {@link io.itops.core.spi.Authorizer} allows.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public sealed class IncidentReader permits Incidents {
    private final Attachment.Readings readings;

    IncidentReader(Attachment.Readings readings) {
        this.readings = readings;
    }

    /**
     * What the service level clocks of incidents show, if the options promise something.
     *
     * @return the clocks
     */
    public SlaClocks sla() {
        return readings.sla();
    }

    /**
     * By which escalation policies new incidents go, and how others are put in their place.
     *
     * @return the policies
     */
    public EscalationPolicies policies() {
        return readings.policies();
    }

    /**
     * What is learned from incidents: timelines, review drafts and action items.
     *
     * @return the reviews
     */
    public Reviews reviews() {
        return readings.reviews();
    }

    /**
     * Who does what while an incident lasts, and who is told what, when.
     *
     * @return roles and status updates
     */
    public Communication communication() {
        return readings.communication();
    }

    /**
     * The incident that holds a dedup key: one that is neither closed nor cancelled, also where it is resolved or waits.
     *
     * @param dedupKey the key
     * @return the incident, if there is one
     */
    public Optional<Incident> open(String dedupKey) {
        Require.id("dedup key", dedupKey);
        return readings.ops()
                .records()
                .find(IncidentKey.TYPE, dedupKey)
                .map(key -> key.value().incident())
                .filter(readings.rights()::reads)
                .map(this::get);
    }

    /**
     * An incident by its id.
     *
     * @param id the id
     * @return the incident as it stands
     * @throws io.itops.core.NotFoundException if there is none
     */
    public Incident get(IncidentId id) {
        return current(id).value();
    }

    /**
     * An incident by its id, with the version that commands may carry.
     *
     * @param id the id
     * @return the incident as it stands, and its version
     * @throws io.itops.core.NotFoundException if there is none
     */
    public Versioned<Incident> current(IncidentId id) {
        Versioned<Incident> found = readings.ops()
                .records()
                .get(Incident.TYPE, Require.present("incident id", id).value());
        if (!readings.rights().reads(found.value())) {
            throw new NotFoundException(id.ref());
        }
        return readings.rights().shown(found);
    }

    /**
     * Incidents by the instant at which they were opened, the newest first.
     *
     * @param query which
     * @return at most as many as the query allows
     */
    public List<Incident> list(IncidentQuery query) {
        ReadingRights rights = readings.rights();
        return readings.ops().records().first(Require.present("query", query).records(), rights::reads).stream()
                .map(found -> rights.shown(found.value()))
                .toList();
    }

    /**
     * The incidents that wait in a queue, in the order in which they are to be taken: by priority, and those of one priority by the instant at
     * which they were opened, the first before the others.
     *
     * @param queue the queue
     * @param most the greatest number of incidents, 1 to 1,000
     * @return the head of the queue
     * @throws io.itops.core.InvalidInputException if the options declare queues, and it is none of them
     */
    public List<Incident> waiting(String queue, int most) {
        return readings.lines().of(queue, Optional.empty(), most, readings.rights());
    }

    /**
     * The incidents that wait in a queue behind one: the next page.
     *
     * @param queue the queue
     * @param behind the last incident of the page before it, as it was seen there; it need not wait any more
     * @param most the greatest number of incidents, 1 to 1,000
     * @return those that come behind it
     * @throws io.itops.core.InvalidInputException if the options declare queues, and it is none of them
     */
    public List<Incident> waiting(String queue, Incident behind, int most) {
        return readings.lines()
                .of(queue, Optional.of(Require.present("last incident", behind)), most, readings.rights());
    }

    /**
     * The escalation policy that an incident goes by, as it was when the incident took it.
     *
     * @param id the incident
     * @return the policy
     * @throws io.itops.core.NotFoundException if there is no such incident
     */
    public EscalationPolicy policy(IncidentId id) {
        return readings.ops()
                .records()
                .get(PolicySnapshot.TYPE, get(id).escalation().policy().id())
                .value()
                .policy();
    }

    /**
     * Why an incident is as it is: why it was opened, who was paged when and why, who did what.
     *
     * @param id the incident
     * @return the explanation: a reason for each of its journal entries, in their order; one for signals that do nothing but repeat the
     *     trouble one after the other, no worse than before, and where there are too many still, those in the middle are left out
     * @throws io.itops.core.NotFoundException if there is no such incident
     */
    public Explanation why(IncidentId id) {
        Incident incident = get(id);
        return Why.of(
                incident,
                readings.reviews().seenBefore(incident.trouble(), incident.openedAt(), Optional.of(id)),
                journal(id.ref()));
    }

    /**
     * What may have caused an incident, by the sources that are registered with the instance, such as the changes.
     *
     * @param id the incident
     * @return the suspects, the likeliest first, one unknown cause among them; empty without a source
     * @throws io.itops.core.NotFoundException if there is no such incident
     * @see ItOps#suspects(String)
     */
    public List<Suspect> suspects(IncidentId id) {
        return readings.ops().suspects(get(id).id().value());
    }

    /**
     * What the journal tells about a thing: a service, a person, an incident.
     *
     * @param subject the thing
     * @return the entries about it in their order, without those that are about a restricted incident as well, or about a signal of its
     *     dedup key
     */
    public List<JournalEntry> journal(Ref subject) {
        return readings.rights().shown(readings.ops().journal().about(Require.present("subject", subject)));
    }

    /**
     * Incidents as an actor may read them. To whoever may not read a restricted incident, it is as if it did not exist: it is not found, it
     * is in no list, and nothing tells of it.
     *
     * <pre>{@code
     * IncidentReader seen = incidents.as(Actor.user("eve"));
     * seen.list(IncidentQuery.newest()); // without the restricted incidents that eve does not need to know of
     * }</pre>
     *
     * @param actor who reads
     * @return what the actor may read of incidents, of their reviews, responses and clocks
     */
    public IncidentReader as(Actor actor) {
        return new IncidentReader(readings.as(actor));
    }
}
