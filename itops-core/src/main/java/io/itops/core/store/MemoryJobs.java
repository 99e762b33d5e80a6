package io.itops.core.store;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outstanding jobs of the in-memory store. Each stands in {@code waiting} if it could be handed out (it is not claimed, and heads
 * its lane if it has one), in {@code claimed} while a lease runs, and otherwise only in its lane. Confined to the store's lock.
 */
final class MemoryJobs {
    private static final Comparator<Entry> BY_DUE = (a, b) -> compare(a.notBefore, a.order, b.notBefore, b.order);
    private static final Comparator<Entry> BY_LEASE = (a, b) -> compare(a.leaseUntil, a.order, b.leaseUntil, b.order);

    private final KeyedSet<String, Entry> byId = new KeyedSet<>(entry -> entry.id);
    private final KeyedSet<TimerKey, Entry> timers = new KeyedSet<>(Entry::timer);
    private final Map<String, NavigableMap<Long, Entry>> lanes = new HashMap<>();
    private final Map<String, SortedChunks<Entry>> waiting = new HashMap<>();
    private final SortedChunks<Entry> claimed = new SortedChunks<>(BY_LEASE);
    private long orders;

    /** A job with all that changes about it; of the job itself only what is not empty. */
    private static final class Entry {
        private final String id;
        private final String type;
        private final @Nullable String lane;
        private final @Nullable TimerKey timer;
        private final Instant due;
        private final String payload;
        private final long order;
        private Instant notBefore;
        private Instant leaseUntil = Instant.MIN;
        private int attempt;
        private boolean held;
        private boolean cancelled;

        Entry(Job job, @Nullable TimerKey timer, long order) {
            this.id = job.id();
            this.type = job.type();
            this.lane = job.lane().orElse(null);
            this.timer = timer;
            this.due = job.due();
            this.payload = job.payload();
            this.order = order;
            this.notBefore = due;
        }

        TimerKey timer() {
            return Require.present("timer", timer);
        }

        Job job() {
            return new Job(id, type, Optional.ofNullable(lane), Optional.ofNullable(timer), due, payload);
        }
    }

    /** Refuses what cannot be applied; changes nothing. */
    void check(Commit commit) {
        Set<String> leaving = new HashSet<>();
        for (Completion completion : commit.completions()) {
            Entry entry = byId.find(completion.jobId());
            int newest = entry == null ? 0 : entry.attempt;
            if (entry == null || !entry.held || newest != completion.attempt()) {
                throw new ConflictException(Ref.of("job", completion.jobId()), completion.attempt(), newest);
            }
            if (completion.retryAt().isEmpty() || entry.cancelled) {
                leaving.add(completion.jobId());
            }
        }
        for (Job job : commit.jobs()) {
            Entry entry = byId.find(job.id());
            if (entry != null && !leaving.contains(job.id())) {
                throw new ConflictException(Ref.of("job", job.id()), 0, Math.max(1, entry.attempt));
            }
        }
    }

    /**
     * Applies what {@link #check} has let pass.
     *
     * @param names gives a reference that is equal to the given one and kept anyway
     */
    Map<String, Completion.Status> apply(Commit commit, UnaryOperator<Ref> names) {
        Map<String, Completion.Status> statuses = new TreeMap<>();
        for (Completion completion : commit.completions()) {
            Entry entry = byId.find(completion.jobId());
            if (entry != null) {
                statuses.put(completion.jobId(), complete(entry, completion));
            }
        }
        commit.cancelledTimers().forEach(key -> cancel(timers.remove(key)));
        commit.cancelledJobs().forEach(id -> cancel(byId.find(id)));
        commit.jobs().forEach(job -> add(job, names));
        return statuses;
    }

    Claims claim(ClaimRequest request, Instant leaseNow) {
        release(leaseNow);
        List<Entry> due = new ArrayList<>();
        Optional<Instant> next = Optional.empty();
        for (String type : request.types()) {
            int ofType = 0;
            SortedChunks<Entry> waitingOfType = waiting.get(type);
            Iterator<Entry> entries = waitingOfType == null ? Collections.emptyIterator() : waitingOfType.all(false);
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (entry.notBefore.isAfter(request.now()) || ofType == request.max()) {
                    next = earliest(next, entry.notBefore);
                    break;
                }
                due.add(entry);
                ofType++;
            }
        }
        due.sort(BY_DUE);
        while (due.size() > request.max()) {
            next = earliest(next, due.remove(due.size() - 1).notBefore);
        }
        Instant until = leaseNow.plus(request.lease());
        List<Claim> claims = new ArrayList<>(due.size());
        for (Entry entry : due) {
            unwait(entry);
            entry.held = true;
            entry.attempt++;
            entry.leaseUntil = until;
            claimed.add(entry);
            claims.add(new Claim(entry.job(), entry.attempt, until));
        }
        for (Iterator<Entry> entries = claimed.all(false); entries.hasNext(); ) {
            Entry entry = entries.next();
            // The end of a cancelled job's lease lets its lane go on, whatever its own type is.
            if (entry.cancelled || request.types().contains(entry.type)) {
                next = earliest(next, request.now().plus(Duration.between(leaseNow, entry.leaseUntil)));
                break;
            }
        }
        return new Claims(claims, next);
    }

    /** Every claim and every change of a timer compares some twenty times. */
    private static int compare(Instant a, long orderOfA, Instant b, long orderOfB) {
        int instants = a.compareTo(b);
        return instants != 0 ? instants : Long.compare(orderOfA, orderOfB);
    }

    private static Optional<Instant> earliest(Optional<Instant> a, Instant b) {
        return a.isPresent() && a.get().isBefore(b) ? a : Optional.of(b);
    }

    /** Puts jobs whose lease has ended back among the waiting, and drops the cancelled ones. */
    private void release(Instant leaseNow) {
        while (!claimed.isEmpty() && !claimed.first().leaseUntil.isAfter(leaseNow)) {
            Entry entry = claimed.first();
            claimed.remove(entry);
            if (entry.cancelled) {
                drop(entry);
            } else {
                // The attempt number stays held: a completion of it is good until a later claim is handed out.
                await(entry);
            }
        }
    }

    private Completion.Status complete(Entry entry, Completion completion) {
        claimed.remove(entry);
        unwait(entry);
        if (entry.cancelled || completion.retryAt().isEmpty()) {
            drop(entry);
            return entry.cancelled ? Completion.Status.CANCELLED : Completion.Status.APPLIED;
        }
        entry.held = false;
        entry.notBefore = completion.retryAt().get();
        await(entry);
        return Completion.Status.APPLIED;
    }

    private void cancel(@Nullable Entry entry) {
        if (entry == null) {
            return;
        }
        if (entry.held) {
            entry.cancelled = true;
            unwait(entry);
            claimed.add(entry);
            forgetTimer(entry);
        } else {
            drop(entry);
        }
    }

    private void add(Job job, UnaryOperator<Ref> names) {
        TimerKey timer = job.timer()
                .map(key -> new TimerKey(names.apply(key.subject()), key.name()))
                .orElse(null);
        Entry entry = new Entry(job, timer, orders++);
        if (timer != null) {
            cancel(timers.find(timer));
            timers.put(entry);
        }
        byId.put(entry);
        if (entry.lane != null) {
            NavigableMap<Long, Entry> lane = lanes.computeIfAbsent(entry.lane, name -> new TreeMap<>());
            lane.put(entry.order, entry);
            if (lane.size() > 1) {
                return;
            }
        }
        await(entry);
    }

    /** Takes a timer out from under its key, unless another has taken its place. */
    private void forgetTimer(Entry entry) {
        if (entry.timer != null && timers.find(entry.timer) == entry) {
            timers.remove(entry.timer);
        }
    }

    /** Takes a job out for good, and lets the next of its lane come forward. */
    private void drop(Entry entry) {
        unwait(entry);
        claimed.remove(entry);
        if (byId.find(entry.id) == entry) {
            byId.remove(entry.id);
        }
        forgetTimer(entry);
        if (entry.lane != null) {
            leave(entry, entry.lane);
        }
    }

    private void leave(Entry entry, String name) {
        NavigableMap<Long, Entry> lane = lanes.getOrDefault(name, new TreeMap<>());
        boolean head = !lane.isEmpty() && lane.firstKey() == entry.order;
        lane.remove(entry.order);
        if (lane.isEmpty()) {
            lanes.remove(name);
        } else if (head) {
            await(lane.firstEntry().getValue());
        }
    }

    private void await(Entry entry) {
        waiting.computeIfAbsent(entry.type, type -> new SortedChunks<>(BY_DUE)).add(entry);
    }

    private void unwait(Entry entry) {
        SortedChunks<Entry> ofType = waiting.get(entry.type);
        if (ofType != null) {
            ofType.remove(entry);
        }
    }
}
