package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Words;
import io.itops.core.signal.Fingerprint;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether an incident has been there before.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param within how far back was looked, from its opening
 * @param incidents the earlier ones that are like it: the most alike first, then the nearest, then the newest
 * @since 0.1
 */
public record PastIncidents(IncidentId incident, Duration within, List<PastIncident> incidents) {
    private static final Comparator<PastIncident> ORDER = Comparator.comparing(PastIncident::likeness)
            .thenComparing(PastIncident::distance)
            .thenComparing(PastIncident::openedAt, Comparator.reverseOrder())
            .thenComparing(PastIncident::incident);

    /** Checks and copies the parts. */
    public PastIncidents {
        Require.present("incident id", incident);
        Require.positive("time to look back", within, Duration.ofDays(3_660));
        incidents = Require.list("past incidents", incidents);
    }

    /**
     * Finds the earlier incidents that are like one. What was cancelled or merged is none of its own.
     *
     * @param incident the incident
     * @param earlier incidents to look through
     * @param distances how far services lie from that of the incident; those that are missing are too far
     * @param items gives the action items after an incident
     * @param within how far to look back from the opening of the incident, at most 3,660 days
     * @return those that are like it
     */
    public static PastIncidents of(
            Incident incident,
            Collection<Incident> earlier,
            Map<ServiceId, Integer> distances,
            Function<IncidentId, List<ActionItem>> items,
            Duration within) {
        Require.present("incident", incident);
        Require.positive("time to look back", within, Duration.ofDays(3_660));
        return new PastIncidents(
                incident.id(),
                within,
                alike(
                        new Sought(Optional.of(incident.id()), incident.trouble(), incident.openedAt()),
                        Require.list("earlier incidents", earlier),
                        Require.present("distances", distances),
                        Require.present("action items", items),
                        within));
    }

    /** What is looked for: an incident, or the trouble of one that is about to be opened. */
    record Sought(Optional<IncidentId> id, Trouble trouble, Instant openedAt) {}

    static List<PastIncident> alike(
            Sought sought,
            Collection<Incident> earlier,
            Map<ServiceId, Integer> distances,
            Function<IncidentId, List<ActionItem>> items,
            Duration within) {
        Instant opened = sought.openedAt();
        Fingerprint fingerprint = sought.trouble().fingerprint();
        List<PastIncident> found = new ArrayList<>();
        for (Incident other : earlier) {
            boolean counts = other.state() != IncidentState.CANCELLED
                    && other.state() != IncidentState.MERGED
                    && !sought.id().equals(Optional.of(other.id()))
                    && other.openedAt().isBefore(opened)
                    && !other.openedAt().isBefore(LookBack.from(opened, within));
            if (counts) {
                likeness(sought.trouble(), fingerprint, other, distances)
                        .map(like -> past(other, like, distances.getOrDefault(other.service(), 0), items, opened))
                        .ifPresent(found::add);
            }
        }
        found.sort(ORDER);
        return found;
    }

    private static Optional<Likeness> likeness(
            Trouble trouble, Fingerprint fingerprint, Incident other, Map<ServiceId, Integer> distances) {
        if (other.dedupKey().equals(trouble.dedupKey())) {
            return Optional.of(Likeness.SAME_KEY);
        }
        if (!other.trouble().fingerprint().equals(fingerprint)) {
            return Optional.empty();
        }
        if (other.service().equals(trouble.service())) {
            return Optional.of(Likeness.SAME_FINGERPRINT);
        }
        return distances.containsKey(other.service()) ? Optional.of(Likeness.NEAR_SERVICE) : Optional.empty();
    }

    private static PastIncident past(
            Incident other,
            Likeness likeness,
            int distance,
            Function<IncidentId, List<ActionItem>> items,
            Instant opened) {
        List<ActionItem> open = new ArrayList<>();
        List<ActionItem> done = new ArrayList<>();
        for (ActionItem item : items.apply(other.id())) {
            boolean ended = item.endedAt().filter(at -> !at.isAfter(opened)).isPresent();
            if (!ended) {
                open.add(item);
            } else if (item.state() == ActionItemState.DONE) {
                done.add(item);
            }
        }
        return new PastIncident(other.id(), other.service(), other.openedAt(), likeness, distance, open, done);
    }

    /**
     * How many earlier incidents are at least so much alike.
     *
     * @param likeness the least likeness that counts
     * @return the number
     */
    public long count(Likeness likeness) {
        Require.present("likeness", likeness);
        return incidents.stream()
                .filter(past -> past.likeness().compareTo(likeness) <= 0)
                .count();
    }

    /**
     * What there is to say, in one sentence.
     *
     * @return such as {@code seen 3 times in 30 d before, last review's action still open: widen the pool}
     */
    public String sentence() {
        return sentence(incidents, within, false);
    }

    static String sentence(List<PastIncident> incidents, Duration within, boolean more) {
        if (incidents.isEmpty()) {
            return "not seen in " + Words.duration(within) + " before";
        }
        String seen = "seen " + (more ? "at least " : "") + Words.times(incidents.size()) + " in "
                + Words.duration(within) + " before";
        PastIncident last = incidents.stream()
                .max(Comparator.comparing(PastIncident::openedAt).thenComparing(PastIncident::incident))
                .orElseThrow();
        if (!last.open().isEmpty()) {
            return seen + ", last review's action still open: "
                    + last.open().get(0).title();
        }
        return last.done().isEmpty()
                ? seen
                : seen + ", though this was done after the last one: "
                        + last.done().get(0).title();
    }
}
