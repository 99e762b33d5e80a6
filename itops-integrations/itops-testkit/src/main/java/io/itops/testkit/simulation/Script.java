package io.itops.testkit.simulation;

import io.itops.core.ItOps;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.spi.Store;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What a simulation consists of. */
record Script<A>(
        long seed,
        Instant start,
        Duration length,
        Duration settling,
        int nodes,
        Function<NodeEnvironment, A> app,
        Function<A, ItOps> ops,
        Function<InstantSource, Store> store,
        List<Workflow<?, ?, ?, ?>> workflows,
        Map<String, Answers> notifiers,
        Map<Fault, Double> storeFaults,
        List<Disturbance> disturbances,
        List<Planned<A>> acts,
        List<BiConsumer<Receipt, Stage<A>>> listeners) {

    /** Something that is to be done, once or again and again. */
    record Planned<A>(Duration at, Optional<Duration> every, String name, Act<A> act, boolean insist) {
        void schedule(World<A> world) {
            world.after(at, () -> doNow(world));
        }

        private void doNow(World<A> world) {
            world.act(Duration.ZERO, name, act, insist);
            every.ifPresent(period -> world.after(period, () -> doNow(world)));
        }
    }
}
