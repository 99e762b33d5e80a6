package io.itops.simulation;

import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Job;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store in which tests plant bugs, by bending one of its methods. */
abstract class BentStore implements Store {
    private final Store straight;

    BentStore(Store straight) {
        this.straight = straight;
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        return straight.find(ref);
    }

    @Override
    public Page query(Query query) {
        return straight.query(query);
    }

    @Override
    public CommitResult commit(Commit commit) {
        return straight.commit(commit);
    }

    @Override
    public Claims claim(ClaimRequest request) {
        return straight.claim(request);
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        return straight.journal(query);
    }

    /** A record that says something else. */
    static StoredRecord saying(StoredRecord record, UnaryOperator<String> bent) {
        return new StoredRecord(
                record.ref(), record.version(), record.schema(), bent.apply(record.json()), record.indexes());
    }

    /** A commit with other jobs. */
    static Commit withJobs(Commit commit, UnaryOperator<List<Job>> bent) {
        return new Commit(
                commit.puts(),
                commit.removals(),
                commit.expects(),
                commit.events(),
                bent.apply(commit.jobs()),
                commit.cancelledTimers(),
                commit.cancelledJobs(),
                commit.completions());
    }

    /** A commit with other records. */
    static Commit withPuts(Commit commit, UnaryOperator<List<Commit.Put>> bent) {
        return new Commit(
                bent.apply(commit.puts()),
                commit.removals(),
                commit.expects(),
                commit.events(),
                commit.jobs(),
                commit.cancelledTimers(),
                commit.cancelledJobs(),
                commit.completions());
    }
}
