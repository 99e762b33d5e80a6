package io.itops.core.store;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The journal of the in-memory store, with the entries of each subject. Confined to the store's lock. */
final class MemoryJournal {
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<Ref, List<StoredEvent>> bySubject = new HashMap<>();
    private MerkleFrontier head = MerkleFrontier.EMPTY;

    /** Entries that are ready to be appended. */
    record Appended(List<JournalEvent> events, List<StoredEvent> stored, MerkleFrontier head) {}

    Appended prepare(List<JournalEvent> next) {
        List<StoredEvent> stored = new ArrayList<>(next.size());
        MerkleFrontier frontier = head;
        long sequence = events.size();
        for (JournalEvent event : next) {
            sequence++;
            String json = event.toJson(sequence);
            stored.add(new StoredEvent(sequence, json));
            frontier = frontier.append(Merkle.leafHash(json.getBytes(StandardCharsets.UTF_8)));
        }
        return new Appended(next, stored, frontier);
    }

    /** Appends what was prepared, and gives the sequence number of the first entry. */
    long append(Appended next) {
        long first = events.size() + 1L;
        for (int i = 0; i < next.stored().size(); i++) {
            StoredEvent event = next.stored().get(i);
            events.add(event);
            for (Ref subject : new LinkedHashSet<>(next.events().get(i).subjects())) {
                bySubject.computeIfAbsent(subject, ref -> new ArrayList<>()).add(event);
            }
        }
        head = next.head();
        return first;
    }

    JournalPage page(JournalQuery query) {
        List<StoredEvent> from = query.subject().isPresent()
                ? bySubject.getOrDefault(query.subject().get(), List.of())
                : events;
        int start = firstBehind(from, query.after());
        int end = Math.min(from.size(), start + query.limit());
        return new JournalPage(from.subList(start, end), head);
    }

    private static int firstBehind(List<StoredEvent> sorted, long sequence) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).sequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
