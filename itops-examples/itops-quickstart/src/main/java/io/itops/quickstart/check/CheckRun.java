package io.itops.quickstart.check;

import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.spi.Store;
import io.itops.jdbc.JdbcStore;
import io.itops.quickstart.receiver.ReceiverLog;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The checker's process: exit code 0 if everything happened, 1 if a step is missing. */
public final class CheckRun {
    private static final int PAGE = 1_000;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private CheckRun() {}

    /**
     * Checks a run.
     *
     * @param args the directory of the store, the receiver's log, and the title of the guilty change, or nothing where none is
     */
    public static void main(String[] args) {
        List<Step> steps = args.length > 2 ? Steps.guiltyChange(args[2]) : Steps.troubleFromOutside();
        Verdict verdict;
        try (JdbcStore store = JdbcStore.h2(Path.of(args[0])).open()) {
            verdict = judge(store, Path.of(args[1]), steps);
        }
        print(verdict);
        System.exit(verdict.passed() ? 0 : 1);
    }

    static Verdict judge(Store store, Path receiverLog, List<Step> steps) {
        List<StoredEvent> journal = new ArrayList<>();
        JournalPage page;
        do {
            page = store.journal(JournalQuery.after(journal.size()));
            journal.addAll(page.events());
        } while (page.events().size() == PAGE);
        return Checker.judge(journal, page.head().root().toString(), ReceiverLog.read(receiverLog), steps);
    }

    private static void print(Verdict verdict) {
        System.out.println();
        for (Verdict.Done done : verdict.done()) {
            System.out.println("  ok       " + CLOCK.format(done.proof().event().at()) + "  " + done.name());
        }
        if (verdict.passed()) {
            System.out.println("PASSED: " + verdict.detail());
        } else {
            System.out.println("  MISSING                " + verdict.missing());
            System.out.println("FAILED: missing step: " + verdict.missing() + " (" + verdict.detail() + ")");
        }
    }
}
