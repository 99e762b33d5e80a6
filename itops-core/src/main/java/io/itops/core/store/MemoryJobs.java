package io.itops.core.store;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The outstanding jobs of the in-memory store. Each stands in {@code waiting} if it could be handed out (it is not claimed, and heads
 * its lane if it has one), in {@code claimed} while a lease runs, and otherwise only in its lane. Confined to the store's lock.
 */
final class MemoryJobs {
    private static final Comparator<Entry> BY_DUE =
            Comparator.comparing((Entry entry) -> entry.notBefore).thenComparing(entry -> entry.order);
    private static final NavigableSet<Entry> NONE = Collections.emptyNavigableSet();
    private static final Comparator<Entry> BY_LEASE =
            Comparator.comparing((Entry entry) -> entry.leaseUntil).thenComparing(entry -> entry.order);

    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<TimerKey, Entry> timers = new HashMap<>();
    private final Map<String, NavigableMap<Long, Entry>> lanes = new HashMap<>();
    private final Map<String, NavigableSet<Entry>> waiting = new HashMap<>();
    private final TreeSet<Entry> claimed = new TreeSet<>(BY_LEASE);
    private long orders;

    /** A job with all that changes about it. */
    private static final class Entry {
        private final Job job;
        private final long order;
        private Instant notBefore;
        private Instant leaseUntil = Instant.MIN;
        private int attempt;
        private boolean held;
        private boolean cancelled;

        Entry(Job job, long order) {
            this.job = job;
            this.order = order;
            this.notBefore = job.due();
        }
    }

    /** Refuses what cannot be applied; changes nothing. */
    void check(Commit commit) {
        Set<String> leaving = new HashSet<>();
        for (Completion completion : commit.completions()) {
            Entry entry = byId.get(completion.jobId());
            int newest = entry == null ? 0 : entry.attempt;
            if (entry == null || !entry.held || newest != completion.attempt()) {
                throw new ConflictException(Ref.of("job", completion.jobId()), completion.attempt(), newest);
            }
            if (completion.retryAt().isEmpty() || entry.cancelled) {
                leaving.add(completion.jobId());
            }
        }
        for (Job job : commit.jobs()) {
            Entry entry = byId.get(job.id());
            if (entry != null && !leaving.contains(job.id())) {
                throw new ConflictException(Ref.of("job", job.id()), 0, Math.max(1, entry.attempt));
            }
        }
    }

    Map<String, Completion.Status> apply(Commit commit) {
        Map<String, Completion.Status> statuses = new TreeMap<>();
        for (Completion completion : commit.completions()) {
            Entry entry = byId.get(completion.jobId());
            if (entry != null) {
                statuses.put(completion.jobId(), complete(entry, completion));
            }
        }
        commit.cancelledTimers().forEach(key -> cancel(timers.remove(key)));
        commit.cancelledJobs().forEach(id -> cancel(byId.get(id)));
        commit.jobs().forEach(this::add);
        return statuses;
    }

    Claims claim(ClaimRequest request, Instant leaseNow) {
        release(leaseNow);
        List<Entry> due = new ArrayList<>();
        Optional<Instant> next = Optional.empty();
        for (String type : request.types()) {
            int ofType = 0;
            for (Entry entry : waiting.getOrDefault(type, NONE)) {
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
            claims.add(new Claim(entry.job, entry.attempt, until));
        }
        for (Entry entry : claimed) {
            // The end of a cancelled job's lease lets its lane go on, whatever its own type is.
            if (entry.cancelled || request.types().contains(entry.job.type())) {
                next = earliest(next, request.now().plus(Duration.between(leaseNow, entry.leaseUntil)));
                break;
            }
        }
        return new Claims(claims, next);
    }

    private static Optional<Instant> earliest(Optional<Instant> a, Instant b) {
        return a.isPresent() && a.get().isBefore(b) ? a : Optional.of(b);
    }

    /** Puts jobs whose lease has ended back among the waiting, and drops the cancelled ones. */
    private void release(Instant leaseNow) {
        while (!claimed.isEmpty() && !claimed.first().leaseUntil.isAfter(leaseNow)) {
            Entry entry = claimed.pollFirst();
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
            if (!claimed.contains(entry)) {
                claimed.add(entry);
            }
            entry.job.timer().ifPresent(key -> timers.remove(key, entry));
        } else {
            drop(entry);
        }
    }

    private void add(Job job) {
        Entry entry = new Entry(job, orders++);
        job.timer().ifPresent(key -> cancel(timers.get(key)));
        byId.put(job.id(), entry);
        job.timer().ifPresent(key -> timers.put(key, entry));
        if (job.lane().isPresent()) {
            NavigableMap<Long, Entry> lane = lanes.computeIfAbsent(job.lane().get(), name -> new TreeMap<>());
            lane.put(entry.order, entry);
            if (lane.size() > 1) {
                return;
            }
        }
        await(entry);
    }

    /** Takes a job out for good, and lets the next of its lane come forward. */
    private void drop(Entry entry) {
        unwait(entry);
        claimed.remove(entry);
        byId.remove(entry.job.id(), entry);
        entry.job.timer().ifPresent(key -> timers.remove(key, entry));
        entry.job.lane().ifPresent(name -> {
            NavigableMap<Long, Entry> lane = lanes.getOrDefault(name, new TreeMap<>());
            boolean head = !lane.isEmpty() && lane.firstKey() == entry.order;
            lane.remove(entry.order);
            if (lane.isEmpty()) {
                lanes.remove(name);
            } else if (head) {
                await(lane.firstEntry().getValue());
            }
        });
    }

    private void await(Entry entry) {
        waiting.computeIfAbsent(entry.job.type(), type -> new TreeSet<>(BY_DUE)).add(entry);
    }

    private void unwait(Entry entry) {
        NavigableSet<Entry> ofType = waiting.get(entry.job.type());
        if (ofType != null) {
            ofType.remove(entry);
        }
    }
}
