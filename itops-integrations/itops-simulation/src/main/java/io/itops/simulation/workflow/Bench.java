package io.itops.simulation.workflow;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.access.AccessDecision;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.lifecycle.RefusedShare;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What the benches have in common. Not thread-safe; confine to one thread. */
abstract class Bench implements AutoCloseable {
    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final RecordingNotifier pager = new RecordingNotifier("pager");
    private final ItOps ops;
    private final RefusedShare share = new RefusedShare();

    Bench() {
        this(straight -> straight);
    }

    /** A bench over a store that may have a fault. */
    Bench(UnaryOperator<Store> bent) {
        ops = ItOps.builder()
                .store(bent.apply(new InMemoryStore(clock)))
                .clock(clock)
                .ids(IdSource.seeded(1))
                .notifier(pager)
                .authorizer((actor, permission, subject) -> AccessDecision.allow("a chain of actions"))
                .build();
    }

    /**
     * The instance: a store in memory, and a notifier named {@code pager} that remembers.
     *
     * @return the instance
     */
    public final ItOps ops() {
        return ops;
    }

    /**
     * What was sent.
     *
     * @return the notifier
     */
    public final RecordingNotifier pager() {
        return pager;
    }

    /**
     * How many commands were given, and how many of them refused.
     *
     * @return the counts, which go on
     */
    public final RefusedShare share() {
        return share;
    }

    /**
     * Lets time pass, and whatever is due in it happen.
     *
     * @param time how long
     */
    public final void pass(Duration time) {
        ops.runUntil(clock.instant().plus(time));
    }

    final Instant now() {
        return clock.instant();
    }

    /** A second passes with every action, so that no two things happen at once. */
    final void settle() {
        pass(Duration.ofSeconds(1));
    }

    static void same(String what, Object due, Object found) {
        if (!Objects.equals(due, found)) {
            throw new AssertionError(what + " must be " + due + ", but was " + found);
        }
    }

    /** Closes the instance. */
    @Override
    public final void close() {
        ops.close();
    }
}
