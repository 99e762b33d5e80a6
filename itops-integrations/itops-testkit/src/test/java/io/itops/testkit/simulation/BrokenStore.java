package io.itops.testkit.simulation;

import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Job;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An in-memory store to plant bugs in. */
class BrokenStore implements Store {
    final Store inner;

    BrokenStore(InstantSource leases) {
        inner = new InMemoryStore(leases);
    }

    /** A commit with other jobs. */
    static Commit withJobs(Commit commit, Function<List<Job>, List<Job>> change) {
        return new Commit(
                commit.puts(),
                commit.removals(),
                commit.expects(),
                commit.events(),
                change.apply(commit.jobs()),
                commit.cancelledTimers(),
                commit.cancelledJobs(),
                commit.completions());
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        return inner.find(ref);
    }

    @Override
    public Page query(Query query) {
        return inner.query(query);
    }

    @Override
    public CommitResult commit(Commit commit) {
        return inner.commit(commit);
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        return inner.journal(query);
    }

    @Override
    public Claims claim(ClaimRequest request) {
        return inner.claim(request);
    }
}
