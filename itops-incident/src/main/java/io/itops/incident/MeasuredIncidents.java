package io.itops.incident;

import io.itops.core.Ref;
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
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentWorkflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what metrics are made of, all pages of it: incidents as they stood at an instant, by what the journal says of them until then, and
 * what their reviews found out.
 */
final class MeasuredIncidents {
    /** Up to so many entries of the journal an incident, the whole of it is read sooner than each incident is asked for. */
    private static final long WORTH_READING = 50;

    private final Records records;
    private final Journal journal;
    private final Instant asOf;

    MeasuredIncidents(Records records, Journal journal, Instant asOf) {
        this.records = records;
        this.journal = journal;
        this.asOf = asOf;
    }

    List<IncidentTimes> times(Window opened) {
        List<IncidentId> incidents =
                records
                        .all(RecordQuery.of(Incident.TYPE).orderBy("opened-at").between(opened.start(), opened.end()))
                        .stream()
                        .map(incident -> incident.value().id())
                        .toList();
        boolean whole = journal.head().size() <= WORTH_READING * incidents.size();
        Map<Ref, Course> courses = new LinkedHashMap<>();
        incidents.forEach(id -> courses.put(id.ref(), new Course()));
        if (whole) {
            wholeJournal(entry -> follow(courses, entry));
        } else {
            courses.keySet().forEach(ref -> journal.about(ref).forEach(entry -> follow(courses, entry)));
        }
        Function<String, Optional<Instant>> faults = whole ? allFaults() : this::fault;
        List<IncidentTimes> found = new ArrayList<>();
        courses.forEach((ref, course) -> course.spells
                .times()
                .map(times ->
                        faults.apply(ref.id()).map(times::withFaultBeganAt).orElse(times))
                .ifPresent(found::add));
        return List.copyOf(found);
    }

    private void wholeJournal(Consumer<JournalEntry> reader) {
        long after = 0;
        for (List<JournalEntry> page = journal.after(after); !page.isEmpty(); page = journal.after(after)) {
            page.forEach(reader);
            after = page.get(page.size() - 1).sequence();
        }
    }

    /** An entry is one of the incident that is its first subject. */
    private void follow(Map<Ref, Course> courses, JournalEntry entry) {
        JournalEvent event = entry.event();
        Course course =
                event.subjects().isEmpty() ? null : courses.get(event.subjects().get(0));
        if (course != null) {
            IncidentWorkflow.WORKFLOW.eventOf(event).ifPresent(found -> course.add(found, at(found, event.at())));
        }
    }

    private Optional<Instant> fault(String incident) {
        return records.find(Review.TYPE, incident)
                .flatMap(review -> review.value().faultBeganAt());
    }

    /** What all reviews found out, read a page at a time. */
    private Function<String, Optional<Instant>> allFaults() {
        Map<String, Instant> faults = new HashMap<>();
        List<Versioned<Review>> page = records.first(RecordQuery.of(Review.TYPE));
        while (!page.isEmpty()) {
            page.forEach(review -> review.value()
                    .faultBeganAt()
                    .ifPresent(at -> faults.put(review.value().incident().value(), at)));
            page = records.first(RecordQuery.of(Review.TYPE)
                    .behind(page.get(page.size() - 1).value().incident().value()));
        }
        return incident -> Optional.ofNullable(faults.get(incident));
    }

    /**
     * An incident up to its first event behind the instant: what stands in the journal behind that one builds on it, even where the clock was
     * set back. Only what another system says of an earlier time is taken still, since it asks for no state before it. It has no times if it was not
     * there yet, or nothing that this release can read says how it began.
     */
    private final class Course {
        private final EffectSpells spells = new EffectSpells();
        private boolean later;

        void add(IncidentEvent happened, Instant at) {
            if (at.isAfter(asOf)) {
                later = true;
            } else if (!later || happened instanceof IncidentEvent.Corrected) {
                spells.add(happened, at);
            }
        }
    }

    /** When it happened: of what another system told, the instant that it told, and not that of the import. */
    private static Instant at(IncidentEvent event, Instant written) {
        if (event instanceof IncidentEvent.Imported imported) {
            return imported.at();
        }
        return event instanceof IncidentEvent.Corrected corrected ? corrected.at() : written;
    }
}
