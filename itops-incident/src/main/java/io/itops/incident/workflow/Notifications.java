package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.lifecycle.Decision;
import io.itops.incident.escalation.StepPosition;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people are told about an incident. */
final class Notifications {
    private Notifications() {}

    static Notification page(Incident incident, Page page, StepPosition position, String reason, long version) {
        SortedMap<String, String> facts = facts(incident, version);
        facts.put("person", page.person());
        facts.put("step", String.valueOf(position.step()));
        facts.put("cycle", String.valueOf(position.cycle()));
        facts.put("policy", incident.escalation().policy().name());
        facts.put("reason", reason);
        String body = incident.summary() + "\n\nYou are paged as " + page.via() + " ("
                + incident.escalation().policy().describe(position) + ") because " + reason + ".\n"
                + labels(incident);
        return new Notification(
                page.to(),
                Urgency.PAGE,
                IncidentWorkflow.PAGE,
                incident.id().ref(),
                version,
                incident.severity(),
                title(incident, ""),
                body,
                facts);
    }

    /** Tells those who were paged that the incident is over; who cannot be reached any more is left out. */
    static Decision.Accept<IncidentEvent> news(
            Decision.Accept<IncidentEvent> decision, Incident incident, String kind, String note, Circumstances facts) {
        Decision.Accept<IncidentEvent> told = decision;
        for (String person : incident.escalation().paged().keySet()) {
            Destination to;
            try {
                to = Require.present(
                        "destination of " + person, facts.contacts().of(person));
            } catch (RuntimeException e) {
                continue;
            }
            SortedMap<String, String> named = facts(incident, facts.version());
            named.put("person", person);
            told = told.send(new Notification(
                    to,
                    Urgency.NEWS,
                    kind,
                    incident.id().ref(),
                    facts.version(),
                    incident.severity(),
                    title(incident, kind + ": "),
                    incident.summary() + "\n\nThe incident about which you were paged is " + kind
                            + Lines.remark(Lines.oneLine(note, 4_000)) + ".\n",
                    named));
        }
        return told;
    }

    private static SortedMap<String, String> facts(Incident incident, long version) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("incident", incident.id().value());
        facts.put("version", String.valueOf(version));
        facts.put("service", incident.service().value());
        facts.put("severity", incident.severity().name());
        facts.put("dedup-key", incident.dedupKey());
        facts.put("opened-at", incident.openedAt().toString());
        return facts;
    }

    private static String title(Incident incident, String prefix) {
        return Lines.oneLine(
                prefix + "[" + incident.severity() + "] " + incident.service() + ": " + incident.summary(), 300);
    }

    private static String labels(Incident incident) {
        StringBuilder lines = new StringBuilder();
        // 64 labels of full length would not fit into a body
        incident.labels()
                .forEach((name, value) ->
                        lines.append(Lines.oneLine(name + " = " + value, 250)).append('\n'));
        return lines.toString();
    }
}
