package io.itops.incident.escalation;

import io.itops.core.Require;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who stands behind the targets of escalation policies at one instant.
 *
 * <p>Immutable and thread-safe.
 *
 * @param onCall the people on call by schedule id: an empty list where nobody is, no entry where there is no such schedule
 * @param teams the members by team id: an empty list where there is none, no entry where there is no such team
 * @param turns the number of the next turn by the name of a round robin, from 0; 0 where there is no entry
 * @since 0.1
 */
public record Roster(
        SortedMap<String, List<String>> onCall, SortedMap<String, List<String>> teams, SortedMap<String, Long> turns) {
    /** A roster without any schedule and team. */
    public static final Roster NONE = new Roster(new TreeMap<>());

    /** Copies the maps. */
    public Roster {
        onCall = people("people on call", onCall);
        teams = people("members of teams", teams);
        turns = Require.map("turns", turns);
        turns.forEach((name, turn) -> Require.that(turn >= 0, "next turn of " + name, "be at least 0", turn));
    }

    /**
     * A roster of schedules alone.
     *
     * @param onCall the people on call by schedule id
     */
    public Roster(SortedMap<String, List<String>> onCall) {
        this(onCall, new TreeMap<>(), new TreeMap<>());
    }

    /**
     * The next turn of a round robin.
     *
     * @param name the name under which its turns are counted
     * @return its number, from 0
     */
    public long turn(String name) {
        return turns.getOrDefault(Require.id("round robin", name), 0L);
    }

    /**
     * This roster with other turns.
     *
     * @param others the number of the next turn by the name of a round robin
     * @return a new roster
     */
    public Roster withTurns(SortedMap<String, Long> others) {
        return new Roster(onCall, teams, others);
    }

    /**
     * This roster with other teams.
     *
     * @param others the members by team id
     * @return a new roster
     */
    public Roster withTeams(SortedMap<String, List<String>> others) {
        return new Roster(onCall, others, turns);
    }

    private static SortedMap<String, List<String>> people(String what, SortedMap<String, List<String>> given) {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        Require.present(what, given).forEach((name, people) -> copy.put(name, Require.list(what, people)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
