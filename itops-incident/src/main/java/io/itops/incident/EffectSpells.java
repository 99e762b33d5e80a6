package io.itops.incident;

import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.Spell;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Follows one incident through its events, and keeps in which stretches users felt it. Confined to one thread. */
final class EffectSpells {
    /** The most that {@link IncidentTimes} takes. */
    private static final int MOST = 10_000;

    private final List<Spell> over = new ArrayList<>();
    private @Nullable Incident incident;

    /** When the stretch began that goes on. */
    private @Nullable Instant since;

    /** Takes the next event; what comes before the opening, or without one, says nothing. */
    void add(IncidentEvent event, Instant at) {
        if (incident == null && !opens(event)) {
            return;
        }
        Incident next = event.applyTo(incident);
        Optional<Instant> ended = IncidentTimes.of(next).effectEndedAt();
        if (incident == null) {
            since = next.milestones().openedAt();
        }
        if (since != null && ended.isPresent()) {
            Instant end = ended.get().isBefore(since) ? since : ended.get();
            over.add(Spell.of(since, end));
            since = null;
        } else if (since == null && ended.isEmpty()) {
            // it never begins anew before it has ended, whatever clock told the two
            Instant last = over.get(over.size() - 1).end().orElseThrow();
            since = at.isBefore(last) ? last : at;
        }
        incident = next;
    }

    private static boolean opens(IncidentEvent event) {
        return event instanceof IncidentEvent.Opened || event instanceof IncidentEvent.Imported;
    }

    /** What is measured of the incident; empty if its opening was not among the events. */
    Optional<IncidentTimes> times() {
        if (incident == null) {
            return Optional.empty();
        }
        List<Spell> spells = new ArrayList<>(over);
        if (since != null) {
            spells.add(Spell.open(since));
        }
        return Optional.of(IncidentTimes.of(incident).withSpells(joined(spells)));
    }

    /** Stretches with the shortest quiet times between them joined where there are too many: of what flaps, an hour more or less says little. */
    private static List<Spell> joined(List<Spell> spells) {
        if (spells.size() <= MOST) {
            return spells;
        }
        Set<Integer> kept = IntStream.range(1, spells.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> quietBefore(spells, i))
                        .reversed())
                .limit(MOST - 1L)
                .collect(Collectors.toSet());
        List<Spell> joined = new ArrayList<>();
        Instant start = spells.get(0).start();
        for (int i = 1; i < spells.size(); i++) {
            if (kept.contains(i)) {
                joined.add(new Spell(start, spells.get(i - 1).end()));
                start = spells.get(i).start();
            }
        }
        joined.add(new Spell(start, spells.get(spells.size() - 1).end()));
        return joined;
    }

    private static Duration quietBefore(List<Spell> spells, int i) {
        return Duration.between(
                spells.get(i - 1).end().orElseThrow(), spells.get(i).start());
    }
}
