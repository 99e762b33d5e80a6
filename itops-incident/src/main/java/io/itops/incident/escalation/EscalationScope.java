package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an analysis of an escalation policy goes by: for which incidents it speaks, who is on call when, and how people are told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param openings incidents opened in this window are looked at
 * @param onCall when which person is on call, by schedule and person, until {@link #LOOK_AHEAD} after the openings; no entry where
 *     there is no such schedule
 * @param teams the members of teams by team id; no entry where there is no such team
 * @param plan the notification rules of people
 * @param unreachable people who have no rules and cannot be reached otherwise
 * @since 0.1
 */
public record EscalationScope(
        Window openings,
        SortedMap<String, SortedMap<String, Windows>> onCall,
        SortedMap<String, List<String>> teams,
        NotificationPlan plan,
        SortedSet<String> unreachable) {
    /** How long after the openings it must be known who is on call: an escalation is followed no further. */
    public static final Duration LOOK_AHEAD = Duration.ofDays(30);

    /** Checks and copies the parts. */
    public EscalationScope {
        Require.present("openings", openings);
        SortedMap<String, SortedMap<String, Windows>> schedules = new TreeMap<>();
        Require.map("schedules", onCall)
                .forEach((schedule, people) -> schedules.put(schedule, Require.map("people on call", people)));
        onCall = Collections.unmodifiableSortedMap(schedules);
        SortedMap<String, List<String>> members = new TreeMap<>();
        Require.map("teams", teams).forEach((team, people) -> members.put(team, Require.list("members", people)));
        teams = Collections.unmodifiableSortedMap(members);
        Require.present("notification plan", plan);
        unreachable = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("unreachable people", unreachable)));
    }

    /**
     * A scope without schedules and teams, in which everyone is told at once.
     *
     * @param openings incidents opened in this window are looked at
     * @return the scope
     */
    public static EscalationScope of(Window openings) {
        return new EscalationScope(openings, new TreeMap<>(), new TreeMap<>(), NotificationPlan.NONE, new TreeSet<>());
    }

    /**
     * The time for which it must be known who is on call.
     *
     * @param openings incidents opened in this window are looked at
     * @return the window and what an escalation may take behind it
     */
    public static Window known(Window openings) {
        return new Window(
                Require.present("openings", openings).start(), openings.end().plus(LOOK_AHEAD));
    }

    /**
     * This scope with one more schedule.
     *
     * @param schedule its id
     * @param people when which person is on call
     * @return a new scope
     */
    public EscalationScope withSchedule(String schedule, SortedMap<String, Windows> people) {
        SortedMap<String, SortedMap<String, Windows>> more = new TreeMap<>(onCall);
        more.put(Require.id("schedule", schedule), Require.present("people on call", people));
        return new EscalationScope(openings, more, teams, plan, unreachable);
    }

    /**
     * This scope with other notification rules.
     *
     * @param other the plan
     * @return a new scope
     */
    public EscalationScope withPlan(NotificationPlan other) {
        return new EscalationScope(openings, onCall, teams, other, unreachable);
    }
}
