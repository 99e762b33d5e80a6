package io.itops.core.signal;

import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.access.Permission;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.Agenda;
import io.itops.core.work.JobOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes signals in and hands them to those who act on them. A signal is durable when its acceptance is committed; each handler gets
 * it from a lane of its own for the dedup key.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Signals {
    private static final Permission ACCEPT = Permission.of("signal.accept");
    private static final String JOB_PREFIX = "signal.";

    /** Each takes a job of the operations that a commit holds, so that one signal and what it is about must find room in one. */
    private static final int MAX_HANDLERS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final Agenda agenda;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Meters.Counter accepted;
    private final Meters.Counter unheard;
    private final Map<String, SignalHandler> handlers = new TreeMap<>();

    /**
     * Signals whose handlers run as jobs of an agenda.
     *
     * @param agenda runs the handlers
     * @param meters counts the signals
     */
    public Signals(Agenda agenda, Meters meters) {
        this.agenda = Require.present("agenda", agenda);
        this.accepted = meters.counter("itops.signal.accepted");
        this.unheard = meters.counter("itops.signal.unheard");
    }

    /**
     * The reference by which the journal speaks of the signals of a dedup key.
     *
     * @param dedupKey the key
     * @return the reference
     */
    public static Ref ref(String dedupKey) {
        return Ref.of("signal", dedupKey);
    }

    /**
     * Registers one who acts on signals.
     *
     * @param name who it is, kebab-case: names its jobs
     * @param handler acts on signals
     * @throws io.itops.core.InvalidInputException if the name is taken, there are 100 handlers, or workers were started: attach before
     *     start
     * @throws io.itops.core.ClosedException once the instance is closed
     */
    public synchronized void register(String name, SignalHandler handler) {
        agenda.requireNotStarted("signal handler " + Require.slug("signal handler", name));
        Require.that(!handlers.containsKey(name), "signal handler", "be registered once", name);
        Require.range("signal handlers", handlers.size() + 1, 1, MAX_HANDLERS);
        Require.present("signal handler", handler);
        agenda.register(JOB_PREFIX + name, (claim, unit) -> {
            handler.handle(Signal.CODEC.read(CanonicalJson.read(claim.job().payload())), unit);
            return JobOutcome.DONE;
        });
        handlers.put(name, handler);
    }

    /**
     * Accepts a signal with the unit's commit: a journal entry, and a job for each handler that is registered by now. A signal that comes
     * before any handler reaches nobody, also later; the first one is warned of.
     *
     * @param signal the signal
     * @param unit gathers reads and writes
     */
    public void accept(Signal signal, UnitOfWork unit) {
        Require.present("signal", signal);
        Ref ref = ref(signal.dedupKey());
        unit.authorize(ACCEPT, ref);
        unit.event(new JournalEvent(
                JOB_PREFIX + signal.status().name().toLowerCase(Locale.ROOT),
                1,
                unit.now(),
                unit.actor(),
                List.of(ref, Ref.of("service", signal.service().value())),
                signal.summary(),
                signal.explanation(),
                Codec.OBJECT.read(Signal.CODEC.write(signal))));
        List<String> names = names();
        if (names.isEmpty()) {
            unit.afterCommit(() -> unheard(signal));
        }
        for (String name : names) {
            unit.enqueue(JOB_PREFIX + name, lane(name, signal.dedupKey()), unit.now(), Signal.CODEC.write(signal));
        }
        unit.afterCommit(accepted::add);
    }

    /**
     * How many operations of a commit a signal takes: its journal entry, and a job for each handler that is registered by now.
     *
     * @return 1 to 101
     */
    public synchronized int operations() {
        return 1 + handlers.size();
    }

    private void unheard(Signal signal) {
        unheard.add();
        if (!warned.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue("dedupKey", SafeText.oneLine(signal.dedupKey()))
                    .addKeyValue("service", signal.service())
                    .addKeyValue("severity", signal.severity())
                    .log(
                            "a signal reaches nobody: it is in the journal, but no handler of signals is registered; further ones are not warned of");
        }
    }

    private synchronized List<String> names() {
        return List.copyOf(handlers.keySet());
    }

    private static String lane(String handler, String dedupKey) {
        return JOB_PREFIX + handler + ':' + dedupKey;
    }
}
