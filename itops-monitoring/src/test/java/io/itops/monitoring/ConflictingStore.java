package io.itops.monitoring;

import io.itops.core.ConflictException;
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

/** Refuses the next commits as if someone else had changed what they rest on. */
final class ConflictingStore implements Store {
    private final Store store;
    private int refusals;

    ConflictingStore(Store store) {
        this.store = store;
    }

    void refuse(int commits) {
        refusals = commits;
    }

    @Override
    public CommitResult commit(Commit commit) {
        if (refusals > 0) {
            refusals--;
            throw new ConflictException(Ref.of("alert", "someone-elses"), 1, 2);
        }
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
