package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.internal.PageText;

/** Tells people who were paged what became of an incident. */
final class Notifications {
    private Notifications() {}

    /** Tells those who were paged that the incident is over; who cannot be reached any more is left out. */
    static Decision.Accept<IncidentEvent> news(
            Decision.Accept<IncidentEvent> decision, Incident incident, String kind, String note, Circumstances facts) {
        Decision.Accept<IncidentEvent> told = decision;
        for (String person : incident.escalation().paged().keySet()) {
            Destination to;
            try {
                to = Require.present("destination of " + person, destination(person, facts));
            } catch (RuntimeException e) {
                continue;
            }
            told = told.send(PageText.news(incident, person, to, kind, note, facts.version()));
        }
        return told;
    }

    /** The way that a person's rules name first, or the one that the contacts know. */
    private static Destination destination(String person, Circumstances facts) {
        return facts.notifications()
                .rulesOf(person)
                .map(rules -> rules.rules().get(0).to())
                .orElseGet(() -> facts.contacts().of(person));
    }
}
