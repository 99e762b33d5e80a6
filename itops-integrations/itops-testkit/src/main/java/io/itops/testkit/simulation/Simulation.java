package io.itops.testkit.simulation;

import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.spi.Store;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A deterministic run of a program on several nodes, under virtual time and faults.
 *
 * <pre>{@code
 * History history = Simulation.builder(environment -> ItOps.builder()
 *                 .store(environment.store())
 *                 .clock(environment.clock())
 *                 .ids(environment.ids())
 *                 .notifier(environment.notifier("pager"))
 *                 .build())
 *         .seed(42)
 *         .notifier("pager", Answers.accepting())
 *         .disturb(Disturbance.strike(Duration.ofMinutes(5), Fault.CRASH_AFTER_COMMIT))
 *         .act(Duration.ofMinutes(10), "a signal", (ops, stage) -> ops.accept(signal))
 *         .build()
 *         .run();
 * Checks.all().forEach(check -> assertThat(check.check(history)).isEmpty());
 * }</pre>
 *
 * <p>Nodes share the store, a clock that shows the simulation's time until it is made to jump, and receivers. Leases run on the
 * simulation's own time. Nothing runs in parallel: at each instant the nodes that have something to do take turns, in an order drawn from
 * the seed. After the given length nothing goes wrong any more, and the settling time follows, in which everything outstanding must end.
 *
 * <p>Immutable and thread-safe if what is given to it is; runs share nothing but that.
 *
 * @param <A> what runs on a node
 * @since 0.1
 */
public final class Simulation<A> {
    private final Script<A> script;

    private Simulation(Script<A> script) {
        this.script = script;
    }

    /**
     * Simulates a program that is an SDK instance with modules attached.
     *
     * @param start builds a node
     * @return a builder
     */
    public static Builder<ItOps> builder(Function<NodeEnvironment, ItOps> start) {
        return builder(start, Function.identity());
    }

    /**
     * Simulates a program that holds an SDK instance.
     *
     * @param <A> what runs on a node
     * @param start builds a node
     * @param ops gives the SDK instance of a node
     * @return a builder
     */
    public static <A> Builder<A> builder(Function<NodeEnvironment, A> start, Function<A, ItOps> ops) {
        return new Builder<>(Require.present("start", start), Require.present("ops", ops));
    }

    /**
     * Runs it from the beginning. Acts, plans and conditions that keep something make a second run differ: build another simulation.
     *
     * @return what happened
     */
    public History run() {
        return new World<>(script).run();
    }

    /**
     * Collects what a simulation consists of.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @param <A> what runs on a node
     */
    public static final class Builder<A> {
        private final Function<NodeEnvironment, A> app;
        private final Function<A, ItOps> ops;
        private final List<Workflow<?, ?, ?, ?>> workflows = new ArrayList<>();
        private final SortedMap<String, Answers> notifiers = new TreeMap<>();
        private final SortedMap<Fault, Double> storeFaults = new TreeMap<>();
        private final List<Disturbance> disturbances = new ArrayList<>();
        private final List<Script.Planned<A>> acts = new ArrayList<>();
        private final List<BiConsumer<Receipt, Stage<A>>> listeners = new ArrayList<>();
        private long seed;
        private Instant start = Instant.parse("2026-11-24T00:00:00Z");
        private Duration length = Duration.ofDays(1);
        private Duration settling = Duration.ofHours(1);
        private int nodes = 2;
        private Function<InstantSource, Store> store = InMemoryStore::new;

        private Builder(Function<NodeEnvironment, A> app, Function<A, ItOps> ops) {
            this.app = app;
            this.ops = ops;
        }

        /**
         * What chance is drawn from; 0 unless given.
         *
         * @param given the seed
         * @return this
         */
        public Builder<A> seed(long given) {
            seed = given;
            return this;
        }

        /**
         * When it begins; 2026-11-24T00:00:00Z unless given.
         *
         * @param given the instant
         * @return this
         */
        public Builder<A> start(Instant given) {
            start = Require.instant("start", given);
            return this;
        }

        /**
         * How long things may go wrong; a day unless given.
         *
         * @param given the time
         * @return this
         */
        public Builder<A> length(Duration given) {
            length = Require.positive("length", given, Duration.ofDays(3_660));
            return this;
        }

        /**
         * How long everything has to come to rest after that; an hour unless given.
         *
         * @param given the time
         * @return this
         */
        public Builder<A> settling(Duration given) {
            settling = Require.positive("settling time", given, Duration.ofDays(3_660));
            return this;
        }

        /**
         * How many nodes there are; 2 unless given.
         *
         * @param given 1 to 64
         * @return this
         */
        public Builder<A> nodes(int given) {
            nodes = Require.range("nodes", given, 1, 64);
            return this;
        }

        /**
         * The store that the nodes share; an {@link InMemoryStore} unless given.
         *
         * @param given makes the store, of the clock on which leases run
         * @return this
         */
        public Builder<A> store(Function<InstantSource, Store> given) {
            store = Require.present("store", given);
            return this;
        }

        /**
         * Folds every commit of a workflow's records again, and compares.
         *
         * @param given the workflow
         * @return this
         */
        public Builder<A> refold(Workflow<?, ?, ?, ?> given) {
            workflows.add(Require.present("workflow", given));
            return this;
        }

        /**
         * Adds a notifier.
         *
         * @param name its name
         * @param answers what its receivers do
         * @return this
         */
        public Builder<A> notifier(String name, Answers answers) {
            Require.that(
                    notifiers.putIfAbsent(Require.slug("notifier", name), Require.present("answers", answers)) == null,
                    "notifier",
                    "be given once",
                    name);
            return this;
        }

        /**
         * Lets a share of all calls of the store go wrong.
         *
         * @param fault what goes wrong
         * @param rate the share, 0 to 1
         * @return this
         */
        public Builder<A> rate(Fault fault, double rate) {
            storeFaults.put(Require.present("fault", fault), Require.range("rate", rate, 0, 1));
            return this;
        }

        /**
         * Lets something go wrong once.
         *
         * @param given what, and when
         * @return this
         */
        public Builder<A> disturb(Disturbance given) {
            disturbances.add(Require.present("disturbance", given));
            return this;
        }

        /**
         * Has something done once.
         *
         * @param at the time since the beginning
         * @param name what is done
         * @param act does it
         * @return this
         */
        public Builder<A> act(Duration at, String name, Act<A> act) {
            acts.add(new Script.Planned<>(at, Optional.empty(), name, act, false));
            return this;
        }

        /**
         * Has something done by someone who tries again as long as the outcome is unknown.
         *
         * @param at the time since the beginning
         * @param name what is done
         * @param act does it
         * @return this
         */
        public Builder<A> insist(Duration at, String name, Act<A> act) {
            acts.add(new Script.Planned<>(at, Optional.empty(), name, act, true));
            return this;
        }

        /**
         * Has something done again and again, to the end.
         *
         * @param first the time since the beginning
         * @param period the time between
         * @param name what is done
         * @param act does it
         * @return this
         */
        public Builder<A> every(Duration first, Duration period, String name, Act<A> act) {
            Require.positive("period", period, Duration.ofDays(3_660));
            acts.add(new Script.Planned<>(first, Optional.of(period), name, act, false));
            return this;
        }

        /**
         * Has someone told whenever a receiver has accepted a message, duplicates included: people who answer their pages.
         *
         * @param listener what they do; it acts through the stage
         * @return this
         */
        public Builder<A> onReceived(BiConsumer<Receipt, Stage<A>> listener) {
            listeners.add(Require.present("listener", listener));
            return this;
        }

        /**
         * The simulation.
         *
         * @return the simulation
         */
        public Simulation<A> build() {
            return new Simulation<>(new Script<>(
                    seed,
                    start,
                    length,
                    settling,
                    nodes,
                    app,
                    ops,
                    store,
                    List.copyOf(workflows),
                    new TreeMap<>(notifiers),
                    new TreeMap<>(storeFaults),
                    List.copyOf(disturbances),
                    List.copyOf(acts),
                    List.copyOf(listeners)));
        }
    }
}
