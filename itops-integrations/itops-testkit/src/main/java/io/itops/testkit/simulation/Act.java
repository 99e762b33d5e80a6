package io.itops.testkit.simulation;

/**
 * Something that a user or the world does.
 *
 * <p>It is run once for each time it is scheduled, in the simulation's thread.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param <A> what runs on a node
 * @since 0.1
 */
@FunctionalInterface
public interface Act<A> {
    /**
     * Acts.
     *
     * @param app what runs on the node that the act meets
     * @param stage the rest of the world
     */
    void on(A app, Stage<A> stage);
}
