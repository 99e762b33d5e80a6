package io.itops.testkit.simulation;

import io.itops.core.ItOps;
import io.itops.core.StoreException;
import io.itops.core.spi.Notifier;
import io.itops.testkit.fault.FaultyNotifier;
import io.itops.testkit.fault.FaultyStore;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.SimulatedCrash;
import io.itops.testkit.fault.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process of the simulated program: what runs in it, and whether it does. Confined to the simulation's thread. */
final class Node<A> {
    /** How often a worker looks again of its own accord. */
    static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration FIRST_DOWNTIME = Duration.ofSeconds(10);

    private final World<A> world;
    private final String name;
    private final FaultyStore store;
    private final Map<Fault, Double> rates;
    private final SplittableRandom random;
    private final List<Runnable> inbox = new ArrayList<>();
    private @Nullable A app;
    private @Nullable ItOps ops;
    private Duration downtime = FIRST_DOWNTIME;
    private int incarnation;
    private int inFlight;
    private int paused;
    private boolean running;
    private boolean stale;
    private long seen;
    private @Nullable Duration next;

    Node(World<A> world, String name, long seed, Map<Fault, Double> rates) {
        this.world = world;
        this.name = name;
        this.rates = rates;
        this.random = new SplittableRandom(seed);
        this.store = FaultyStore.over(new Recorder(world, name, world.store()))
                .plan(call -> world.fault(this, call))
                .build();
    }

    String name() {
        return name;
    }

    /** What strikes a call by the rates alone. */
    Optional<Fault> drawn(StoreCall call) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        double left = random.nextDouble();
        for (Map.Entry<Fault, Double> rate : rates.entrySet()) {
            if (rate.getKey().boundary() == call.boundary()) {
                left -= rate.getValue();
                if (left < 0) {
                    return Optional.of(rate.getKey()).filter(call::admits);
                }
            }
        }
        return Optional.empty();
    }

    FaultyStore store() {
        return store;
    }

    /** Whether it can be called: not if it is down, stands still, or is in the middle of a call further up the stack. */
    boolean awake() {
        return app != null && paused == 0;
    }

    boolean idle() {
        return awake() && !running;
    }

    A app() {
        A present = app;
        if (present == null) {
            throw new IllegalStateException(name + " is down");
        }
        return present;
    }

    void start() {
        incarnation++;
        SortedMap<String, Notifier> notifiers = new TreeMap<>();
        for (FaultyNotifier receiver : world.receivers()) {
            notifiers.put(receiver.name(), new NodeNotifier(world, this, incarnation, receiver));
        }
        world.record(new Moment.Started(world.now(), name, incarnation));
        call(() -> {
            A started = world.build(
                    new NodeEnvironment(name, incarnation, store, world.clock(), world.ids(), notifiers, world::mark));
            app = started;
            ops = world.opsOf(started);
        });
        stale = true;
        if (app == null) {
            world.after(POLL, this::restart);
        }
    }

    private void restart() {
        if (app == null) {
            start();
        }
    }

    /** Whether there may be something to do at the present instant. */
    boolean due() {
        return idle() && (stale || seen != world.changes() || (next != null && next.compareTo(world.elapsed()) <= 0));
    }

    Optional<Duration> next() {
        return idle() ? Optional.ofNullable(next) : Optional.empty();
    }

    void lookAgain() {
        stale = true;
    }

    void runDue() {
        ItOps present = ops;
        if (present == null) {
            return;
        }
        stale = false;
        List<Instant> answer = new ArrayList<>(1);
        if (!call(() -> present.agenda().runDue().ifPresent(answer::add))) {
            next = world.elapsed().plus(POLL);
            return;
        }
        seen = world.changes();
        next = answer.isEmpty() ? null : elapsedAt(answer.get(0));
    }

    /** When the clock will show an instant if it does not jump before. */
    private Duration elapsedAt(Instant wanted) {
        Duration ahead = Duration.between(world.clock().instant(), wanted);
        // An instant that lies behind belongs to work that another node holds, or to leases, which run on another
        // clock.
        return world.elapsed().plus(ahead.isNegative() || ahead.isZero() ? POLL : ahead);
    }

    /** Calls what runs on the node; false if the store failed or the node died of it. */
    boolean call(Runnable what) {
        boolean before = running;
        running = true;
        try {
            what.run();
            return true;
        } catch (SimulatedCrash crash) {
            crash();
            return false;
        } catch (StoreException e) {
            // A worker goes on after a pause.
            return false;
        } finally {
            running = before;
        }
    }

    void downFor(Duration time) {
        downtime = time;
    }

    void crash() {
        world.record(new Moment.Crashed(world.now(), name, inFlight));
        app = null;
        ops = null;
        next = null;
        inFlight = 0;
        inbox.clear();
        world.after(downtime, this::restart);
        downtime = FIRST_DOWNTIME;
    }

    void pause(Runnable meanwhile) {
        paused++;
        world.record(new Moment.Paused(world.now(), name));
        meanwhile.run();
        paused--;
        world.record(new Moment.Resumed(world.now(), name));
        List<Runnable> waited = List.copyOf(inbox);
        inbox.clear();
        waited.forEach(Runnable::run);
        stale = true;
    }

    void begun() {
        inFlight++;
    }

    void ended(int ofIncarnation) {
        if (ofIncarnation == incarnation && inFlight > 0) {
            inFlight--;
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** Takes an answer in: now, when the node goes on, or never if it is not the process any more that asked. */
    void receive(int ofIncarnation, Runnable answer) {
        if (ofIncarnation != incarnation || app == null) {
            return;
        }
        if (paused > 0) {
            inbox.add(answer);
            return;
        }
        answer.run();
        stale = true;
    }
}
