/**
 * Contracts, a settable clock, recording and faulty doubles and a deterministic simulation engine for tests.
 */
@org.jspecify.annotations.NullMarked
module io.itops.testkit {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires jdk.management;
    // for checks of lifecycles and chains of actions alone; whoever makes them has it
    requires static transitive net.jqwik.api;

    exports io.itops.testkit;
    exports io.itops.testkit.contract;
    exports io.itops.testkit.fault;
    exports io.itops.testkit.input;
    exports io.itops.testkit.lifecycle;
    exports io.itops.testkit.simulation;
}
