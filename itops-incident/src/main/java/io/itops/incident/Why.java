package io.itops.incident;

import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together why an incident is as it is, from the envelopes of its journal entries. */
final class Why {
    private static final int MOST = 255;
    private static final int MOST_REASON = 2_000;
    private static final String OPENED = "incident.opened";
    private static final String REPEATED = "incident.repeated";

    /** An explanation has at most eight levels: the answer and the event take two. */
    private static final int LEVELS_BELOW_AN_EVENT = 6;

    private Why() {}

    static Explanation of(Incident incident, Optional<String> seenBefore, List<JournalEntry> entries) {
        Explanation why = Explanation.of(
                        SafeText.shorten("incident " + incident.id() + " is " + incident.status(), MOST_REASON))
                .with("summary", incident.summary())
                .with("service", incident.service())
                .with("severity", incident.severity());
        if (seenBefore.isPresent()) {
            why = why.with("seen before", SafeText.shorten(seenBefore.get(), 500));
        }
        List<List<JournalEvent>> runs = runs(entries);
        int leftOut = Math.max(0, runs.size() - MOST);
        int first = leftOut == 0 ? runs.size() : MOST / 2;
        for (List<JournalEvent> run : runs.subList(0, first)) {
            why = why.because(of(run));
        }
        if (leftOut == 0) {
            return why;
        }
        // How it began and how it stands say more than what lies between.
        List<List<JournalEvent>> out = runs.subList(first, first + leftOut);
        int number = out.stream().mapToInt(List::size).sum();
        why = why.because(Explanation.of(
                Words.count(number, "entry between these is", "entries between these are") + " left out"));
        for (List<JournalEvent> run : runs.subList(first + leftOut, runs.size())) {
            why = why.because(of(run));
        }
        return why;
    }

    /** The events in their order, those together that say nothing but that the same signal came again, no worse than before. */
    private static List<List<JournalEvent>> runs(List<JournalEntry> entries) {
        List<List<JournalEvent>> runs = new ArrayList<>();
        Severity worst = Severity.SEV5;
        boolean repeating = false;
        for (JournalEntry entry : entries) {
            Severity severity = severity(entry.event()).orElse(worst);
            boolean repeats = entry.event().type().equals(REPEATED) && !severity.worseThan(worst);
            if (!repeats || !repeating) {
                runs.add(new ArrayList<>(1));
            }
            runs.get(runs.size() - 1).add(entry.event());
            repeating = repeats;
            worst = severity.worseThan(worst) ? severity : worst;
        }
        return runs;
    }

    /** How bad an event finds the trouble, if it is one of those by which an incident takes the worst severity. */
    private static Optional<Severity> severity(JournalEvent event) {
        return event.type().equals(OPENED) || event.type().equals(REPEATED)
                ? IncidentWorkflow.WORKFLOW.eventOf(event).flatMap(Why::severity)
                : Optional.empty();
    }

    private static Optional<Severity> severity(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            return Optional.of(opened.trouble().severity());
        }
        return event instanceof IncidentEvent.SignalRepeated repeated
                ? Optional.of(repeated.severity())
                : Optional.empty();
    }

    private static Explanation of(List<JournalEvent> run) {
        JournalEvent last = run.get(run.size() - 1);
        Explanation own = last.explanation().orElse(Explanation.of(last.summary()));
        if (run.size() == 1) {
            return of(last, own, own.reason());
        }
        String repeated = SafeText.shorten(run.size() + " signals, the last one: " + own.reason(), MOST_REASON);
        return of(last, own, repeated).with("first at", run.get(0).at());
    }

    private static Explanation of(JournalEvent event, Explanation own, String reason) {
        Explanation dated = Explanation.of(reason)
                .with("at", event.at())
                .with("what", event.type())
                .with("by", event.actor());
        // an event's own facts come after these, as far as there is room
        int room = 63 - dated.evidence().size();
        for (var fact : own.evidence().entrySet()) {
            if (room-- > 0) {
                dated = dated.with(fact.getKey(), fact.getValue());
            }
        }
        for (Explanation child : own.because()) {
            dated = dated.because(child.within(LEVELS_BELOW_AN_EVENT));
        }
        return dated;
    }
}
