package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.incident.internal.NewsRun;
import io.itops.incident.internal.PageText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells people who were paged, or have answered, what became of an incident. */
final class Notifications {
    private Notifications() {}

    /**
     * Tells those who were paged that the incident is over; who cannot be reached any more is left out. Where pages may wait for quiet
     * hours, throttles or the delays of rules, and where they are many, a job tells them: it knows who has got a page at all.
     */
    static Decision.Accept<IncidentEvent> news(
            Decision.Accept<IncidentEvent> decision, Incident incident, String kind, String note, Circumstances facts) {
        return tell(decision, incident, incident.escalation().paged().keySet(), kind, note, facts);
    }

    /** Tells those who were paged, and whoever has acknowledged without that and does not merge it, that the incident goes on as another one. */
    static Decision.Accept<IncidentEvent> merged(
            Decision.Accept<IncidentEvent> decision, Incident incident, String note, Circumstances facts) {
        SortedSet<String> people = new TreeSet<>(incident.acknowledgers());
        if (facts.actor().kind() == Actor.Kind.USER) {
            people.remove(facts.actor().id());
        }
        people.addAll(incident.escalation().paged().keySet());
        return tell(decision, incident, people, IncidentWorkflow.MERGED_NEWS, note, facts);
    }

    private static Decision.Accept<IncidentEvent> tell(
            Decision.Accept<IncidentEvent> decision,
            Incident incident,
            Collection<String> told,
            String kind,
            String note,
            Circumstances facts) {
        List<String> people = List.copyOf(told);
        if (people.size() > NewsRun.AT_ONCE || (facts.notifications().holds() && !people.isEmpty())) {
            NewsRun run = new NewsRun(incident.id().value(), facts.version(), kind, note, people);
            return decision.with(new Effect.Enqueue(NewsRun.JOB, run.lane(), run.tree()));
        }
        Decision.Accept<IncidentEvent> sent = decision;
        for (String person : people) {
            Optional<Destination> to = facts.contacts().find(person);
            if (to.isPresent()) {
                sent = sent.send(PageText.news(incident, person, to.get(), kind, note, facts.version()));
            }
        }
        return sent;
    }
}
