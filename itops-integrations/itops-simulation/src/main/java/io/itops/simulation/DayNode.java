package io.itops.simulation;

import io.itops.change.Changes;
import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.incident.Incidents;
import io.itops.monitoring.Monitoring;
import io.itops.testkit.simulation.NodeEnvironment;

/**
 * One process of the simulated program: an SDK instance with every module attached.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class DayNode {
    /** The name of a handler of signals that fails at its first signals after each start. */
    private static final String FLAKY = "flaky";

    private static final int FAILURES = 2;

    private final ItOps ops;
    private final Monitoring monitoring;
    private final Incidents incidents;
    private final Changes changes;

    private DayNode(ItOps ops, Monitoring monitoring, Incidents incidents, Changes changes) {
        this.ops = ops;
        this.monitoring = monitoring;
        this.incidents = incidents;
        this.changes = changes;
    }

    /**
     * Builds a node.
     *
     * @param environment what it is built on
     * @return the node
     */
    public static DayNode start(NodeEnvironment environment) {
        Require.present("environment", environment);
        ItOps ops = ItOps.builder()
                .store(environment.store())
                .clock(environment.clock())
                .ids(environment.ids())
                .notifier(environment.notifier(Landscape.PAGER))
                .build();
        Incidents incidents = Incidents.attach(ops, Landscape.INCIDENTS);
        Changes changes = Changes.attach(ops, Landscape.CHANGES);
        int[] left = {FAILURES};
        ops.signals().register(FLAKY, (signal, unit) -> {
            if (left[0] > 0) {
                left[0]--;
                environment.marks().accept("handler.threw");
                throw new IllegalStateException("a handler that throws on purpose");
            }
        });
        Monitoring monitoring = Monitoring.attach(ops, Landscape.MONITORING).add(Landscape.rules());
        return new DayNode(ops, monitoring, incidents, changes);
    }

    /**
     * The SDK instance.
     *
     * @return the instance
     */
    public ItOps ops() {
        return ops;
    }

    /**
     * Its monitoring.
     *
     * @return the monitoring
     */
    public Monitoring monitoring() {
        return monitoring;
    }

    /**
     * Its incidents.
     *
     * @return the incidents
     */
    public Incidents incidents() {
        return incidents;
    }

    /**
     * Its changes.
     *
     * @return the changes
     */
    public Changes changes() {
        return changes;
    }
}
