package io.itops.benchmarks.transition;

/** The actions, in the order of the ring: the first is legal in the first state alone, and so on. */
public enum Action {
    /** Leads from open to acknowledged. */
    ACKNOWLEDGE,
    /** Leads from acknowledged to in progress. */
    START,
    /** Leads from in progress to mitigated. */
    MITIGATE,
    /** Leads from mitigated to resolved. */
    RESOLVE,
    /** Leads from resolved to closed. */
    CLOSE,
    /** Leads from closed to open. */
    OPEN
}
