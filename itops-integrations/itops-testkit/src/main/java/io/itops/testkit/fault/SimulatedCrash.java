package io.itops.testkit.fault;

/**
 * Stands for the death of the process in the middle of a call: an error, so that no code of the process goes on after it. Whoever made
 * the fault happen catches it, drops everything that the process held in memory, and starts another one over the same store.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    private final FaultyStore.Fault fault;

    /**
     * Says where it happened.
     *
     * @param fault the boundary at which the process dies
     */
    public SimulatedCrash(FaultyStore.Fault fault) {
        super("the process dies: " + fault, null, false, false);
        this.fault = fault;
    }

    /**
     * Gives the boundary at which the process dies.
     *
     * @return one of the faults that end the process
     */
    public FaultyStore.Fault fault() {
        return fault;
    }
}
