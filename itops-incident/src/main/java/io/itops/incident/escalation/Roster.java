package io.itops.incident.escalation;

import io.itops.core.Require;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is on call at one instant, by schedule.
 *
 * <p>Immutable and thread-safe.
 *
 * @param onCall the people on call by schedule id: an empty list where nobody is, no entry where there is no such schedule
 * @since 0.1
 */
public record Roster(SortedMap<String, List<String>> onCall) {
    /** A roster without any schedule. */
    public static final Roster NONE = new Roster(new TreeMap<>());

    /** Copies the map. */
    public Roster {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        Require.present("people on call", onCall)
                .forEach((schedule, people) -> copy.put(schedule, Require.list("people on call", people)));
        onCall = Collections.unmodifiableSortedMap(copy);
    }
}
