package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.ManualClock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores that are right as long as one thread uses them: the planted faults that only an interleaving can show. */
abstract class RacingStore implements Store {
    final InMemoryStore store = new InMemoryStore(ManualClock.at(StoreFixture.START));

    /** A store that looks whether the expectations hold, and only then takes the lock under which it applies the rest. */
    static Store checkingFirst() {
        return new RacingStore() {
            @Override
            public CommitResult commit(Commit commit) {
                for (Commit.Expect expect : commit.expects()) {
                    long found = find(expect.ref()).map(StoredRecord::version).orElse(0L);
                    if (found != expect.version()) {
                        throw new ConflictException(expect.ref(), expect.version(), found);
                    }
                }
                Commit.Builder rest = Commit.builder();
                commit.puts().forEach(put -> rest.put(put.record(), put.expected()));
                commit.events().forEach(rest::event);
                commit.jobs().forEach(rest::job);
                commit.cancelledJobs().forEach(rest::cancelJob);
                commit.completions().forEach(rest::complete);
                return store.commit(rest.build());
            }
        };
    }

    /** A store that answers two claims that come at the same time once for both. */
    static Store sharingClaims() {
        return new RacingStore() {
            private volatile @Nullable Claims underway;

            @Override
            public Claims claim(ClaimRequest request) {
                Claims others = underway;
                if (others != null) {
                    return others;
                }
                Claims own = store.claim(request);
                underway = own;
                underway = null;
                return own;
            }
        };
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
