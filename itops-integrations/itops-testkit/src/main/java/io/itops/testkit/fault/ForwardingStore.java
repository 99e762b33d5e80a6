package io.itops.testkit.fault;

import io.itops.core.Ref;
import io.itops.core.Require;
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
import java.util.Optional;

/**
 * A store that leaves everything to another: what watches a store, or plants a bug in it, overrides one method of this.
 *
 * <pre>{@code
 * var forgetful = new ForwardingStore(new InMemoryStore()) {
 *     @Override
 *     public CommitResult commit(Commit commit) {
 *         return super.commit(AlteredCommit.of(commit).jobs(List.of()).build());
 *     }
 * };
 * }</pre>
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public abstract class ForwardingStore implements Store {
    private final Store store;

    /**
     * Stands before a store.
     *
     * @param store the store that does the work
     */
    protected ForwardingStore(Store store) {
        this.store = Require.present("store", store);
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        return store.find(ref);
    }

    @Override
    public Page query(Query query) {
        return store.query(query);
    }

    @Override
    public CommitResult commit(Commit commit) {
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
