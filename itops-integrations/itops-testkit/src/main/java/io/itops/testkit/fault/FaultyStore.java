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
 * asked for work. Faults strike by a script, each at the next operation that it can befall, or at random by rates and a seed.
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
    private final SplittableRandom random;
    private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
    private boolean healed;

    /** What may strike an operation. */
    public enum Fault {
        /** A commit is refused though all that it expects holds, as if another had come before; nothing is applied. */
        CONFLICT(Operation.COMMIT),
        /** A commit fails; nothing is applied. */
        FAIL_BEFORE_COMMIT(Operation.COMMIT),
        /** A commit is applied, and then reported as failed. */
        FAIL_AFTER_COMMIT(Operation.COMMIT),
        /** A claim fails; nothing is handed out. */
        FAIL_CLAIM(Operation.CLAIM),
        /** Jobs are handed out, but the answer is lost: nobody works on them until their leases end. */
        LOSE_CLAIM(Operation.CLAIM),
        /** A read of records or of the journal fails. */
        FAIL_READ(Operation.READ);

        private final Operation operation;

        Fault(Operation operation) {
            this.operation = operation;
        }
    }

    private enum Operation {
        COMMIT,
        CLAIM,
        READ
    }

    private FaultyStore(Builder builder) {
        this.store = builder.store;
        this.rates = new EnumMap<>(builder.rates);
        this.script = new ArrayList<>(builder.script);
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
        if (next(Operation.READ, true).isPresent()) {
            throw failure("read");
        }
        return read.get();
    }

    @Override
    public CommitResult commit(Commit commit) {
        Optional<Commit.Expect> expected = expectation(commit);
        Optional<Fault> fault = next(Operation.COMMIT, expected.isPresent());
        if (fault.isEmpty()) {
            return store.commit(commit);
        }
        switch (fault.get()) {
            case CONFLICT -> {
                Commit.Expect held = expected.orElseThrow();
                throw new ConflictException(held.ref(), held.version(), held.version() + 1);
            }
            case FAIL_AFTER_COMMIT -> store.commit(commit);
            default -> {
                // FAIL_BEFORE_COMMIT: nothing is applied
            }
        }
        throw failure("commit");
    }

    /** A record that the commit depends on; a conflict can be about nothing else. */
    private static Optional<Commit.Expect> expectation(Commit commit) {
        if (!commit.puts().isEmpty()) {
            Commit.Put put = commit.puts().get(0);
            return Optional.of(new Commit.Expect(put.record().ref(), put.expected()));
        }
        return commit.expects().stream()
                .findFirst()
                .or(() -> commit.removals().stream().findFirst());
    }

    @Override
    public Claims claim(ClaimRequest request) {
        Optional<Fault> fault = next(Operation.CLAIM, true);
        if (fault.isEmpty()) {
            return store.claim(request);
        }
        if (fault.get() == Fault.LOSE_CLAIM) {
            store.claim(request);
        }
        throw failure("claim");
    }

    private synchronized Optional<Fault> next(Operation operation, boolean mayConflict) {
        if (healed) {
            return Optional.empty();
        }
        Optional<Fault> fault = scripted(operation, mayConflict);
        if (fault.isEmpty()) {
            fault = drawn(operation).filter(drawn -> mayConflict || drawn != Fault.CONFLICT);
        }
        fault.ifPresent(present -> struck.merge(present, 1L, Long::sum));
        return fault;
    }

    private Optional<Fault> scripted(Operation operation, boolean mayConflict) {
        for (int i = 0; i < script.size(); i++) {
            Fault fault = script.get(i);
            if (fault.operation == operation && (mayConflict || fault != Fault.CONFLICT)) {
                script.remove(i);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> drawn(Operation operation) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        double left = random.nextDouble();
        for (Map.Entry<Fault, Double> rate : rates.entrySet()) {
            if (rate.getKey().operation == operation) {
                left -= rate.getValue();
                if (left < 0) {
                    return Optional.of(rate.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static StoreException failure(String operation) {
        return new StoreException(operation, null);
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
         * The store.
         *
         * @return a store with these faults
         */
        public FaultyStore build() {
            return new FaultyStore(this);
        }
    }
}
