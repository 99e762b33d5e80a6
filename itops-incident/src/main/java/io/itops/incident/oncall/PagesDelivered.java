package io.itops.incident.oncall;

import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages that reached people, read from the journal: what a receiver accepted, not what was decided. A page that was overtaken, held
 * back or never accepted woke nobody. A bundle is one page.
 */
final class PagesDelivered {
    private static final Set<String> KINDS = Set.of("page", "page-bundle");
    /** Clocks go back by less than that, so that entries are in the order of their instants but for so much. */
    private static final Duration DISORDER = Duration.ofDays(1);

    private PagesDelivered() {}

    static List<PageRecord> in(Window window, Journal journal) {
        List<PageRecord> pages = new ArrayList<>();
        Map<String, String> people = new HashMap<>();
        long at = before(window.start().minus(DISORDER), journal);
        Instant end = window.end().plus(DISORDER);
        List<JournalEntry> entries = journal.after(at);
        while (!entries.isEmpty()) {
            for (JournalEntry entry : entries) {
                read(entry.event(), window, people, pages);
            }
            JournalEntry last = entries.get(entries.size() - 1);
            entries = last.event().at().isAfter(end) ? List.of() : journal.after(last.sequence());
        }
        return pages;
    }

    private static void read(JournalEvent event, Window window, Map<String, String> people, List<PageRecord> pages) {
        if (!event.type().equals("delivery.sent") || !KINDS.contains(text(event, "kind"))) {
            return;
        }
        String destination = text(event, "destination");
        String person = text(event, "person");
        if (person.isEmpty()) {
            // a bundle goes to a destination; whose it is, the pages before it tell
            person = people.getOrDefault(destination, destination.substring(destination.indexOf(':') + 1));
        } else {
            people.put(destination, person);
        }
        if (window.contains(event.at())) {
            pages.add(new PageRecord(event.at(), person));
        }
    }

    private static String text(JournalEvent event, String name) {
        @Nullable Tree value = event.data().members().get(name);
        return value instanceof Tree.Text text ? text.value() : "";
    }

    /** A sequence number behind which all entries lie that come at or after an instant, found by halving. */
    private static long before(Instant instant, Journal journal) {
        long low = 0;
        long high = journal.head().size();
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<JournalEntry> next = journal.after(middle);
            if (next.isEmpty() || !next.get(0).event().at().isBefore(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
