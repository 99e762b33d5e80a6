package io.itops.incident.internal;

import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What merged incidents are parts of, and what was merged into incidents. Merges make no circle, so every way ends. */
public final class Merges {
    /** An incident has at most so many others in it, however they came there: each brought a dedup key. */
    private static final int MOST = 1_000;

    private Merges() {}

    /** The incident as which one goes on: itself unless it is merged. */
    public static Incident root(UnitOfWork unit, Incident incident) {
        return root(incident, id -> unit.find(Incident.TYPE, id.value()).map(Versioned::value));
    }

    /** The incident as which one goes on: itself unless it is merged. */
    public static Incident root(Records records, Incident incident) {
        return root(incident, id -> records.find(Incident.TYPE, id.value()).map(Versioned::value));
    }

    private static Incident root(Incident incident, Function<IncidentId, Optional<Incident>> find) {
        Incident root = incident;
        Optional<IncidentId> into = root.mergedInto();
        while (into.isPresent()) {
            root = find.apply(into.get()).orElseThrow();
            into = root.mergedInto();
        }
        return root;
    }

    /** All that went into an incident, directly or by way of others, the nearest first; without itself. */
    public static List<Incident> within(Records records, Incident incident) {
        return within(incident, id -> records.find(Incident.TYPE, id.value()).map(Versioned::value));
    }

    /** All that went into an incident, directly or by way of others, the nearest first; without itself. */
    public static List<Incident> within(UnitOfWork unit, Incident incident) {
        return within(incident, id -> unit.find(Incident.TYPE, id.value()).map(Versioned::value));
    }

    private static List<Incident> within(Incident incident, Function<IncidentId, Optional<Incident>> find) {
        List<Incident> all = new ArrayList<>();
        Set<IncidentId> next = new LinkedHashSet<>(incident.family().absorbed());
        while (!next.isEmpty() && all.size() < MOST) {
            List<Incident> level =
                    next.stream().flatMap(id -> find.apply(id).stream()).toList();
            all.addAll(level);
            next = new LinkedHashSet<>();
            for (Incident child : level) {
                next.addAll(child.family().absorbed());
            }
        }
        return all;
    }

    /** Why something is not done about an incident that is merged: it is to be done about the one as which it goes on. */
    public static <T> Optional<Outcome<T>> refusal(
            UnitOfWork unit, Incident incident, Ref subject, String action, Predicate<Incident> readable) {
        return incident.state() == IncidentState.MERGED
                ? Optional.of(new Outcome.Refused<>(
                        subject,
                        action,
                        List.of(Reason.of(
                                "merged",
                                "incident " + incident.id() + " goes on as "
                                        + Optional.of(root(unit, incident))
                                                .filter(readable)
                                                .map(root -> "incident " + root.id())
                                                .orElse("another incident")))))
                : Optional.empty();
    }
}
