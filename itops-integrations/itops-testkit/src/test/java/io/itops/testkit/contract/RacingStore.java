package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.ForwardingStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores that are right as long as one thread uses them: the planted faults that only an interleaving can show. */
abstract class RacingStore extends ForwardingStore {
    private RacingStore() {
        super(new InMemoryStore(ManualClock.at(StoreFixture.START)));
    }

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
                return super.commit(AlteredCommit.of(commit).expects(List.of()).build());
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
                Claims own = super.claim(request);
                underway = own;
                underway = null;
                return own;
            }
        };
    }
}
