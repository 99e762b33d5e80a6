package io.itops.testkit.simulation;

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

/** Writes down what the store does for one node, just behind it and before anything can go wrong with the answer. */
final class Recorder implements Store {
    private final World<?> world;
    private final String node;
    private final Store inner;

    Recorder(World<?> world, String node, Store inner) {
        this.world = world;
        this.node = node;
        this.inner = inner;
    }

    @Override
    public CommitResult commit(Commit commit) {
        CommitResult result = inner.commit(commit);
        world.changed();
        world.record(new Moment.Committed(world.now(), world.clock().instant(), node, commit, result));
        return result;
    }

    @Override
    public Claims claim(ClaimRequest request) {
        Claims claims = inner.claim(request);
        if (!claims.claims().isEmpty()) {
            world.changed();
            claims.claims().forEach(claim -> world.record(new Moment.Claimed(world.now(), request.now(), node, claim)));
            world.leaseEnds(claims.claims().get(0).leaseUntil());
        }
        return claims;
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
    public JournalPage journal(JournalQuery query) {
        return inner.journal(query);
    }
}
