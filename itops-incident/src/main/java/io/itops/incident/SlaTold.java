package io.itops.incident;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.sla.IncidentSla;
import io.itops.incident.sla.SlaReading;
import io.itops.incident.workflow.Incident;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells of service level clocks: the journal of everything, people of warnings and breaches. */
final class SlaTold {
    /** The kind of a notification that a target is at risk. */
    static final String WARNING = "sla-warning";

    /** The kind of a notification that a target is breached. */
    static final String BREACH = "sla-breach";

    private final List<String> people;
    private final Contacts contacts;

    SlaTold(List<String> people, Contacts contacts) {
        this.people = people;
        this.contacts = contacts;
    }

    /** One entry for each kind of news, whatever the number of clocks. */
    void tell(UnitOfWork unit, Incident incident, IncidentSla sla, List<SlaNews> news) {
        Map<SlaNews.Kind, List<SlaNews>> byKind = new EnumMap<>(SlaNews.Kind.class);
        news.forEach(one ->
                byKind.computeIfAbsent(one.kind(), unused -> new ArrayList<>()).add(one));
        Ref clocks = IncidentSla.TYPE.refOf(sla);
        byKind.forEach((kind, all) -> {
            String lines = all.stream().map(SlaNews::line).collect(Collectors.joining("; "));
            unit.event(
                    kind.event(),
                    List.of(clocks, incident.id().ref()),
                    SafeText.oneLine(SafeText.shorten(lines, 400)),
                    data(all));
            if (kind == SlaNews.Kind.WARNED || kind == SlaNews.Kind.BREACHED) {
                send(unit, incident, kind == SlaNews.Kind.WARNED ? WARNING : BREACH, lines);
            }
        });
    }

    private static Tree.Obj data(List<SlaNews> news) {
        SortedMap<String, Tree> targets = new TreeMap<>();
        for (SlaNews one : news) {
            SlaReading reading = one.reading();
            SortedMap<String, Tree> parts = new TreeMap<>();
            parts.put("elapsed", new Tree.Text(reading.elapsed().toString()));
            reading.limit().ifPresent(limit -> parts.put("limit", new Tree.Text(limit.toString())));
            reading.breachesAt().ifPresent(at -> parts.put("breachesAt", new Tree.Text(at.toString())));
            targets.put(reading.target(), new Tree.Obj(parts));
        }
        return new Tree.Obj(targets);
    }

    /** Who cannot be reached is left out: the journal tells it anyway. */
    private void send(UnitOfWork unit, Incident incident, String kind, String lines) {
        Ref subject = IncidentSla.TYPE.ref(incident.id().value());
        for (String person : people) {
            Destination to;
            try {
                to = Require.present("destination of " + person, contacts.of(person));
            } catch (RuntimeException e) {
                continue;
            }
            SortedMap<String, String> facts = new TreeMap<>();
            facts.put("incident", incident.id().value());
            facts.put("service", incident.service().value());
            facts.put("person", person);
            String title = "[" + incident.severity() + "] " + incident.service() + ": " + lines;
            unit.send(new Notification(
                    to,
                    Urgency.NEWS,
                    kind,
                    subject,
                    unit.find(IncidentSla.TYPE, subject.id())
                            .map(Versioned::version)
                            .orElse(0L),
                    incident.severity(),
                    SafeText.oneLine(SafeText.shorten(title, 300)),
                    incident.summary() + "\n\n" + lines + ".\n",
                    facts));
        }
    }
}
