package io.itops.core.store;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.Kernel;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.delivery.Deliveries;
import io.itops.core.delivery.Notification;
import io.itops.core.internal.Answers;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.RecordType;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a decision reads and what it changes, and commits both together: the commit holds only if everything that was read
 * through the unit is still at the version that was read.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class UnitOfWork {
    private static final CommitResult NOTHING = new CommitResult(0, 0, Map.of());

    private final Kernel kernel;
    private final Actor actor;
    private final @Nullable Claim claim;
    private final Instant now;
    private final Map<Ref, Long> versions = new HashMap<>();
    private final Map<Ref, Object> values = new HashMap<>();
    private final Map<Ref, StoredRecord> puts = new HashMap<>();
    private final Map<Ref, Long> removals = new HashMap<>();
    private final List<JournalEvent> events = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<TimerKey> cancelledTimers = new ArrayList<>();
    private final List<String> cancelledJobs = new ArrayList<>();
    private final List<Completion> completions = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final UndoLog undo = new UndoLog();
    private boolean committed;

    /**
     * Starts a unit at the present instant.
     *
     * @param kernel store, clock, ids and authorizer
     * @param actor who acts
     */
    public UnitOfWork(Kernel kernel, Actor actor) {
        this(kernel, actor, null);
    }

    private UnitOfWork(Kernel kernel, Actor actor, @Nullable Claim claim) {
        this.kernel = kernel;
        this.actor = Require.present("actor", actor);
        this.claim = claim;
        this.now = kernel.now();
    }

    /**
     * Starts a unit that decides a claimed job, in the name of the SDK's part that has jobs of its type. It needs no permission: what a
     * timer or a policy does was allowed when it was set. In return its commit must end the claim, so that the store refuses it to
     * whoever does not hold the job.
     *
     * @param kernel store, clock and ids
     * @param claim the job and the attempt
     * @return a unit whose actor is {@code system:<job type>}
     */
    public static UnitOfWork of(Kernel kernel, Claim claim) {
        return new UnitOfWork(
                kernel, Actor.system(Require.present("claim", claim).job().type()), claim);
    }

    /**
     * Who acts.
     *
     * @return the actor
     */
    public Actor actor() {
        return actor;
    }

    /**
     * The instant of the decision: the same throughout the unit.
     *
     * @return whole microseconds
     */
    public Instant now() {
        return now;
    }

    /**
     * A new id.
     *
     * @return an id of the kernel's source
     */
    public String newId() {
        return kernel.ids().next();
    }

    /**
     * Asks whether the actor may give a command. The unit of a claimed job always may; an actor that merely calls itself a part of the
     * SDK is asked for like any other.
     *
     * @param permission what for
     * @param subject the thing that the command is about
     * @throws AccessDeniedException if not
     */
    public void authorize(Permission permission, Ref subject) {
        if (claim != null) {
            return;
        }
        @Nullable AccessDecision decision;
        try {
            decision = kernel.authorizer().authorize(actor, permission, subject);
        } catch (RuntimeException e) {
            decision = AccessDecision.deny("the authorizer failed: " + e);
        }
        if (decision == null) {
            decision = AccessDecision.deny("the authorizer gave no answer");
        }
        if (!decision.allowed()) {
            throw new AccessDeniedException(actor, permission.name(), subject, decision.reason());
        }
    }

    /**
     * Reads a record; the commit will hold only if the record is then still as it was read. What the unit has put already is given
     * back as it was put, with the version that it will have. Others are given the same value, so it must not be changed.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param id the record's id
     * @return value and version, or empty if there is none
     */
    @SuppressWarnings("unchecked") // a reference names its record type, so the value kept under it is of that type
    public <T> Optional<Versioned<T>> find(RecordType<T> type, String id) {
        Ref ref = type.ref(id);
        if (removals.containsKey(ref)) {
            return Optional.empty();
        }
        Object known = values.get(ref);
        if (known != null) {
            return Optional.of(
                    new Versioned<>((T) known, versions.getOrDefault(ref, 0L) + (puts.containsKey(ref) ? 1 : 0)));
        }
        Long expected = versions.get(ref);
        if (expected != null && expected == 0) {
            return Optional.empty();
        }
        Optional<Versioned<T>> stored = kernel.records().find(type, id);
        long found = stored.map(Versioned::version).orElse(0L);
        if (expected != null && expected != found) {
            throw new ConflictException(ref, expected, found);
        }
        undo.put(versions, ref, found);
        stored.ifPresent(record -> undo.put(values, ref, record.value()));
        return stored;
    }

    /**
     * Reads a record that the caller has seen before, and must not have changed since.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param id the record's id
     * @param seen the version that the caller saw, 0 for none; empty if any will do
     * @return value and version, or empty if there is none
     * @throws ConflictException if it is at another version than the one seen
     */
    public <T> Optional<Versioned<T>> find(RecordType<T> type, String id, OptionalLong seen) {
        Require.present("seen version", seen);
        Optional<Versioned<T>> found = find(type, id);
        long version = found.map(Versioned::version).orElse(0L);
        if (seen.isPresent() && seen.getAsLong() != version) {
            throw new ConflictException(type.ref(id), seen.getAsLong(), version);
        }
        return found;
    }

    /**
     * Makes the commit depend on a version that was read elsewhere.
     *
     * @param ref the record
     * @param version its version, 0 for absent
     */
    public void expect(Ref ref, long version) {
        Require.present("reference", ref);
        Require.that(version >= 0, "expected version of " + ref, "be at least 0", version);
        Long before = versions.get(ref);
        Require.that(before == null || before == version, "expected version of " + ref, "be one version", version);
        undo.put(versions, ref, version);
    }

    /**
     * Writes a record: over the version that the unit has read, or as a new one if it has read none.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param value the value
     */
    public <T> void put(RecordType<T> type, T value) {
        Ref ref = type.refOf(value);
        Require.that(!removals.containsKey(ref), "record", "not be removed in the same unit", ref);
        long expected = versions.getOrDefault(ref, 0L);
        undo.put(puts, ref, kernel.records().toStored(type, value, expected + 1));
        undo.put(versions, ref, expected);
        undo.put(values, ref, value);
    }

    /**
     * Removes a record that the unit has read.
     *
     * @param type the record type
     * @param id the record's id
     */
    public void remove(RecordType<?> type, String id) {
        Ref ref = type.ref(id);
        long version = versions.getOrDefault(ref, 0L);
        Require.that(version > 0 && !puts.containsKey(ref), "record to remove", "have been read in this unit", ref);
        undo.put(removals, ref, version);
        undo.remove(values, ref);
    }

    /**
     * Appends an event to the journal in the name of the unit's actor, at its instant.
     *
     * @param type what happened
     * @param subjects what it is about, the most important first
     * @param summary one line for people
     * @param data what the module needs to read back
     */
    public void event(String type, List<Ref> subjects, String summary, Tree.Obj data) {
        event(new JournalEvent(type, 1, now, actor, subjects, summary, Optional.empty(), data));
    }

    /**
     * Appends an event to the journal.
     *
     * @param event the event
     */
    public void event(JournalEvent event) {
        undo.add(events, Require.present("event", event));
    }

    /**
     * Sets a timer; one of the same subject and name is replaced.
     *
     * @param key what the timer is called
     * @param jobType names the handler
     * @param due when it rings
     * @param payload what the handler needs
     */
    public void setTimer(TimerKey key, String jobType, Instant due, Tree payload) {
        Job timer = Job.timer(newId(), jobType, key, due, CanonicalJson.write(payload));
        forget(key);
        undo.add(jobs, timer);
    }

    /**
     * Cancels a timer if it is outstanding.
     *
     * @param key the timer
     */
    public void cancelTimer(TimerKey key) {
        Require.present("timer", key);
        forget(key);
        undo.add(cancelledTimers, key);
    }

    private void forget(TimerKey key) {
        undo.removeIf(jobs, job -> job.timer().equals(Optional.of(key)));
    }

    /**
     * Puts a job behind all that are in a lane already.
     *
     * @param jobType names the handler
     * @param lane the lane
     * @param due not before this instant
     * @param payload what the handler needs
     * @return the job's id
     */
    public String enqueue(String jobType, String lane, Instant due, Tree payload) {
        String id = newId();
        undo.add(jobs, Job.inLane(id, jobType, lane, due, CanonicalJson.write(payload)));
        return id;
    }

    /**
     * Adds a job as it is.
     *
     * @param job the job
     */
    public void add(Job job) {
        undo.add(jobs, Require.present("job", job));
    }

    /**
     * Cancels a job if it is outstanding.
     *
     * @param jobId the job
     */
    public void cancelJob(String jobId) {
        undo.add(cancelledJobs, Require.id("job id", jobId));
    }

    /**
     * Has a notification delivered, at least once, in the order of its lane.
     *
     * @param notification what to send
     * @return the delivery id
     */
    public String send(Notification notification) {
        return enqueue(Deliveries.JOB, notification.lane(), now, Notification.CODEC.write(notification));
    }

    /**
     * Ends a claim with the commit.
     *
     * @param completion how it ended
     */
    public void complete(Completion completion) {
        undo.add(completions, Require.present("completion", completion));
    }

    /**
     * Has something run once the commit holds, in the committing thread: meters count there what a conflict must not make them count
     * twice. It is lost if the process ends in between, so nothing that must happen belongs here.
     *
     * @param action what to run; it does not throw
     */
    public void afterCommit(Runnable action) {
        undo.add(afterwards, Require.present("action", action));
    }

    /**
     * Runs a part of the decision that may fail by itself: if it throws, it leaves no trace in the unit, neither what it wrote nor
     * what it read, and the exception goes on. A part may have parts of its own.
     *
     * @param <T> the type of what the part gives
     * @param part reads and writes through this unit
     * @return what the part gave
     */
    public <T> T tentatively(Supplier<T> part) {
        return undo.whole(Require.present("part", part));
    }

    private void requireEnd(Claim held) {
        Require.that(
                completions.stream().anyMatch(completion -> completion.ends(held)),
                "unit of work of a claimed job",
                "end the claim",
                held);
    }

    /**
     * Whether there is anything to write.
     *
     * @return false if the unit has only read
     */
    public boolean changes() {
        return !(puts.isEmpty()
                && removals.isEmpty()
                && events.isEmpty()
                && jobs.isEmpty()
                && cancelledTimers.isEmpty()
                && cancelledJobs.isEmpty()
                && completions.isEmpty());
    }

    /**
     * How many operations the commit would hold by now: what was written, and every record that was only read.
     *
     * @return at least 0; a commit holds at most {@value Commit#MAX_OPERATIONS}
     */
    public int operations() {
        // What is put or removed has a version too, and is not expected besides.
        return versions.size()
                + events.size()
                + jobs.size()
                + cancelledTimers.size()
                + cancelledJobs.size()
                + completions.size();
    }

    /**
     * Commits everything, once. A unit that has only read commits nothing.
     *
     * @return what the store said
     * @throws io.itops.core.ConflictException if something that was read has changed; decide anew in a new unit
     * @throws io.itops.core.InvalidInputException if it was committed before, or is the unit of a claim and does not end it
     */
    public CommitResult commit() {
        Require.state(!committed, "unit of work", "be committed once", "committed before");
        if (claim != null) {
            requireEnd(claim);
        }
        committed = true;
        if (!changes()) {
            return NOTHING;
        }
        Commit.Builder commit = Commit.builder();
        versions.forEach((ref, version) -> {
            if (!puts.containsKey(ref) && !removals.containsKey(ref)) {
                commit.expect(ref, version);
            }
        });
        puts.forEach((ref, record) -> commit.put(record, record.version() - 1));
        removals.forEach(commit::remove);
        events.forEach(commit::event);
        cancelledTimers.forEach(commit::cancelTimer);
        cancelledJobs.forEach(commit::cancelJob);
        jobs.forEach(commit::job);
        completions.forEach(commit::complete);
        CommitResult result = Answers.of("commit", kernel.store().commit(commit.build()));
        afterwards.forEach(Runnable::run);
        return result;
    }
}
