package io.itops.testkit.simulation;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.ItOpsException;
import io.itops.core.RefusedException;
import io.itops.core.StoreException;
import io.itops.core.delivery.Delivery;
import io.itops.core.spi.Store;
import io.itops.testkit.VirtualTime;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.FaultyNotifier;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run: own time, the nodes' clock, what is to happen, and the loop that goes from one instant at which something happens to the next.
 * Confined to one thread.
 */
final class World<A> {
    private static final Duration INSIST = Duration.ofSeconds(5);

    private final Script<A> script;
    private final SplittableRandom random;
    private final SplittableRandom order;
    private final IdSource ids;
    private final VirtualTime time;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final SortedMap<String, Long> marks = new TreeMap<>();
    private final List<Disturbance> armed = new ArrayList<>();
    private final List<FaultyNotifier> receivers = new ArrayList<>();
    private final List<Node<A>> nodes = new ArrayList<>();
    private final IdentityHashMap<Delivery, Long> numbers = new IdentityHashMap<>();
    private final Store base;
    private final RefoldingStore store;
    private final Stage<A> stage = new Stage<>(this);
    private final Duration end;
    private Instant lastLease = Instant.MIN;
    private long changes;
    private boolean healed;

    World(Script<A> script) {
        this.script = script;
        SplittableRandom seeded = new SplittableRandom(script.seed());
        this.random = seeded.split();
        this.order = seeded.split();
        this.ids = IdSource.seeded(seeded.nextLong());
        this.time = VirtualTime.at(script.start());
        this.end = script.length().plus(script.settling());
        this.base = script.store().apply(this::now);
        this.store = new RefoldingStore(base, script.workflows());
        for (Map.Entry<String, Answers> notifier : script.notifiers().entrySet()) {
            FaultyNotifier receiver = new FaultyNotifier(notifier.getKey(), time, notifier.getValue());
            receiver.listen(receipt -> {
                record(new Moment.Accepted(now(), numberOf(receipt.delivery()), receipt.delivery()));
                script.listeners().forEach(listener -> listener.accept(receipt, stage));
            });
            receivers.add(receiver);
        }
        for (int i = 1; i <= script.nodes(); i++) {
            nodes.add(new Node<>(this, "node-" + i, seeded.nextLong(), script.storeFaults()));
        }
        armed.addAll(script.disturbances());
    }

    History run() {
        nodes.forEach(Node::start);
        script.acts().forEach(planned -> planned.schedule(this));
        for (Disturbance disturbance : List.copyOf(armed)) {
            if (disturbance instanceof Disturbance.Jump jump) {
                after(jump.from(), () -> jump(jump));
            }
        }
        after(script.length(), this::heal);
        advance(end);
        violations.addAll(store.violations());
        receivers.forEach(receiver -> receiver.answered().forEach((kind, times) -> {
            if (times > 0) {
                marks.merge("answer." + kind, times, Long::sum);
            }
        }));
        return History.of(script.seed(), now(), base, moments, marks, violations, armed);
    }

    /** Lets everything happen that happens up to a time since the beginning. */
    private void advance(Duration until) {
        settle();
        for (Duration next = next(until); next.compareTo(until) < 0; next = next(until)) {
            pass(next);
            settle();
        }
        pass(until);
        settle();
    }

    private Duration next(Duration latest) {
        Duration next = latest;
        Optional<Duration> event = time.next().map(at -> time.elapsed().plus(Duration.between(time.instant(), at)));
        if (event.isPresent() && event.get().compareTo(next) < 0) {
            next = event.get();
        }
        for (Node<A> node : nodes) {
            Optional<Duration> wanted = node.next();
            if (wanted.isPresent() && wanted.get().compareTo(next) < 0) {
                next = wanted.get();
            }
        }
        return next;
    }

    private void pass(Duration until) {
        Duration left = until.minus(time.elapsed());
        if (!left.isNegative()) {
            time.set(time.instant().plus(left));
        }
    }

    /** Lets the nodes run until none has anything more to do at the present instant. */
    private void settle() {
        boolean ran;
        do {
            ran = false;
            int first = -1;
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i).due() && first < 0) {
                    first = nodes.size() == 1 ? 0 : order.nextInt(nodes.size());
                }
            }
            for (int i = 0; first >= 0 && i < nodes.size(); i++) {
                Node<A> node = nodes.get((first + i) % nodes.size());
                if (node.due()) {
                    guarded(node);
                    ran = true;
                }
            }
        } while (ran);
    }

    private void guarded(Node<A> node) {
        try {
            node.runDue();
        } catch (RuntimeException e) {
            violations.add(new Violation("WorkersSurvive", node.name() + " at " + now() + ": " + e));
            node.crash();
        }
    }

    private void jump(Disturbance.Jump jump) {
        armed.remove(jump);
        time.jump(jump.by());
        mark("struck.JUMP");
        record(new Moment.Jumped(now(), jump.by()));
        nodes.forEach(Node::lookAgain);
    }

    private void heal() {
        healed = true;
        nodes.forEach(node -> node.store().heal());
        receivers.forEach(FaultyNotifier::heal);
        record(new Moment.Healed(now()));
    }

    /** What goes wrong at a call of the store. A pause lets the rest of the world go on inside the call. */
    Optional<Fault> fault(Node<A> node, StoreCall call) {
        if (healed) {
            return Optional.empty();
        }
        Duration elapsed = elapsed();
        for (Iterator<Disturbance> all = armed.iterator(); all.hasNext(); ) {
            Disturbance disturbance = all.next();
            if (elapsed.compareTo(disturbance.from()) < 0) {
                continue;
            }
            if (disturbance instanceof Disturbance.Strike strike
                    && call.admits(strike.fault())
                    && strike.where().test(call)) {
                all.remove();
                if (strike.fault().crash()) {
                    node.downFor(strike.downtime());
                }
                return struck(node, strike.fault());
            }
            if (disturbance instanceof Disturbance.Pause pause && pause.where().test(call)) {
                all.remove();
                pause(node, pause.length());
                return fault(node, call);
            }
        }
        return node.drawn(call).flatMap(fault -> struck(node, fault));
    }

    private Optional<Fault> struck(Node<A> node, Fault fault) {
        record(new Moment.Struck(now(), node.name(), fault));
        mark("struck." + fault);
        return Optional.of(fault);
    }

    private void pause(Node<A> node, Duration length) {
        mark("struck.PAUSE");
        Duration until = elapsed().plus(length);
        node.pause(() -> advance(until.compareTo(end) < 0 ? until : end));
    }

    void act(Duration delay, String name, Act<A> act, boolean insist) {
        after(delay, () -> actNow(name, act, insist));
    }

    private void actNow(String name, Act<A> act, boolean insist) {
        List<Node<A>> idle = nodes.stream().filter(Node::idle).toList();
        if (idle.isEmpty()) {
            act(Duration.ofSeconds(1), name, act, insist);
            return;
        }
        Node<A> node = idle.get(idle.size() == 1 ? 0 : random.nextInt(idle.size()));
        Moment.Acted acted = act(node, name, act);
        record(acted);
        boolean unknown =
                acted.outcome() == Moment.Acted.Outcome.UNKNOWN || acted.outcome() == Moment.Acted.Outcome.CRASHED;
        if (insist && unknown) {
            act(INSIST, name, act, true);
        }
    }

    private Moment.Acted act(Node<A> node, String name, Act<A> act) {
        List<RuntimeException> thrown = new ArrayList<>(1);
        boolean returned = node.call(() -> {
            try {
                act.on(node.app(), stage);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        if (!returned) {
            Moment.Acted.Outcome outcome = node.awake() ? Moment.Acted.Outcome.UNKNOWN : Moment.Acted.Outcome.CRASHED;
            return new Moment.Acted(now(), node.name(), name, outcome, "");
        }
        if (thrown.isEmpty()) {
            return new Moment.Acted(now(), node.name(), name, Moment.Acted.Outcome.DONE, "");
        }
        RuntimeException e = thrown.get(0);
        if (!(e instanceof ItOpsException)) {
            violations.add(new Violation("ActsAreAnsweredByTypedErrors", name + " at " + now() + ": " + e));
        }
        mark("refused." + why(e));
        return new Moment.Acted(now(), node.name(), name, Moment.Acted.Outcome.REFUSED, String.valueOf(e.getMessage()));
    }

    private static String why(RuntimeException e) {
        return e instanceof RefusedException refused
                ? refused.reasons().get(0).code()
                : e.getClass().getSimpleName();
    }

    A build(NodeEnvironment environment) {
        return script.app().apply(environment);
    }

    ItOps opsOf(A app) {
        return script.ops().apply(app);
    }

    Store store() {
        return store;
    }

    List<FaultyNotifier> receivers() {
        return receivers;
    }

    VirtualTime clock() {
        return time;
    }

    IdSource ids() {
        return ids;
    }

    SplittableRandom random() {
        return random;
    }

    /** The simulation's own time, which never jumps. */
    Instant now() {
        return script.start().plus(time.elapsed());
    }

    Duration elapsed() {
        return time.elapsed();
    }

    void everywhere(Consumer<A> what) {
        for (Node<A> node : nodes) {
            if (node.awake()) {
                node.call(() -> what.accept(node.app()));
            }
        }
    }

    long changes() {
        return changes;
    }

    void changed() {
        changes++;
    }

    void record(Moment moment) {
        moments.add(moment);
    }

    void mark(String mark) {
        marks.merge(mark, 1L, Long::sum);
    }

    void after(Duration delay, Runnable what) {
        time.after(delay, what);
    }

    /** Has all nodes look for work when a lease ends. They know by themselves as long as their clock shows the time of leases. */
    void leaseEnds(Instant at) {
        if (!at.equals(lastLease) && !now().equals(time.instant())) {
            lastLease = at;
            after(Duration.between(now(), at), () -> nodes.forEach(Node::lookAgain));
        }
    }

    long begun(Delivery delivery) {
        numbers.put(delivery, numbers.size() + 1L);
        return numbers.size();
    }

    private long numberOf(Delivery delivery) {
        return numbers.getOrDefault(delivery, 0L);
    }
}
