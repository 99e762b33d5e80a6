package io.itops.incident;

import io.itops.core.catalog.Team;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.Roster;
import io.itops.incident.internal.RoundRobinTurn;
import io.itops.incident.oncall.OnCallSchedules;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks up who stands behind the targets of policies, so that the unit's commit depends on all that was read. */
final class Rosters {
    private Rosters() {}

    static Roster of(UnitOfWork unit, Collection<EscalationPolicy> policies) {
        SortedSet<String> schedules = new TreeSet<>();
        SortedSet<String> teams = new TreeSet<>();
        SortedSet<String> turns = new TreeSet<>();
        for (EscalationPolicy policy : policies) {
            schedules.addAll(policy.schedules());
            teams.addAll(policy.teams());
            turns.addAll(policy.roundRobins());
        }
        Roster roster = OnCallSchedules.roster(unit, schedules, unit.now());
        return teams.isEmpty() && turns.isEmpty()
                ? roster
                : roster.withTeams(members(unit, teams)).withTurns(RoundRobinTurn.read(unit, turns));
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
