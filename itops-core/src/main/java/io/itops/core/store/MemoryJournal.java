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
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** The journal of the in-memory store, with the entries of each subject. Confined to the store's lock. */
final class MemoryJournal {
    private final EventTexts texts = new EventTexts();
    private final KeyedSet<Ref, Entries> bySubject = new KeyedSet<>(entries -> entries.subject);
    private MerkleFrontier head = MerkleFrontier.EMPTY;

    /** Entries that are ready to be appended. */
    record Appended(List<JournalEvent> events, List<String> texts, MerkleFrontier head) {}

    Appended prepare(List<JournalEvent> next) {
        List<String> prepared = new ArrayList<>(next.size());
        MerkleFrontier frontier = head;
        long sequence = texts.size();
        for (JournalEvent event : next) {
            sequence++;
            String json = event.toJson(sequence);
            prepared.add(json);
            frontier = frontier.append(Merkle.leafHash(json.getBytes(StandardCharsets.UTF_8)));
        }
        return new Appended(next, prepared, frontier);
    }

    /**
     * Appends what was prepared, and gives the sequence number of the first entry.
     *
     * @param names gives a reference that is equal to the given one and kept anyway
     */
    long append(Appended next, UnaryOperator<Ref> names) {
        long first = texts.size() + 1L;
        for (int i = 0; i < next.texts().size(); i++) {
            int number = texts.size();
            texts.add(next.texts().get(i));
            for (Ref subject : new LinkedHashSet<>(next.events().get(i).subjects())) {
                of(subject, names).add(number);
            }
        }
        head = next.head();
        return first;
    }

    JournalPage page(JournalQuery query) {
        if (query.subject().isEmpty()) {
            int start = (int) Math.min(texts.size(), query.after());
            int end = Math.min(texts.size(), start + query.limit());
            List<StoredEvent> page = new ArrayList<>(end - start);
            for (int number = start; number < end; number++) {
                page.add(event(number));
            }
            return new JournalPage(page, head);
        }
        Entries entries = bySubject.find(query.subject().get());
        List<StoredEvent> page = new ArrayList<>();
        if (entries != null) {
            int start = entries.firstFrom(query.after());
            int end = Math.min(entries.size, start + query.limit());
            for (int i = start; i < end; i++) {
                page.add(event(entries.numbers[i]));
            }
        }
        return new JournalPage(page, head);
    }

    private StoredEvent event(int number) {
        return new StoredEvent(number + 1L, texts.get(number));
    }

    private Entries of(Ref subject, UnaryOperator<Ref> names) {
        Entries entries = bySubject.find(subject);
        if (entries == null) {
            entries = new Entries(names.apply(subject));
            bySubject.put(entries);
        }
        return entries;
    }

    /** The numbers of a subject's entries, upwards. */
    private static final class Entries {
        private final Ref subject;
        private int[] numbers = new int[2];
        private int size;

        Entries(Ref subject) {
            this.subject = subject;
        }

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size + (size >> 1) + 1);
            }
            numbers[size++] = number;
        }

        /** The place of the first number that is not less than the given one. */
        int firstFrom(long number) {
            if (number > Integer.MAX_VALUE) {
                return size;
            }
            int place = Arrays.binarySearch(numbers, 0, size, (int) number);
            return place < 0 ? -place - 1 : place;
        }
    }
}
