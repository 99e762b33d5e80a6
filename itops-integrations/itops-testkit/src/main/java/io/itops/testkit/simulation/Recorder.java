package io.itops.testkit.simulation;

import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.testkit.fault.ForwardingStore;

/** Writes down what the store does for one node, just behind it and before anything can go wrong with the answer. */
final class Recorder extends ForwardingStore {
    private final World<?> world;
    private final String node;

    Recorder(World<?> world, String node, Store inner) {
        super(inner);
        this.world = world;
        this.node = node;
    }

    @Override
    public CommitResult commit(Commit commit) {
        CommitResult result = super.commit(commit);
        world.changed();
        world.record(new Moment.Committed(world.now(), world.clock().instant(), node, commit, result));
        return result;
    }

    @Override
    public Claims claim(ClaimRequest request) {
        Claims claims = super.claim(request);
        if (!claims.claims().isEmpty()) {
            world.changed();
            claims.claims().forEach(claim -> world.record(new Moment.Claimed(world.now(), request.now(), node, claim)));
            world.leaseEnds(claims.claims().get(0).leaseUntil());
        }
        return claims;
    }
}
