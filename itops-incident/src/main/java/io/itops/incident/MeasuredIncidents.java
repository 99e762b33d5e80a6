package io.itops.incident;

import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.time.Window;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.review.Review;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentWorkflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what metrics are made of, all pages of it: incidents as they stood at an instant, by what the journal says of them until then, and
 * what their reviews found out.
 */
final class MeasuredIncidents {
    private final Records records;
    private final Journal journal;
    private final Instant asOf;

    MeasuredIncidents(Records records, Journal journal, Instant asOf) {
        this.records = records;
        this.journal = journal;
        this.asOf = asOf;
    }

    List<IncidentTimes> times(Window opened) {
        return records
                .all(RecordQuery.of(Incident.TYPE).orderBy("opened-at").between(opened.start(), opened.end()))
                .stream()
                .map(Versioned::value)
                .flatMap(incident -> times(incident).stream())
                .toList();
    }

    /** Empty if it was not there yet, or nothing that this release can read says how it began. */
    private Optional<IncidentTimes> times(Incident incident) {
        return spells(incident)
                .times()
                .map(times -> records.find(Review.TYPE, incident.id().value())
                        .flatMap(review -> review.value().faultBeganAt())
                        .map(times::withFaultBeganAt)
                        .orElse(times));
    }

    /**
     * The incident up to its first event behind the instant: what stands in the journal behind that one builds on it, even where the clock was
     * set back. Only what another system says of an earlier time is taken still, since it asks for no state before it.
     */
    private EffectSpells spells(Incident incident) {
        EffectSpells spells = new EffectSpells();
        boolean later = false;
        for (JournalEntry entry : journal.about(incident.id().ref())) {
            JournalEvent event = entry.event();
            Optional<IncidentEvent> found =
                    event.subjects().get(0).equals(incident.id().ref())
                            ? IncidentWorkflow.WORKFLOW.eventOf(event)
                            : Optional.empty();
            if (found.isPresent()) {
                IncidentEvent happened = found.get();
                Instant at = at(happened, event.at());
                if (at.isAfter(asOf)) {
                    later = true;
                } else if (!later || happened instanceof IncidentEvent.Corrected) {
                    spells.add(happened, at);
                }
            }
        }
        return spells;
    }

    /** When it happened: of what another system told, the instant that it told, and not that of the import. */
    private static Instant at(IncidentEvent event, Instant written) {
        if (event instanceof IncidentEvent.Imported imported) {
            return imported.at();
        }
        return event instanceof IncidentEvent.Corrected corrected ? corrected.at() : written;
    }
}
