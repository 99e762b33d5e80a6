package io.itops.monitoring;

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
import java.util.Optional;

/** Lets something happen just before the next commit: a worker that comes in between, or a failure. */
final class MeddledStore implements Store {
    private final Store store;
    private Runnable before = () -> {};

    MeddledStore(Store store) {
        this.store = store;
    }

    void beforeNextCommit(Runnable happening) {
        before = happening;
    }

    @Override
    public CommitResult commit(Commit commit) {
        Runnable happening = before;
        before = () -> {};
        happening.run();
        return store.commit(commit);
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
    public JournalPage journal(JournalQuery query) {
        return store.journal(query);
    }

    @Override
    public Claims claim(ClaimRequest request) {
        return store.claim(request);
    }
}
