package io.itops.quickstart.guide;

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
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.Optional;

// example: own-store
final class TimedStore implements Store {
    private final Store store;
    private final Timer commits;

    TimedStore(Store store, Timer commits) {
        this.store = store;
        this.commits = commits;
    }

    @Override
    public CommitResult commit(Commit commit) {
        return Objects.requireNonNull(commits.record(() -> store.commit(commit)));
    }

    @Override
    public Claims claim(ClaimRequest request) {
        return store.claim(request);
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
}
// end
