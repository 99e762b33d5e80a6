package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.Meters;
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
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.Roster;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.sla.IncidentSla;
import io.itops.incident.sla.SlaAudience;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaReading;
import io.itops.incident.workflow.Incident;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells of service level clocks: the journal of everything, people of warnings and breaches. Where none of those who are to be told of a
 * target can be, whoever has the incident is, else those who were paged last; if nobody can be told, the journal says so.
 */
final class SlaTold {
    /** The kind of a notification that a target is at risk. */
    static final String WARNING = "sla-warning";

    /** The kind of a notification that a target is breached. */
    static final String BREACH = "sla-breach";

    /** How many of those who were paged are told at most. */
    private static final int MOST_TOLD = 20;

    private final SlaPolicy policy;
    private final Contacts contacts;
    private final Meters.Counter untold;

    SlaTold(SlaPolicy policy, Contacts contacts, Meters meters) {
        this.policy = policy;
        this.contacts = contacts;
        this.untold = meters.counter("itops.incident.sla.untold");
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
                send(unit, incident, kind == SlaNews.Kind.BREACHED, all);
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

    /** Each person gets one notification of all that they are to be told. */
    private void send(UnitOfWork unit, Incident incident, boolean breach, List<SlaNews> news) {
        Map<String, Destination> ways = new LinkedHashMap<>();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (SlaNews one : news) {
            SlaAudience audience = policy.audience(one.reading().target(), breach);
            if (audience.equals(SlaAudience.NOBODY)) {
                continue;
            }
            SortedSet<String> tried = new TreeSet<>();
            boolean told = false;
            for (Supplier<List<String>> people : List.<Supplier<List<String>>>of(
                    () -> people(unit, incident, audience), () -> holder(incident), () -> paged(incident))) {
                for (String person : told ? List.<String>of() : people.get()) {
                    contacts.find(person).ifPresent(to -> {
                        ways.put(person, to);
                        List<String> own = lines.computeIfAbsent(person, name -> new ArrayList<>());
                        if (!own.contains(one.line())) {
                            own.add(one.line());
                        }
                    });
                    tried.add(person);
                }
                told |= tried.stream().anyMatch(ways::containsKey);
            }
            if (!told) {
                nobody(unit, incident, one, tried);
            }
        }
        lines.forEach((person, own) -> unit.send(
                notification(unit, incident, breach ? BREACH : WARNING, person, ways, String.join("; ", own))));
    }

    private void nobody(UnitOfWork unit, Incident incident, SlaNews news, SortedSet<String> tried) {
        String line = JournalLines.untold(news.line(), tried);
        unit.event(
                "sla.nobody-told",
                List.of(
                        IncidentSla.TYPE.ref(incident.id().value()),
                        incident.id().ref()),
                line,
                new Tree.Obj(new TreeMap<>()));
        unit.afterCommit(untold::add);
    }

    private static List<String> people(UnitOfWork unit, Incident incident, SlaAudience audience) {
        SortedSet<String> schedules = new TreeSet<>();
        SortedSet<String> teams = new TreeSet<>();
        for (EscalationTarget target : audience.targets()) {
            schedules.addAll(target.schedules());
            teams.addAll(target.teams());
        }
        Roster roster = Rosters.of(unit, schedules, teams);
        SortedSet<String> people = new TreeSet<>(audience.holder() ? holder(incident) : List.of());
        audience.targets().forEach(target -> people.addAll(target.people(roster)));
        return List.copyOf(people);
    }

    private static List<String> holder(Incident incident) {
        return incident.acknowledgedBy().filter(actor -> actor.kind() == Actor.Kind.USER).map(Actor::id).stream()
                .toList();
    }

    private static List<String> paged(Incident incident) {
        SortedMap<String, Long> paged = incident.escalation().paged();
        long last = paged.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return paged.entrySet().stream()
                .filter(page -> page.getValue() == last)
                .map(Map.Entry::getKey)
                .limit(MOST_TOLD)
                .toList();
    }

    private static Notification notification(
            UnitOfWork unit,
            Incident incident,
            String kind,
            String person,
            Map<String, Destination> ways,
            String lines) {
        Ref subject = IncidentSla.TYPE.ref(incident.id().value());
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("incident", incident.id().value());
        facts.put("service", incident.service().value());
        facts.put("person", person);
        String title = "[" + incident.severity() + "] " + incident.service() + ": " + lines;
        return new Notification(
                Require.present("destination of " + person, ways.get(person)),
                Urgency.NEWS,
                kind,
                subject,
                unit.find(IncidentSla.TYPE, subject.id())
                        .map(Versioned::version)
                        .orElse(0L),
                incident.severity(),
                SafeText.oneLine(SafeText.shorten(title, 300)),
                incident.summary() + "\n\n" + lines + ".\n",
                facts);
    }
}
