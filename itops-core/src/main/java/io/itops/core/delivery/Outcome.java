package io.itops.core.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What will come of a claim. Cancelling it, as the agenda does when the time limit is over, gives a verdict too: it depends on whether
 * the attempt had begun by then. Thread-safe.
 */
final class Outcome extends CompletableFuture<Verdict> {
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private final Verdict ifNotBegun;
    private final Verdict ifBegun;
    private final Runnable abandon;

    private enum Stage {
        QUEUED,
        BEGUN,
        GIVEN_UP
    }

    /**
     * An outcome to come.
     *
     * @param ifNotBegun the verdict if it is cancelled before the attempt has begun
     * @param ifBegun the verdict if it is cancelled later
     * @param abandon run when it is cancelled: ends an attempt under way, or takes it out of a queue
     */
    Outcome(Verdict ifNotBegun, Verdict ifBegun, Runnable abandon) {
        this.ifNotBegun = ifNotBegun;
        this.ifBegun = ifBegun;
        this.abandon = abandon;
    }

    /** Whether the attempt may begin: not if it was given up while it waited for a thread. */
    boolean begin() {
        return stage.compareAndSet(Stage.QUEUED, Stage.BEGUN);
    }

    /** Gives the claim up unless the attempt has begun. */
    boolean giveUpUnlessBegun(Verdict verdict) {
        return stage.compareAndSet(Stage.QUEUED, Stage.GIVEN_UP) && complete(verdict);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = giveUpUnlessBegun(ifNotBegun) || complete(ifBegun);
        if (first) {
            abandon.run();
        }
        return first;
    }
}
