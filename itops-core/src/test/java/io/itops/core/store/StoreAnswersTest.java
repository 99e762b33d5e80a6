package io.itops.core.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.Ref;
import io.itops.core.StoreException;
import io.itops.core.TestClock;
import io.itops.core.catalog.Catalog;
import io.itops.core.journal.AuditChain;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.work.Agenda;
import io.itops.core.work.JobOutcome;
import io.itops.core.work.ParkedJob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StoreAnswersTest {
    private static final Store MUTE = new Store() {
        @Override
        public Optional<StoredRecord> find(Ref ref) {
            return none();
        }

        @Override
        public Page query(Query query) {
            return none();
        }

        @Override
        public CommitResult commit(Commit commit) {
            return none();
        }

        @Override
        public JournalPage journal(JournalQuery query) {
            return none();
        }

        @Override
        public Claims claim(ClaimRequest request) {
            return none();
        }
    };

    @Test
    void aStoreThatAnswersNullIsNamedWithTheOperation() {
        Kernel kernel = Kernels.over(MUTE, new TestClock("2026-11-24T02:00:00Z"));
        Records records = new Records(MUTE);
        Journal journal = new Journal(MUTE);
        AuditChain audit = new AuditChain(MUTE);
        Agenda agenda = new Agenda(kernel);
        agenda.register("a.job", (claim, unit) -> JobOutcome.DONE);
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        unit.enqueue("a.job", "lane", Instant.EPOCH, Tree.Obj.of(Map.of()));

        Map<ThrowingCallable, String> calls = new LinkedHashMap<>();
        calls.put(() -> records.find(ParkedJob.TYPE, "j"), "find");
        calls.put(() -> new Catalog(kernel, () -> {}).snapshot(), "find");
        calls.put(() -> records.first(RecordQuery.of(ParkedJob.TYPE)), "query");
        calls.put(() -> records.all(RecordQuery.of(ParkedJob.TYPE)), "query");
        calls.put(unit::commit, "commit");
        calls.put(() -> journal.after(0), "journal");
        calls.put(journal::all, "journal");
        calls.put(journal::head, "journal");
        calls.put(audit::anchor, "journal");
        calls.put(() -> audit.entry(1), "journal");
        calls.put(() -> audit.examine(List.of()), "journal");
        calls.put(agenda::runDue, "claim");
        calls.forEach((call, operation) -> assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessage("store operation " + operation + " failed: answer of the store to " + operation
                        + " must be given, but was null"));
    }

    @SuppressWarnings("NullAway")
    private static <T> T none() {
        return null;
    }
}
