package io.itops.quickstart.check;

import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.StoredEvent;
import io.itops.quickstart.receiver.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the steps of a run and names the first that is missing. */
final class Checker {
    static final String CHAIN = "the audit chain holds";
    static final String DELIVERIES = "sender and receiver agree on every delivery";

    private Checker() {}

    /** Judges a run. */
    static Verdict judge(List<StoredEvent> journal, String head, List<LogLine> receiver, List<Step> steps) {
        Evidence evidence =
                new Evidence(journal.stream().map(StoredEvent::entry).toList(), receiver);
        List<Verdict.Done> done = new ArrayList<>();
        long at = 0;
        for (Step step : steps) {
            Optional<JournalEntry> proof = step.proof().find(evidence, at);
            if (proof.isEmpty()) {
                return new Verdict(done, step.name(), "neither journal nor receiver shows it" + last(evidence));
            }
            done.add(new Verdict.Done(step.name(), proof.get()));
            at = step.inOrder() ? proof.get().sequence() : at;
        }
        String root = AuditChain.root(journal.stream().map(StoredEvent::json).toList());
        if (!gapFree(journal) || !root.equals(head)) {
            return new Verdict(
                    done, CHAIN, "the root over " + journal.size() + " entries is " + root + ", not " + head);
        }
        return Deliveries.problem(evidence)
                .map(problem -> new Verdict(done, DELIVERIES, problem))
                .orElseGet(() -> new Verdict(done, "", summary(evidence, root)));
    }

    private static String summary(Evidence evidence, String root) {
        return evidence.journal().size() + " journal entries with root " + root.substring(0, 16) + "…, "
                + Deliveries.accepted(evidence).size() + " deliveries verified by the receiver, "
                + Deliveries.duplicates(evidence) + " duplicates";
    }

    private static boolean gapFree(List<StoredEvent> journal) {
        for (int i = 0; i < journal.size(); i++) {
            if (journal.get(i).sequence() != i + 1) {
                return false;
            }
        }
        return true;
    }

    private static String last(Evidence evidence) {
        int size = evidence.journal().size();
        return size == 0
                ? "; it is empty"
                : "; the last entry is: "
                        + evidence.journal().get(size - 1).event().summary();
    }
}
