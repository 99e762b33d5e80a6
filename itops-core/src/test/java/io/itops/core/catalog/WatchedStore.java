package io.itops.core.catalog;

import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Counts what is asked of a store, and lets a test step in just before a commit or behind a query. */
final class WatchedStore implements Store {
    private final Store store;
    final Queue<Runnable> beforeCommits = new ArrayDeque<>();
    final Queue<Runnable> afterQueries = new ArrayDeque<>();
    int finds;
    int queries;
    int commits;
    int largestCommit;

    WatchedStore(Store store) {
        this.store = store;
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        finds++;
        return store.find(ref);
    }

    @Override
    public Page query(Query query) {
        queries++;
        Page page = store.query(query);
        Optional.ofNullable(afterQueries.poll()).ifPresent(Runnable::run);
        return page;
    }

    @Override
    public CommitResult commit(Commit commit) {
        Optional.ofNullable(beforeCommits.poll()).ifPresent(Runnable::run);
        commits++;
        largestCommit = Math.max(largestCommit, commit.operations());
        return store.commit(commit);
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        return store.journal(query);
    }

    @Override
    public Claims claim(ClaimRequest request) {
        return store.claim(request);
    }
}
