package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.incident.priority.PriorityMatrix;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a program decides about the life of its incidents, once for all of them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param closeAfter how long an incident stays resolved before it is closed, at most 366 days; empty: until a person closes it
 * @param reopenClosedWithin how long after its closing an incident can be reopened, at most 3,660 days; empty: without end
 * @param wakesAt a signal that makes a queued, held or mitigated incident worse than it was, and at least as bad as this, triggers it; a
 *     suspected one is triggered by any signal that is at least as bad as this
 * @param labels what the program calls its states, by category: at most 20 each, of at most 60 characters, each once
 * @param autoResolve whether signals that say that the trouble is over resolve an incident
 * @param priorities what priority follows from impact and urgency; empty: nobody assesses them
 * @param places the queues and vendors that are known
 * @since 0.1
 */
public record IncidentRules(
        Optional<Duration> closeAfter,
        Optional<Duration> reopenClosedWithin,
        Severity wakesAt,
        SortedMap<IncidentCategory, List<String>> labels,
        boolean autoResolve,
        Optional<PriorityMatrix> priorities,
        Places places) {
    /** Closed after a day, reopened at any time, woken at SEV2, resolved by signals, without labels. */
    public static final IncidentRules DEFAULTS = new IncidentRules(
            Optional.of(Duration.ofDays(1)),
            Optional.empty(),
            Severity.SEV2,
            new TreeMap<>(),
            true,
            Optional.empty(),
            Places.ANY);

    /** Checks and copies the parts. */
    public IncidentRules {
        Require.present("time until closing", closeAfter)
                .ifPresent(time -> Require.positive("time until closing", time, Duration.ofDays(366)));
        Require.present("time for reopening", reopenClosedWithin)
                .ifPresent(time -> Require.positive("time for reopening", time, Duration.ofDays(3_660)));
        Require.present("waking severity", wakesAt);
        Require.present("priority matrix", priorities);
        Require.present("known queues and vendors", places);
        SortedMap<IncidentCategory, List<String>> copy = new TreeMap<>();
        Require.present("status labels", labels).forEach((category, words) -> {
            Require.present("category", category);
            List<String> list = Require.list("status labels of " + category, words);
            Require.size("status labels of " + category, list, 1, 20);
            list.forEach(label -> Require.text("status label", Require.id("status label", label), 60));
            Require.that(
                    new HashSet<>(list).size() == list.size(), "status labels of " + category, "be different", list);
            copy.put(category, list);
        });
        labels = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * What the program calls states of a category.
     *
     * @param category the category
     * @return the labels, possibly none
     */
    public List<String> labelsOf(IncidentCategory category) {
        return labels.getOrDefault(Require.present("category", category), List.of());
    }

    /** Whether a signal of a severity triggers an incident that nobody is paged for. */
    boolean wakes(Severity before, Severity signal) {
        return signal.worseThan(before) && !wakesAt.worseThan(signal);
    }
}
