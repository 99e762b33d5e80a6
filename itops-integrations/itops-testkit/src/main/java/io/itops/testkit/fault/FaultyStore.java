package io.itops.testkit.fault;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.StoreException;
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
import io.itops.testkit.fault.StoreCall.Boundary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A store that fails as stores do: by a conflict, before a commit, after one that nobody hears was applied, and when it is read or
 * asked for work; or that ends the calling process there. Faults strike by a script, each at the next operation that it can befall, by a
 * plan that looks at each call, or at random by rates and a seed.
 *
 * <pre>{@code
 * var store = FaultyStore.over(new InMemoryStore(clock))
 *         .seed(42)
 *         .rate(FaultyStore.Fault.CONFLICT, 0.02)
 *         .rate(FaultyStore.Fault.FAIL_AFTER_COMMIT, 0.01)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class FaultyStore implements Store {
    private final Store store;
    private final Map<Fault, Double> rates;
    private final List<Fault> script;
    private final FaultPlan plan;
    private final SplittableRandom random;
    private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
    private boolean healed;

    /** What may strike an operation. */
    public enum Fault {
        /** A commit is refused though all that it expects holds, as if another had come before; nothing is applied. */
        CONFLICT(Boundary.BEFORE_COMMIT, false),
        /** A commit fails; nothing is applied. */
        FAIL_BEFORE_COMMIT(Boundary.BEFORE_COMMIT, false),
        /** A commit is applied, and then reported as failed. */
        FAIL_AFTER_COMMIT(Boundary.AFTER_COMMIT, false),
        /** The process dies before a commit; nothing is applied. */
        CRASH_BEFORE_COMMIT(Boundary.BEFORE_COMMIT, true),
        /** A commit is applied, and the process dies before it hears of it. */
        CRASH_AFTER_COMMIT(Boundary.AFTER_COMMIT, true),
        /** A claim fails; nothing is handed out. */
        FAIL_CLAIM(Boundary.BEFORE_CLAIM, false),
        /** Jobs are handed out, but the answer is lost: nobody works on them until their leases end. */
        LOSE_CLAIM(Boundary.AFTER_CLAIM, false),
        /** The process dies with the jobs that it was handed out. */
        CRASH_AFTER_CLAIM(Boundary.AFTER_CLAIM, true),
        /** A read of records or of the journal fails. */
        FAIL_READ(Boundary.READ, false);

        private final Boundary boundary;
        private final boolean crash;

        Fault(Boundary boundary, boolean crash) {
            this.boundary = boundary;
            this.crash = crash;
        }

        /**
         * Where it strikes.
         *
         * @return the boundary
         */
        public Boundary boundary() {
            return boundary;
        }

        /**
         * Whether the calling process dies of it.
         *
         * @return true if it throws a {@link SimulatedCrash}
         */
        public boolean crash() {
            return crash;
        }
    }

    private FaultyStore(Builder builder) {
        this.store = builder.store;
        this.rates = new EnumMap<>(builder.rates);
        this.script = new ArrayList<>(builder.script);
        this.plan = builder.plan;
        this.random = new SplittableRandom(builder.seed);
        for (Fault fault : Fault.values()) {
            struck.put(fault, 0L);
        }
    }

    /**
     * Configures faults.
     *
     * @param store the store that does the work
     * @return a builder without any fault
     */
    public static Builder over(Store store) {
        return new Builder(store);
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        return read(() -> store.find(ref));
    }

    @Override
    public Page query(Query query) {
        return read(() -> store.query(query));
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        return read(() -> store.journal(query));
    }

    private <T> T read(Supplier<T> read) {
        strike(new StoreCall(Boundary.READ, Optional.empty(), List.of()), "read");
        return read.get();
    }

    @Override
    public CommitResult commit(Commit commit) {
        strike(new StoreCall(Boundary.BEFORE_COMMIT, Optional.of(commit), List.of()), "commit");
        CommitResult result = store.commit(commit);
        strike(new StoreCall(Boundary.AFTER_COMMIT, Optional.of(commit), List.of()), "commit");
        return result;
    }

    @Override
    public Claims claim(ClaimRequest request) {
        strike(new StoreCall(Boundary.BEFORE_CLAIM, Optional.empty(), List.of()), "claim");
        Claims claims = store.claim(request);
        if (!claims.claims().isEmpty()) {
            strike(new StoreCall(Boundary.AFTER_CLAIM, Optional.empty(), claims.claims()), "claim");
        }
        return claims;
    }

    /** Throws what strikes a call, if anything does. */
    private void strike(StoreCall call, String operation) {
        Optional<Fault> fault = next(call);
        if (fault.isEmpty()) {
            return;
        }
        if (fault.get().crash()) {
            throw new SimulatedCrash(fault.get());
        }
        if (fault.get() == Fault.CONFLICT) {
            Commit.Expect held = call.expectation().orElseThrow();
            throw new ConflictException(held.ref(), held.version(), held.version() + 1);
        }
        throw new StoreException(operation, null);
    }

    private synchronized Optional<Fault> next(StoreCall call) {
        if (healed) {
            return Optional.empty();
        }
        Optional<Fault> fault =
                scripted(call).or(() -> plan.next(call)).or(() -> drawn(call)).filter(call::admits);
        fault.ifPresent(present -> struck.merge(present, 1L, Long::sum));
        return fault;
    }

    /** The first of the script that can befall such an operation, at its boundary; a later one does not overtake it. */
    private Optional<Fault> scripted(StoreCall call) {
        for (int i = 0; i < script.size(); i++) {
            Fault fault = script.get(i);
            if (call.admits(fault)) {
                script.remove(i);
                return Optional.of(fault);
            }
            if (fault.boundary.operation() == call.boundary().operation() && fault != Fault.CONFLICT) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> drawn(StoreCall call) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        double left = random.nextDouble();
        for (Map.Entry<Fault, Double> rate : rates.entrySet()) {
            if (rate.getKey().boundary == call.boundary()) {
                left -= rate.getValue();
                if (left < 0) {
                    return Optional.of(rate.getKey());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Adds to the script.
     *
     * @param faults each strikes once, at the next operation that it can befall
     */
    public synchronized void strike(Fault... faults) {
        script.addAll(List.of(faults));
    }

    /** Ends all faults. */
    public synchronized void heal() {
        healed = true;
    }

    /**
     * How often each fault has struck.
     *
     * @return a count for every fault, 0 included
     */
    public synchronized Map<Fault, Long> struck() {
        return Collections.unmodifiableMap(new EnumMap<>(struck));
    }

    /**
     * Configures a faulty store.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final Store store;
        private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        private final List<Fault> script = new ArrayList<>();
        private FaultPlan plan = call -> Optional.empty();
        private long seed;

        private Builder(Store store) {
            this.store = Require.present("store", store);
        }

        /**
         * From what the random faults are drawn.
         *
         * @param given any number; 0 if none is given
         * @return this
         */
        public Builder seed(long given) {
            seed = given;
            return this;
        }

        /**
         * How often a fault strikes.
         *
         * @param fault the fault
         * @param share of the operations that it can befall, 0 to 1
         * @return this
         */
        public Builder rate(Fault fault, double share) {
            rates.put(Require.present("fault", fault), Require.range("rate of " + fault, share, 0, 1));
            return this;
        }

        /**
         * Faults that strike one after the other, each at the next operation that it can befall.
         *
         * @param faults the faults in order
         * @return this
         */
        public Builder script(Fault... faults) {
            script.addAll(List.of(faults));
            return this;
        }

        /**
         * Looks at each call and says whether a fault strikes it; asked where the script says nothing, before the rates are.
         *
         * @param given the plan
         * @return this
         */
        public Builder plan(FaultPlan given) {
            plan = Require.present("fault plan", given);
            return this;
        }

        /**
         * The store.
         *
         * @return a store with these faults
         */
        public FaultyStore build() {
            return new FaultyStore(this);
        }
    }
}
