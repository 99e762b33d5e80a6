/**
 * The whole SDK under virtual time and faults, with generators and action chains of its workflows.
 */
@org.jspecify.annotations.NullMarked
module io.itops.simulation {
    requires static transitive org.jspecify;
    requires transitive io.itops.change;
    requires transitive io.itops.core;
    requires transitive io.itops.incident;
    requires transitive io.itops.monitoring;
    requires transitive io.itops.testkit;
    // for the package of generators and chains alone; whoever uses it has it
    requires static transitive net.jqwik.api;

    exports io.itops.simulation;
    exports io.itops.simulation.check;
    exports io.itops.simulation.workflow;
}
