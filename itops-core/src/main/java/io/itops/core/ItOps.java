package io.itops.core;

import io.itops.core.access.AccessDecision;
import io.itops.core.catalog.Catalog;
import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.DeliveryPolicy;
import io.itops.core.internal.SuspectMerge;
import io.itops.core.internal.Transactions;
import io.itops.core.journal.AuditChain;
import io.itops.core.journal.Journal;
import io.itops.core.record.Records;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Signals;
import io.itops.core.signal.Suspect;
import io.itops.core.signal.SuspectSource;
import io.itops.core.spi.Authorizer;
import io.itops.core.spi.Notifier;
import io.itops.core.spi.Store;
import io.itops.core.store.UnitOfWork;
import io.itops.core.time.SettableClock;
import io.itops.core.work.Agenda;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One instance of the SDK: a store, a clock, and what modules attach to them.
 *
 * <pre>{@code
 * try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
 *     ops.signals().register("example", (signal, unit) -> heard.add(signal.summary()));
 *     ops.accept(Signal.firing("disk", ServiceId.of("ledger"), Severity.SEV1, "the disk is full"));
 *     ops.runUntil(ops.clock().instant()); // a program that lives on calls start() instead
 * }
 * }</pre>
 *
 * <p>Nothing runs in the background before {@link #start}: {@link #runUntil} runs what is due in the calling thread, with a {@link
 * SettableClock} a day of it in milliseconds.
 *
 * <p>Attach before start: what modules attach, and what is registered for signals, deliveries and suspects, is there before {@link
 * #start}, which then refuses more of it. Rules and records come at any time.
 *
 * <p>After {@link #close} what decides or runs is refused: {@code instance must be open, but was closed}. What reads still does.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class ItOps implements AutoCloseable {
    private final Kernel kernel;
    private final Journal journal;
    private final Agenda agenda;
    private final Catalog catalog;
    private final Signals signals;
    private final Deliveries deliveries;
    private final List<SuspectSource> suspectSources = new ArrayList<>();
    private final Set<String> attached = new TreeSet<>();
    private boolean started;

    private ItOps(Kernel kernel, Map<String, Notifier> notifiers, Map<String, DeliveryPolicy> policies) {
        this.kernel = kernel;
        this.journal = new Journal(kernel.store());
        this.agenda = new Agenda(kernel);
        this.catalog = new Catalog(kernel, agenda::requireOpen);
        this.signals = new Signals(agenda, kernel.meters());
        this.deliveries = new Deliveries(kernel, agenda, notifiers, policies);
    }

    /**
     * Starts a configuration.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What every part of this instance shares.
     *
     * @return the kernel
     */
    public Kernel kernel() {
        return kernel;
    }

    /**
     * The only source of time.
     *
     * @return the clock given
     */
    public InstantSource clock() {
        return kernel.clock();
    }

    /**
     * Reads records.
     *
     * @return records as values
     */
    public Records records() {
        return kernel.records();
    }

    /**
     * Reads the journal.
     *
     * @return the journal
     */
    public Journal journal() {
        return journal;
    }

    /**
     * Proves what stands in the journal.
     *
     * @return the audit chain
     */
    public AuditChain audit() {
        return new AuditChain(kernel.store());
    }

    /**
     * Runs jobs; modules register their handlers here.
     *
     * @return the agenda
     */
    public Agenda agenda() {
        return agenda;
    }

    /**
     * What there is and what rests on what.
     *
     * @return the catalog
     */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Takes signals in; modules register their handlers here.
     *
     * @return the signals
     */
    public Signals signals() {
        return signals;
    }

    /**
     * Sends notifications; modules register their guards here.
     *
     * @return the deliveries
     */
    public Deliveries deliveries() {
        return deliveries;
    }

    /**
     * Attaches a module: for the {@code attach} methods of modules, which programs call. What must hold is checked before the module
     * registers anything.
     *
     * @param <M> the module
     * @param name what is attached, as its users call it: {@code incidents}
     * @param module makes the module and registers its parts. If it throws, nothing counts as attached, so that it can be asked for again
     * @return the module
     * @throws InvalidInputException if it is attached already, or workers were started
     * @throws ClosedException if the instance was closed
     */
    public synchronized <M> M attach(String name, Supplier<M> module) {
        String what = "module " + Require.slug("module name", name);
        agenda.requireNotStarted(what);
        Require.state(!attached.contains(name), what, "be attached once", "attached before");
        M made = Require.present(name, Require.present("module", module).get());
        attached.add(name);
        return made;
    }

    /**
     * Registers who can name suspects of incidents.
     *
     * @param source names suspects
     * @throws InvalidInputException after {@link #start}: attach before start
     * @throws ClosedException after {@link #close}
     */
    public synchronized void register(SuspectSource source) {
        agenda.requireNotStarted("suspect source");
        suspectSources.add(Require.present("suspect source", source));
    }

    /**
     * What may have caused an incident, the likeliest first.
     *
     * @param incidentId the incident, by the text of its id
     * @return the suspects that the registered sources name, one unknown cause among them; their likelihoods sum to 1. Of several sources
     *     each keeps its odds against the unknown cause, as if one source had looked at everything; what two of them name counts with
     *     the greater odds. Empty without a source
     * @throws InvalidInputException if the text cannot be an incident's id
     * @throws NotFoundException if nothing is published about such an incident
     */
    public List<Suspect> suspects(String incidentId) {
        IncidentFacts facts = kernel.records()
                .get(IncidentFacts.TYPE, Require.id("incident id", incidentId))
                .value();
        List<SuspectSource> sources;
        synchronized (this) {
            sources = List.copyOf(suspectSources);
        }
        return SuspectMerge.of(
                sources.stream().map(source -> source.suspects(facts)).toList());
    }

    /**
     * Accepts a signal. It is durable when the call returns; those who act on it do so when jobs are run. It goes to those who are
     * attached by now, so attach {@code Incidents}, or register a handler of your own, first: a signal that nobody listens to is in the
     * journal and opens nothing, also later. The first such signal is warned of.
     *
     * @param signal the signal
     * @param actor who brings it
     * @throws ClosedException if the instance was closed
     */
    public void accept(Signal signal, Actor actor) {
        run(actor, unit -> signals.accept(signal, unit));
    }

    /**
     * Accepts a signal in the name of the embedding program.
     *
     * @param signal the signal
     * @throws ClosedException if the instance was closed
     */
    public void accept(Signal signal) {
        accept(signal, Actor.integration("embedding-program"));
    }

    /**
     * Decides and commits as one; decides anew if the commit meets a conflict.
     *
     * @param <T> what the decision gives back
     * @param actor who acts
     * @param decision reads and writes through the unit; called again after a conflict, so it has no effects of its own
     * @return what the last call of the decision gave back
     * @throws ConflictException if there was a conflict after every retry, or the decision itself threw it
     * @throws ClosedException if the instance was closed
     */
    public <T> T transact(Actor actor, Function<UnitOfWork, T> decision) {
        agenda.requireOpen();
        T result = Transactions.run(kernel, actor, Require.present("decision", decision));
        agenda.wake();
        return result;
    }

    /**
     * Decides and commits as one, without a result.
     *
     * @param actor who acts
     * @param decision reads and writes through the unit; called again after a conflict
     * @throws ClosedException if the instance was closed
     */
    public void run(Actor actor, Consumer<UnitOfWork> decision) {
        Require.present("decision", decision);
        transact(actor, unit -> {
            decision.accept(unit);
            return Boolean.TRUE;
        });
    }

    /**
     * Runs everything that is due up to an instant, in this thread, setting the clock from one due instant to the next and to the
     * given one at the end.
     *
     * @param until the last instant; one before the clock's only runs what is due by the clock
     * @throws InvalidInputException if workers were started, or the instant lies ahead and the clock cannot be set
     * @throws ClosedException if the instance was closed
     */
    public void runUntil(Instant until) {
        agenda.requireOpen();
        synchronized (this) {
            Require.state(!started, "runUntil", "be called before start()", "called after it");
        }
        Instant end = Require.instant("until", until);
        Optional<Instant> next = agenda.runDue();
        if (!end.isAfter(kernel.now())) {
            return;
        }
        if (!(kernel.clock() instanceof SettableClock clock)) {
            throw new InvalidInputException(
                    "until",
                    "not lie ahead of a clock that cannot be set (one that implements SettableClock can)",
                    end);
        }
        // An instant that does not lie ahead belongs to work that someone else holds: there is nothing to wait for
        // here.
        while (next.isPresent() && !next.get().isAfter(end) && next.get().isAfter(kernel.now())) {
            clock.set(next.get());
            next = agenda.runDue();
        }
        if (kernel.now().isBefore(end)) {
            clock.set(end);
            agenda.runDue();
        }
    }

    /**
     * Starts two worker threads, which run jobs as they become due. They are daemons: they do not keep the JVM alive.
     *
     * <p>Attach before start: an earlier process may have left work that is due at once, and a page about an incident that was acknowledged
     * since would leave if {@code Incidents} were not attached yet. From now on modules, handlers of signals, guards of deliveries and
     * sources of suspects are refused. What may still come is what brings a job type of its own, like a group of rules.
     *
     * @throws InvalidInputException if it was started before
     * @throws ClosedException if it was closed
     */
    public synchronized void start() {
        agenda.requireOpen();
        started = true;
        deliveries.start();
        agenda.start(2);
    }

    /**
     * Stops the workers, gives attempts under way a moment to end, and commits what came of them. The store and the notifiers stay as
     * they are: they belong to whoever made them. From then on the instance only reads. To close it once more is harmless.
     */
    @Override
    public void close() {
        agenda.close();
        deliveries.close();
        try {
            agenda.settleEnded();
        } catch (StoreException e) {
            LoggerFactory.getLogger(ItOps.class)
                    .atWarn()
                    .setCause(e)
                    .log("what came of the last attempts could not be stored; their jobs are left to their leases");
        }
    }

    /**
     * Configures an instance.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private @Nullable Store store;
        private InstantSource clock = InstantSource.system();
        private IdSource ids = IdSource.random();
        private @Nullable Authorizer authorizer;
        private @Nullable MeterRegistry meterRegistry;
        private Limits limits = Limits.DEFAULTS;
        private final Map<String, Notifier> notifiers = new TreeMap<>();
        private final Map<String, DeliveryPolicy> policies = new TreeMap<>();

        private Builder() {}

        /**
         * Where everything is kept.
         *
         * @param given the store
         * @return this
         */
        public Builder store(Store given) {
            store = Require.present("store", given);
            return this;
        }

        /**
         * The source of time; the system's if none is given.
         *
         * @param given the clock
         * @return this
         */
        public Builder clock(InstantSource given) {
            clock = Require.present("clock", given);
            return this;
        }

        /**
         * The source of ids; random if none is given.
         *
         * @param given the source
         * @return this
         */
        public Builder ids(IdSource given) {
            ids = Require.present("ids", given);
            return this;
        }

        /**
         * Adds a notifier with the policy that suits most: {@link DeliveryPolicy#DEFAULTS}, with the attempt limit cut below half of the
         * lease where that is short.
         *
         * @param given the notifier; its name is unique
         * @return this
         */
        public Builder notifier(Notifier given) {
            String name = Require.slug(
                    "notifier name", Require.present("notifier", given).name());
            Require.that(notifiers.putIfAbsent(name, given) == null, "notifier name", "be unique", name);
            return this;
        }

        /**
         * Adds a notifier with a policy.
         *
         * @param given the notifier; its name is unique
         * @param policy how its deliveries are limited, retried and broken off
         * @return this
         */
        public Builder notifier(Notifier given, DeliveryPolicy policy) {
            DeliveryPolicy chosen = Require.present("delivery policy", policy);
            notifier(given);
            policies.put(given.name(), chosen);
            return this;
        }

        /**
         * Who may do what. Without one everything is allowed, and a warning says so; with one, what it does not allow is denied.
         *
         * @param given the authorizer
         * @return this
         */
        public Builder authorizer(Authorizer given) {
            authorizer = Require.present("authorizer", given);
            return this;
        }

        /**
         * Where the SDK's own meters go; nowhere if none is given.
         *
         * @param given the registry
         * @return this
         */
        public Builder meterRegistry(MeterRegistry given) {
            meterRegistry = Require.present("meter registry", given);
            return this;
        }

        /**
         * The bounds of the kernel.
         *
         * @param given the bounds
         * @return this
         */
        public Builder limits(Limits given) {
            limits = Require.present("limits", given);
            return this;
        }

        /**
         * The instance.
         *
         * @return an instance without a thread
         * @throws InvalidInputException if no store was given, or an attempt limit is not below half of the lease
         */
        public ItOps build() {
            Authorizer chosen = authorizer;
            if (chosen == null) {
                LoggerFactory.getLogger(ItOps.class)
                        .atWarn()
                        .log("no authorizer was given: every command is allowed to everyone");
                chosen = (actor, permission, subject) -> AccessDecision.allow("no authorizer was given");
            }
            Meters meters = new Meters(meterRegistry == null ? new CompositeMeterRegistry() : meterRegistry);
            return new ItOps(
                    new Kernel(Require.present("store", store), clock, ids, chosen, meters, limits),
                    notifiers,
                    policies);
        }
    }
}
