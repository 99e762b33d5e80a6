package io.itops.benchmarks.transition;

/** A thing with a state, open at first. Not thread-safe unless it says so; confine to one thread. */
interface Machine extends AutoCloseable {
    /** Takes an action, and gives whether it was allowed; if not, the state stays. */
    boolean fire(Action action);

    /** The state. */
    Phase phase();

    @Override
    default void close() {}
}
