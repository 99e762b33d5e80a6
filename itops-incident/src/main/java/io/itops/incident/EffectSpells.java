package io.itops.incident;

import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.metrics.Spell;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one incident through its events, and keeps in which stretches users felt it. Confined to one thread. */
final class EffectSpells {
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
        return Optional.of(IncidentTimes.of(incident).withSpells(spells));
    }
}
