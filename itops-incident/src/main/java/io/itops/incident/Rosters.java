package io.itops.incident;

import io.itops.core.catalog.Team;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.Roster;
import io.itops.incident.internal.AskedContacts;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.workflow.Incident;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks up who stands behind the targets of policies, so that the unit's commit depends on all that was read; {@link Turns} looks up whose
 * turn it is.
 */
final class Rosters {
    private Rosters() {}

    static Roster of(UnitOfWork unit, Collection<EscalationPolicy> policies) {
        SortedSet<String> schedules = new TreeSet<>();
        SortedSet<String> teams = new TreeSet<>();
        for (EscalationPolicy policy : policies) {
            schedules.addAll(policy.schedules());
            teams.addAll(policy.teams());
        }
        return of(unit, schedules, teams);
    }

    static Roster of(UnitOfWork unit, SortedSet<String> schedules, SortedSet<String> teams) {
        Roster roster = OnCallSchedules.roster(unit, schedules, unit.now());
        return teams.isEmpty() ? roster : roster.withTeams(members(unit, teams));
    }

    /** What contacts say of all whom a decision about an incident may tell anything. */
    static Contacts asked(
            Contacts contacts, Collection<EscalationPolicy> policies, Roster roster, @Nullable Incident incident) {
        if (contacts instanceof Contacts.Through) {
            return contacts;
        }
        SortedSet<String> people = new TreeSet<>();
        for (EscalationPolicy policy : policies) {
            policy.steps().forEach(step -> step.targets().forEach(target -> people.addAll(target.candidates(roster))));
        }
        if (incident != null) {
            people.addAll(incident.escalation().paged().keySet());
            people.addAll(incident.acknowledgers());
        }
        return AskedContacts.of(contacts, people);
    }

    private static SortedMap<String, List<String>> members(UnitOfWork unit, Collection<String> teams) {
        SortedMap<String, List<String>> members = new TreeMap<>();
        for (String id : teams) {
            unit.find(Team.TYPE, id)
                    .ifPresent(team -> members.put(
                            id,
                            team.value().members().stream()
                                    .map(actor -> actor.id())
                                    .toList()));
        }
        return members;
    }
}
