package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Effect;
import io.itops.incident.internal.NewsRun;
import io.itops.incident.internal.PageText;
import java.util.List;

/** Tells people who were paged what became of an incident. */
final class Notifications {
    private Notifications() {}

    /**
     * Tells those who were paged that the incident is over, or goes on as another one; who cannot be reached any more is left out. Where
     * pages may wait for quiet
     * hours, throttles or the delays of rules, and where they are many, a job tells them: it knows who has got a page at all.
     */
    static Decision.Accept<IncidentEvent> news(
            Decision.Accept<IncidentEvent> decision, Incident incident, String kind, String note, Circumstances facts) {
        List<String> people = List.copyOf(incident.escalation().paged().keySet());
        if (people.size() > NewsRun.AT_ONCE || (facts.notifications().holds() && !people.isEmpty())) {
            NewsRun run = new NewsRun(incident.id().value(), facts.version(), kind, note, people);
            return decision.with(new Effect.Enqueue(NewsRun.JOB, run.lane(), run.tree()));
        }
        Decision.Accept<IncidentEvent> told = decision;
        for (String person : people) {
            Destination to;
            try {
                to = Require.present(
                        "destination of " + person, facts.contacts().of(person));
            } catch (RuntimeException e) {
                continue;
            }
            told = told.send(PageText.news(incident, person, to, kind, note, facts.version()));
        }
        return told;
    }
}
