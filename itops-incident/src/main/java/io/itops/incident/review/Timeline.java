package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.journal.JournalEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened, in the order of the journal.
 *
 * <p>Immutable and thread-safe.
 *
 * @param entries the entries, each once
 * @since 0.1
 */
public record Timeline(List<TimelineEntry> entries) {
    /** Copies the list. */
    public Timeline {
        entries = Require.list("entries", entries);
    }

    /**
     * The timeline of journal entries, however they were gathered.
     *
     * @param entries entries in any order, possibly some more than once
     * @return each once, in the order of the journal
     */
    public static Timeline of(Collection<JournalEntry> entries) {
        TreeMap<Long, TimelineEntry> bySequence = new TreeMap<>();
        Require.list("entries", entries).forEach(entry -> bySequence.put(entry.sequence(), TimelineEntry.of(entry)));
        return new Timeline(List.copyOf(bySequence.values()));
    }

    /**
     * The entries of a type that are about a thing.
     *
     * @param type the type
     * @param subject the thing
     * @return the entries in order
     */
    public List<TimelineEntry> of(String type, Ref subject) {
        return entries.stream()
                .filter(entry -> entry.type().equals(type) && entry.subjects().contains(subject))
                .toList();
    }

    Optional<TimelineEntry> first(String type, Ref subject) {
        return of(type, subject).stream().findFirst();
    }

    Optional<TimelineEntry> last(String type, Ref subject) {
        List<TimelineEntry> found = of(type, subject);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }
}
