package io.itops.core.work;

import com.google.common.collect.ImmutableSortedSet;
import io.itops.core.Actor;
import io.itops.core.ClosedException;
import io.itops.core.ConflictException;
import io.itops.core.Kernel;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.StoreException;
import io.itops.core.Words;
import io.itops.core.internal.Answers;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Completion;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs that are due: inline when asked, or on worker threads after {@link #start}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Agenda implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);
    private static final Tree.Obj NO_DATA = Tree.Obj.of(Map.of());

    private final Kernel kernel;
    private final Map<String, JobHandler> deciding = new TreeMap<>();
    private final Map<String, EffectHandler<?>> acting = new TreeMap<>();
    private final InFlight inFlight = new InFlight();
    private final Workers workers;
    private final Meters.Counter done;
    private final Meters.Counter retried;
    private final Meters.Counter parked;
    private final Meters.Counter conflicts;
    private final Meters.Counter overtaken;
    private final Meters.Counter notBegun;
    private final Meters.Counter timedOut;
    private volatile ImmutableSortedSet<String> types = ImmutableSortedSet.of();
    private volatile boolean started;
    private volatile boolean closed;

    /**
     * An agenda over a kernel's store.
     *
     * @param kernel store, clock, ids, meters and limits
     */
    public Agenda(Kernel kernel) {
        this.kernel = Require.present("kernel", kernel);
        this.workers = new Workers(this::runDue, kernel.clock(), kernel.limits().lease());
        Meters meters = kernel.meters();
        done = meters.counter("itops.work.done");
        retried = meters.counter("itops.work.retried");
        parked = meters.counter("itops.work.parked");
        conflicts = meters.counter("itops.work.conflicts");
        overtaken = meters.counter("itops.work.overtaken");
        notBegun = meters.counter("itops.work.not.begun");
        timedOut = meters.counter("itops.work.timed.out");
        meters.gauge("itops.work.in.flight", inFlight, InFlight::size);
    }

    /**
     * Registers the handler of a job type that needs nothing outside the store. May be called after {@link #start} too: jobs of a type
     * without a handler are not claimed.
     *
     * @param jobType the type
     * @param handler its handler
     */
    public synchronized void register(String jobType, JobHandler handler) {
        refuseSecond(jobType);
        deciding.put(jobType, Require.present("handler", handler));
        learn(jobType);
    }

    /**
     * Registers the handler of a job type that acts outside. May be called after {@link #start} too.
     *
     * @param jobType the type
     * @param handler its handler
     * @throws io.itops.core.InvalidInputException if its attempt limit is not below half of the lease
     * @throws ClosedException after {@link #close}
     */
    public synchronized void register(String jobType, EffectHandler<?> handler) {
        refuseSecond(jobType);
        Duration half = kernel.limits().lease().dividedBy(2);
        Require.positive("attempt limit of " + jobType, handler.attemptLimit(), Duration.ofDays(1));
        Require.that(
                handler.attemptLimit().compareTo(half) < 0,
                "attempt limit of " + jobType,
                "be below half of the lease, " + half,
                handler.attemptLimit());
        deciding.remove(jobType);
        acting.put(jobType, handler);
        learn(jobType);
    }

    /**
     * Has the jobs of a type be claimed no more; those under way go on. It may be registered again.
     *
     * @param jobType the type
     */
    public synchronized void unregister(String jobType) {
        Require.slug("job type", jobType);
        SortedSet<String> fewer = new TreeSet<>(types);
        fewer.remove(jobType);
        types = ImmutableSortedSet.copyOf(fewer);
    }

    private void learn(String jobType) {
        SortedSet<String> more = new TreeSet<>(types);
        more.add(jobType);
        types = ImmutableSortedSet.copyOf(more);
    }

    private void refuseSecond(String jobType) {
        Require.slug("job type", jobType);
        requireOpen();
        Require.that(!types.contains(jobType), "handler", "be registered once a job type", jobType);
    }

    /**
     * Runs everything that is due at the clock's present instant, in this thread, until nothing more is.
     *
     * @return the next instant at which there will be something to do if nothing else happens: a job's due instant, the end of a
     *     lease, or the time limit of an attempt under way
     * @throws StoreException if the store fails
     * @throws ClosedException after {@link #close}
     */
    public Optional<Instant> runDue() {
        requireOpen();
        return runDue(() -> false);
    }

    /** Runs what is due until nothing more is, or until it is to stop: then what was claimed but not begun is given back. */
    private Optional<Instant> runDue(BooleanSupplier stopping) {
        Optional<Instant> next;
        boolean progress;
        do {
            Instant now = kernel.now();
            progress = settleEnded(now);
            if (stopping.getAsBoolean()) {
                return Optional.empty();
            }
            ClaimRequest request = new ClaimRequest(
                    types, now, kernel.limits().batch(), kernel.limits().lease());
            Claims claims = Answers.of("claim", kernel.store().claim(request));
            // Counted from before the claim: the store's lease has not begun earlier.
            Instant leasedUntil = now.plus(kernel.limits().lease());
            for (Claim claim : claims.claims()) {
                if (stopping.getAsBoolean()) {
                    giveBack(claim, "the instance is being closed");
                } else {
                    run(claim, leasedUntil);
                }
            }
            progress |= !claims.claims().isEmpty() || inFlight.hasEnded(kernel.now());
            next = earliest(claims.nextDue(), inFlight.firstDeadline());
        } while (progress);
        return next;
    }

    /**
     * Commits what came of the attempts that have ended, and runs nothing else: for what is left after the workers have stopped.
     *
     * @throws StoreException if the store fails
     */
    public void settleEnded() {
        for (InFlight.Attempt<?> attempt = inFlight.pollEnded(Instant.MIN);
                attempt != null;
                attempt = inFlight.pollEnded(Instant.MIN)) {
            settle(attempt, kernel.now());
        }
    }

    private boolean settleEnded(Instant now) {
        boolean any = false;
        for (InFlight.Attempt<?> attempt = inFlight.pollEnded(now);
                attempt != null;
                attempt = inFlight.pollEnded(now)) {
            settle(attempt, now);
            any = true;
        }
        return any;
    }

    /**
     * Starts worker threads, which run jobs as they become due.
     *
     * @param threads how many, 1 to 64
     * @throws io.itops.core.InvalidInputException if it was started before
     * @throws ClosedException after {@link #close}
     */
    public void start(int threads) {
        Require.range("worker threads", threads, 1, 64);
        requireOpen();
        started = true;
        workers.start(threads);
    }

    /**
     * Refuses what must be there before worker threads run the first job, since without it they would do what it is to prevent, or pass
     * by what it is to hear: modules, guards of deliveries, handlers of signals, sources of suspects.
     *
     * @param what what is about to be attached
     * @throws io.itops.core.InvalidInputException after {@link #start}
     * @throws ClosedException after {@link #close}
     */
    public void requireNotStarted(String what) {
        requireOpen();
        Require.state(!started, what, "be attached before start()", "attached after it");
    }

    /**
     * Refuses what nobody would see to any more.
     *
     * @throws ClosedException after {@link #close}
     */
    public void requireOpen() {
        if (closed) {
            throw new ClosedException("instance");
        }
    }

    /** Tells waiting workers that there may be something to do. */
    public void wake() {
        workers.wake();
    }

    /**
     * Stops the worker threads: they hand nothing new out, give back what they have claimed and not begun, and end the job that they are
     * deciding. Waits for them as long as a lease; a handler that takes longer is left to itself, as its job is to its lease. Attempts
     * under way go on. From then on nothing is registered, run or queued again.
     */
    @Override
    public void close() {
        workers.close();
        closed = true;
    }

    /**
     * The jobs that were put aside, the oldest first.
     *
     * @return all of them
     */
    public List<ParkedJob> parked() {
        return kernel.records().all(RecordQuery.of(ParkedJob.TYPE).orderBy("parked-at")).stream()
                .map(Versioned::value)
                .toList();
    }

    /**
     * Queues a parked job again, under its own id, at the end of its lane.
     *
     * @param jobId the job
     * @param actor who asks for it
     * @throws io.itops.core.NotFoundException if no such job is parked
     * @throws ClosedException after {@link #close}
     */
    public void requeue(String jobId, Actor actor) {
        requireOpen();
        UnitOfWork unit = new UnitOfWork(kernel, actor);
        unit.authorize(Requeue.PERMISSION, Ref.of("job", jobId));
        Requeue.into(unit, jobId);
        unit.commit();
        workers.wake();
    }

    /**
     * Queues a parked job again with a unit's commit, for a command that has asked for a permission of its own. Workers are to be woken
     * after the commit.
     *
     * @param jobId the job
     * @param unit gathers reads and writes
     * @throws io.itops.core.NotFoundException if no such job is parked
     */
    public void requeue(String jobId, UnitOfWork unit) {
        Requeue.into(unit, jobId);
    }

    private synchronized @Nullable JobHandler deciderOf(String type) {
        return deciding.get(type);
    }

    private synchronized @Nullable EffectHandler<?> actorOf(String type) {
        return acting.get(type);
    }

    private void giveBack(Claim claim, String why) {
        notBegun.add();
        EffectHandler<?> handler = actorOf(claim.job().type());
        end(
                claim,
                unit -> handler == null ? new JobOutcome.Retry(unit.now(), why) : handler.notBegun(claim, why, unit));
    }

    private void run(Claim claim, Instant leasedUntil) {
        String type = claim.job().type();
        if (claim.attempt() > maxClaims(type)) {
            int attempts = claim.attempt() - 1; // this claim is none any more
            end(
                    claim,
                    unit -> new JobOutcome.Park(
                            "given up after " + Words.count(attempts, "attempt"), List.of(), OptionalInt.of(attempts)));
            return;
        }
        JobHandler decider = deciderOf(type);
        if (decider != null) {
            end(claim, unit -> decider.handle(claim, unit));
            return;
        }
        begin(claim, Require.present("handler of " + type, actorOf(type)), leasedUntil);
    }

    private int maxClaims(String type) {
        EffectHandler<?> handler = actorOf(type);
        return handler == null
                ? kernel.limits().maxAttempts()
                : handler.maxClaims(kernel.limits().maxAttempts());
    }

    private <R> void begin(Claim claim, EffectHandler<R> handler, Instant leasedUntil) {
        // The jobs before it in the batch may have taken their time, or the process stood still: an attempt is measured
        // from its own beginning, and not begun where another worker might begin it too before it has ended.
        Instant deadline = kernel.now().plus(handler.attemptLimit(claim));
        if (deadline.isAfter(leasedUntil)) {
            giveBack(claim, "too little was left of the lease");
            return;
        }
        CompletionStage<R> stage;
        try {
            stage = handler.begin(claim);
        } catch (RuntimeException | StackOverflowError e) {
            end(claim, unit -> handler.end(claim, null, e, unit));
            return;
        }
        inFlight.add(claim, handler, stage, deadline, workers::wake);
    }

    private <R> void settle(InFlight.Attempt<R> attempt, Instant now) {
        boolean late = !attempt.ended();
        if (late) {
            timedOut.add();
            attempt.abandon();
        }
        // An attempt may answer to being abandoned with a result: it knows best how far it came.
        @Nullable R result = attempt.result();
        @Nullable
        Throwable cause = late && result == null
                ? new TimeoutException("no answer within "
                        + Words.duration(attempt.handler().attemptLimit(attempt.claim())) + "; given up at "
                        + now)
                : attempt.failure();
        end(
                attempt.claim(),
                unit -> attempt.handler().end(attempt.claim(), cause == null ? result : null, cause, unit));
    }

    /** Decides the end of a claim and commits it; decides anew after a conflict, and leaves the job to its lease if the store fails. */
    private void end(Claim claim, Function<UnitOfWork, JobOutcome> decision) {
        for (int i = 0; i <= kernel.limits().conflictRetries(); i++) {
            UnitOfWork unit = unit(claim);
            try {
                commit(claim, unit, decision.apply(unit));
                return;
            } catch (ConflictException e) {
                if (lost(claim, e)) {
                    return;
                }
                conflicts.add();
            } catch (StoreException e) {
                warn(claim, "the store failed; the job is left to its lease", e);
                return;
            } catch (ClosedException e) {
                // Nothing is wrong with the job: whoever claims it next may do what came too late here.
                warn(claim, "the instance was closed meanwhile; the job is left to its lease", e);
                return;
            } catch (RuntimeException | StackOverflowError e) {
                warn(claim, "the handler failed", e);
                fail(claim, String.valueOf(e));
                return;
            }
        }
        fail(claim, "conflict after conflict");
    }

    private void fail(Claim claim, String why) {
        UnitOfWork unit = unit(claim);
        boolean last = claim.attempt() >= maxClaims(claim.job().type());
        JobOutcome outcome = last
                ? new JobOutcome.Park(why, List.of())
                : new JobOutcome.Retry(unit.now().plus(kernel.limits().backOff(claim.attempt())), why);
        try {
            commit(claim, unit, outcome);
        } catch (ConflictException e) {
            if (!lost(claim, e)) {
                warn(claim, "the failure could not be recorded; the job is left to its lease", e);
            }
        } catch (StoreException e) {
            warn(claim, "the store failed; the job is left to its lease", e);
        }
    }

    private void commit(Claim claim, UnitOfWork unit, JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Retry retry) {
            unit.complete(Completion.retry(claim, retry.at()));
        } else {
            unit.complete(Completion.done(claim));
        }
        if (outcome instanceof JobOutcome.Park park) {
            park(claim, unit, park);
        }
        unit.commit();
        if (outcome instanceof JobOutcome.Retry) {
            retried.add();
        } else if (outcome instanceof JobOutcome.Park) {
            parked.add();
        } else {
            done.add();
        }
    }

    private static void park(Claim claim, UnitOfWork unit, JobOutcome.Park park) {
        String why = SafeText.oneLine(SafeText.shorten(park.why(), 300));
        List<Ref> about = park.subjects().isEmpty()
                ? claim.job().timer().map(TimerKey::subject).stream().toList()
                : park.subjects();
        ParkedJob job = new ParkedJob(
                claim.job().id(),
                claim.job().type(),
                claim.job().lane(),
                claim.job().timer(),
                claim.job().payload(),
                park.attempts().orElse(claim.attempt()),
                why,
                about,
                unit.now());
        unit.find(ParkedJob.TYPE, job.id());
        unit.put(ParkedJob.TYPE, job);
        List<Ref> subjects = new ArrayList<>(about);
        subjects.add(Ref.of("job", job.id()));
        unit.event("job.parked", subjects, "parked " + job.type() + ": " + why, NO_DATA);
    }

    /** Whether the claim itself was overtaken, so that someone else sees to the job. */
    private boolean lost(Claim claim, ConflictException conflict) {
        boolean mine = conflict.entity().equals(Ref.of("job", claim.job().id()));
        if (mine) {
            overtaken.add();
        }
        return mine;
    }

    private UnitOfWork unit(Claim claim) {
        return UnitOfWork.of(kernel, claim);
    }

    private static void warn(Claim claim, String what, Throwable cause) {
        LOG.atWarn()
                .setCause(cause)
                .addKeyValue("job", claim.job().id())
                .addKeyValue("type", claim.job().type())
                .addKeyValue("attempt", claim.attempt())
                .log(what);
    }

    private static Optional<Instant> earliest(Optional<Instant> a, Optional<Instant> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.get().isBefore(b.get()) ? a : b;
    }
}
