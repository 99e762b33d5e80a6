package io.itops.incident;

import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.incident.workflow.Incident;
import java.util.List;
import java.util.Locale;

/** Puts together why an incident is as it is, from the envelopes of its journal entries. */
final class Why {
    private static final int MOST = 255;

    /** An explanation has at most eight levels: the answer and the event take two. */
    private static final int LEVELS_BELOW_AN_EVENT = 6;

    private Why() {}

    static Explanation of(Incident incident, List<JournalEntry> entries) {
        String state = incident.state().name().toLowerCase(Locale.ROOT);
        Explanation why = Explanation.of("incident " + incident.id() + " is " + state)
                .with("summary", incident.summary())
                .with("service", incident.service())
                .with("severity", incident.severity());
        for (JournalEntry entry : entries.subList(0, Math.min(entries.size(), MOST))) {
            why = why.because(of(entry.event()));
        }
        return entries.size() > MOST
                ? why.because(Explanation.of(
                        Words.count(entries.size() - MOST, "later entry is", "later entries are") + " left out"))
                : why;
    }

    private static Explanation of(JournalEvent event) {
        Explanation own = event.explanation().orElse(Explanation.of(event.summary()));
        Explanation dated = Explanation.of(own.reason())
                .with("at", event.at())
                .with("what", event.type())
                .with("by", event.actor());
        // an event's own facts come after these, as far as there is room
        int room = 64 - dated.evidence().size();
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
