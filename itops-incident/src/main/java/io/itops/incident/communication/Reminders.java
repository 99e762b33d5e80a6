package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.SafeText;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What those who lead a response are told about it: the first of them who can be reached, and if nobody can, the journal says so.
 */
final class Reminders {
    /** How many of those who are paged are told at most. */
    private static final int MOST_TOLD = 20;

    static final String DUE_FACT = "due";
    static final String AUDIENCE_FACT = "audience";
    static final String ROLE_FACT = "role";

    private Reminders() {}

    static Decision.Accept<ResponseEvent> due(
            Decision.Accept<ResponseEvent> decision,
            Response response,
            String audience,
            Instant due,
            ResponseFacts facts) {
        return send(
                decision,
                leadsOf(response, facts),
                response,
                ResponseWorkflow.UPDATE_DUE,
                "update to " + audience + " due at " + due,
                facts,
                audienceFacts(audience, due));
    }

    static Decision.Accept<ResponseEvent> missed(
            Decision.Accept<ResponseEvent> decision,
            Response response,
            String audience,
            Instant due,
            ResponseFacts facts) {
        return send(
                decision,
                leadsOf(response, facts),
                response,
                ResponseWorkflow.UPDATE_MISSED,
                "update to " + audience + " missed, it was due at " + due,
                facts,
                audienceFacts(audience, due));
    }

    static Decision.Accept<ResponseEvent> vacant(
            Decision.Accept<ResponseEvent> decision, Response response, IncidentRole role, ResponseFacts facts) {
        SortedMap<String, String> named = new TreeMap<>();
        named.put(ROLE_FACT, role.name());
        return send(
                decision,
                leads(response, facts, IncidentRole.COMMANDER),
                response,
                ResponseWorkflow.ROLE_VACANT,
                "nobody is " + role.words(),
                facts,
                named);
    }

    /** Tells whoever has got a role of it. */
    static Decision.Accept<ResponseEvent> assigned(
            Decision.Accept<ResponseEvent> decision,
            Response response,
            IncidentRole role,
            Optional<String> from,
            String to,
            String note,
            ResponseFacts facts) {
        SortedMap<String, String> named = new TreeMap<>();
        named.put(ROLE_FACT, role.name());
        String remark = note.isBlank() ? "" : ": " + note;
        return send(
                decision,
                List.of(List.of(to)),
                response,
                ResponseWorkflow.ROLE_ASSIGNED,
                "you are " + role.words()
                        + from.map(person -> ", handed over by " + person).orElse("") + remark,
                facts,
                named);
    }

    /** Whoever leads the communication, else the commander, else whoever has taken the incident, else those who are paged for it. */
    private static List<List<String>> leadsOf(Response response, ResponseFacts facts) {
        return leads(response, facts, IncidentRole.COMMUNICATIONS_LEAD, IncidentRole.COMMANDER);
    }

    private static List<List<String>> leads(Response response, ResponseFacts facts, IncidentRole... roles) {
        List<List<String>> leads = new ArrayList<>();
        for (IncidentRole role : roles) {
            response.holder(role).ifPresent(person -> leads.add(List.of(person)));
        }
        responder(facts).ifPresent(person -> leads.add(List.of(person)));
        leads.add(paged(facts));
        return leads;
    }

    /** Where nobody has anything in hand yet, those who were paged last are the ones to do something. */
    private static List<String> paged(ResponseFacts facts) {
        SortedMap<String, Long> paged = facts.incident().escalation().paged();
        long last = paged.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return paged.entrySet().stream()
                .filter(page -> page.getValue() == last)
                .map(Map.Entry::getKey)
                .limit(MOST_TOLD)
                .toList();
    }

    private static Optional<String> responder(ResponseFacts facts) {
        return facts.incident()
                .acknowledgedBy()
                .filter(actor -> actor.kind() == Actor.Kind.USER)
                .map(Actor::id);
    }

    private static SortedMap<String, String> audienceFacts(String audience, Instant due) {
        SortedMap<String, String> named = new TreeMap<>();
        named.put(AUDIENCE_FACT, audience);
        named.put(DUE_FACT, due.toString());
        return named;
    }

    private static Decision.Accept<ResponseEvent> send(
            Decision.Accept<ResponseEvent> decision,
            List<List<String>> leads,
            Response response,
            String kind,
            String what,
            ResponseFacts facts,
            SortedMap<String, String> named) {
        SortedSet<String> tried = new TreeSet<>();
        for (List<String> people : leads) {
            Decision.Accept<ResponseEvent> told = decision;
            boolean anybody = false;
            for (String person : people) {
                Optional<Destination> to = facts.contacts().find(person);
                if (to.isPresent()) {
                    told = told.send(notification(person, to.get(), kind, what, facts, named));
                    anybody = true;
                }
            }
            if (anybody) {
                return told;
            }
            tried.addAll(people);
        }
        return decision.and(new ResponseEvent.NobodyTold(
                response.incident(), SafeText.shorten(SafeText.oneLine(what), 300), List.copyOf(tried)));
    }

    private static Notification notification(
            String person,
            Destination to,
            String kind,
            String what,
            ResponseFacts facts,
            SortedMap<String, String> named) {
        SortedMap<String, String> all = new TreeMap<>(named);
        all.put("incident", facts.incident().id().value());
        all.put("person", person);
        String title =
                "[" + facts.incident().severity() + "] " + facts.incident().service() + ": " + what;
        return new Notification(
                to,
                Urgency.NEWS,
                kind,
                Response.TYPE.ref(facts.incident().id().value()),
                facts.version(),
                facts.incident().severity(),
                SafeText.shorten(SafeText.oneLine(title), 300),
                facts.incident().summary() + "\n",
                all);
    }
}
