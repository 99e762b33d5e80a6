package io.itops.quickstart.check;

import io.itops.core.Ref;
import io.itops.core.journal.JournalEntry;
import io.itops.quickstart.receiver.LogLine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sender and receiver say about the same deliveries. */
final class Deliveries {
    static final int DUPLICATES_ALLOWED = 1;

    private Deliveries() {}

    /** How often each delivery was accepted. */
    static Map<String, Integer> accepted(Evidence evidence) {
        Map<String, Integer> times = new TreeMap<>();
        evidence.receiver().stream()
                .filter(line -> line.what() == LogLine.What.ACCEPTED)
                .forEach(line -> times.merge(line.delivery(), 1, Integer::sum));
        return times;
    }

    static int duplicates(Evidence evidence) {
        return accepted(evidence).values().stream().mapToInt(times -> times - 1).sum();
    }

    /** The first thing on which the two disagree. */
    static Optional<String> problem(Evidence evidence) {
        Map<String, Integer> accepted = accepted(evidence);
        Map<String, JournalEntry> sent = ended(evidence, "delivery.sent");
        for (Map.Entry<String, JournalEntry> delivery : sent.entrySet()) {
            if (!accepted.containsKey(delivery.getKey())) {
                return Optional.of(
                        "delivery " + delivery.getKey() + " is recorded as sent, but the receiver never accepted it");
            }
        }
        for (Map.Entry<String, Integer> delivery : accepted.entrySet()) {
            Optional<String> problem = problem(evidence, delivery.getKey(), delivery.getValue(), sent);
            if (problem.isPresent()) {
                return problem;
            }
        }
        int duplicates = duplicates(evidence);
        return duplicates > DUPLICATES_ALLOWED
                ? Optional.of(duplicates + " duplicates, at most " + DUPLICATES_ALLOWED + " is allowed")
                : Optional.empty();
    }

    private static Optional<String> problem(Evidence evidence, String id, int times, Map<String, JournalEntry> sent) {
        JournalEntry entry = sent.get(id);
        if (entry == null) {
            return neverSent(evidence, id);
        }
        if (times > 1 && !Json.truth(entry.event().data(), "mayRepeat")) {
            return Optional.of("delivery " + id + " came " + times + " times, and its sender did not notice");
        }
        boolean counted = evidence.receiver().stream()
                .filter(line ->
                        line.what() == LogLine.What.ACCEPTED && line.delivery().equals(id))
                .anyMatch(line -> line.times() == times);
        return counted
                ? Optional.empty()
                : Optional.of("delivery " + id + " came " + times + " times, and its receiver did not notice");
    }

    /** The sender died before it heard of the acceptance; when it came back, the page may not have been wanted any more. */
    private static Optional<String> neverSent(Evidence evidence, String id) {
        JournalEntry obsolete = ended(evidence, "delivery.obsolete").get(id);
        if (obsolete == null) {
            return Optional.of("delivery " + id + " was accepted, but is not recorded as sent");
        }
        return Json.truth(obsolete.event().data(), "mayRepeat")
                ? Optional.empty()
                : Optional.of("delivery " + id + " was accepted, but is recorded as never made");
    }

    /** The deliveries that ended in some way, by id. */
    private static Map<String, JournalEntry> ended(Evidence evidence, String how) {
        Map<String, JournalEntry> ended = new TreeMap<>();
        evidence.entries(how)
                .forEach(entry -> entry.event().subjects().stream()
                        .filter(subject -> subject.type().equals("delivery"))
                        .map(Ref::id)
                        .forEach(id -> ended.put(id, entry)));
        return ended;
    }
}
