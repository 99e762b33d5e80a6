package io.itops.testkit.contract;

import io.itops.core.ConflictException;
import io.itops.core.spi.Store;
import io.itops.core.store.Commit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** What concurrent threads do to a store, each answer as text; what it may be is told by {@link SequentialStore}. */
@Param(name = "thing", gen = IntGen.class, conf = "0:1")
@Param(name = "version", gen = IntGen.class, conf = "0:1")
@Param(name = "job", gen = IntGen.class, conf = "0:2")
@Param(name = "attempt", gen = IntGen.class, conf = "1:2")
public abstract class StoreOperations {
    private final Store store;

    StoreOperations(Store store) {
        this.store = store;
    }

    @Operation
    public String put(@Param(name = "thing") int thing, @Param(name = "version") int version) {
        return commit(StoreWords.put(thing, version));
    }

    @Operation
    public String putUnless(@Param(name = "thing") int thing) {
        return commit(StoreWords.putUnless(thing));
    }

    @Operation
    public String putWithJob(@Param(name = "thing") int thing, @Param(name = "job") int job) {
        return commit(StoreWords.putWithJob(thing, job));
    }

    @Operation
    public String add(@Param(name = "job") int job) {
        return commit(StoreWords.add(job));
    }

    @Operation
    public String claimOne() {
        return claim(0);
    }

    @Operation
    public String claimAll() {
        return claim(2);
    }

    @Operation
    public String done(@Param(name = "job") int job, @Param(name = "attempt") int attempt) {
        return commit(StoreWords.done(job, attempt));
    }

    @Operation
    public String retry(@Param(name = "job") int job) {
        return commit(StoreWords.retry(job));
    }

    @Operation
    public String cancel(@Param(name = "job") int job) {
        return commit(StoreWords.cancel(job));
    }

    private String commit(Commit commit) {
        try {
            return StoreWords.applied(store.commit(commit));
        } catch (ConflictException e) {
            return "conflict";
        }
    }

    private String claim(int more) {
        return StoreWords.handedOut(store.claim(StoreWords.claim(more)).claims());
    }
}
