package io.itops.quickstart;

/** What goes wrong. */
enum Scenario {
    /** A change cuts the ledger's connection pool. */
    CHANGE,
    /** A payment provider outside fails, and no change is at fault. */
    DEPENDENCY
}
