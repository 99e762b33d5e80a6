package io.itops.quickstart.check;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEntry;
import io.itops.quickstart.receiver.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a run left behind.
 *
 * @param journal all entries in order
 * @param receiver all lines of the receiver's log in order
 */
record Evidence(List<JournalEntry> journal, List<LogLine> receiver) {
    Evidence {
        journal = List.copyOf(journal);
        receiver = List.copyOf(receiver);
    }

    Stream<JournalEntry> entries(String type) {
        return journal.stream().filter(entry -> entry.event().type().equals(type));
    }

    /** The first entry of a type behind a sequence number that fulfils a condition. */
    Optional<JournalEntry> first(String type, long after, Predicate<JournalEntry> condition) {
        return entries(type)
                .filter(entry -> entry.sequence() > after)
                .filter(condition)
                .findFirst();
    }

    /** The change of a title. */
    Optional<Ref> change(String title) {
        return entries("change.proposed")
                .filter(entry ->
                        Json.text(entry.event().data(), "content", "title").equals(title))
                .map(Evidence::subject)
                .findFirst();
    }

    /** The incident that the run is about: the first that was opened. */
    Optional<Ref> incident() {
        return entries("incident.opened").map(Evidence::subject).findFirst();
    }

    /** The deliveries of pages about the incident that a person's receiver has verified, each once. */
    Stream<LogLine> verifiedPages(String person) {
        return receiver.stream()
                .filter(line -> line.what() == LogLine.What.ACCEPTED && line.times() == 1)
                .filter(line -> line.kind().equals("page") && line.person().equals(person))
                .filter(line -> incident()
                        .filter(ref -> ref.toString().equals(line.subject()))
                        .isPresent());
    }

    static Ref subject(JournalEntry entry) {
        return entry.event().subjects().get(0);
    }

    static Predicate<JournalEntry> about(Optional<Ref> ref) {
        return entry -> ref.isPresent() && entry.event().subjects().contains(ref.get());
    }
}
