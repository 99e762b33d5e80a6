package io.itops.testkit.contract;

import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import io.itops.core.store.TimerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The job rules of a store (7 to 12 and 14) in their plainest form: one list in commit order, searched from the front each time. What
 * a store does with a random history is held against it.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class ReferenceJobs {
    private final List<Held> jobs = new ArrayList<>();

    private static final class Held {
        private final Job job;
        private Instant notBefore;
        private int attempt;
        private @Nullable Instant lease;
        private boolean cancelled;

        Held(Job job) {
            this.job = job;
            this.notBefore = job.due();
        }

        boolean leased(Instant now) {
            return lease != null && lease.isAfter(now);
        }
    }

    /** The ids of jobs on account of which the commit must be refused; empty if it must be applied. */
    Set<String> conflicts(Commit commit) {
        Set<String> conflicts = new TreeSet<>();
        Set<String> leaving = new TreeSet<>();
        for (Completion completion : commit.completions()) {
            Held held = find(completion.jobId());
            if (held == null || held.lease == null || held.attempt != completion.attempt()) {
                conflicts.add(completion.jobId());
            } else if (completion.retryAt().isEmpty() || held.cancelled) {
                leaving.add(completion.jobId());
            }
        }
        for (Job job : commit.jobs()) {
            if (find(job.id()) != null && !leaving.contains(job.id())) {
                conflicts.add(job.id());
            }
        }
        return conflicts;
    }

    Map<String, Completion.Status> apply(Commit commit) {
        Map<String, Completion.Status> statuses = new TreeMap<>();
        for (Completion completion : commit.completions()) {
            Held held = Objects.requireNonNull(find(completion.jobId()));
            statuses.put(completion.jobId(), held.cancelled ? Completion.Status.CANCELLED : Completion.Status.APPLIED);
            if (held.cancelled || completion.retryAt().isEmpty()) {
                jobs.remove(held);
            } else {
                held.lease = null;
                held.notBefore = completion.retryAt().get();
            }
        }
        commit.cancelledTimers().forEach(this::cancelTimer);
        commit.cancelledJobs().forEach(id -> cancel(find(id)));
        for (Job job : commit.jobs()) {
            job.timer().ifPresent(this::cancelTimer);
            jobs.add(new Held(job));
        }
        return statuses;
    }

    private void cancelTimer(TimerKey key) {
        List.copyOf(jobs).stream()
                .filter(held -> held.job.timer().equals(Optional.of(key)))
                .forEach(this::cancel);
    }

    private void cancel(@Nullable Held held) {
        if (held == null) {
            return;
        }
        if (held.lease == null) {
            jobs.remove(held);
        } else {
            held.cancelled = true;
        }
    }

    List<Claim> claim(ClaimRequest request, Instant leaseNow) {
        jobs.removeIf(held -> held.cancelled && !held.leased(leaseNow));
        List<Held> due = jobs.stream()
                .filter(held -> handable(held, request.types(), request.now(), leaseNow))
                .sorted(Comparator.comparing((Held held) -> held.notBefore).thenComparing(jobs::indexOf))
                .limit(request.max())
                .toList();
        List<Claim> claims = new ArrayList<>();
        for (Held held : due) {
            held.attempt++;
            held.lease = leaseNow.plus(request.lease());
            claims.add(new Claim(held.job, held.attempt, held.lease));
        }
        return claims;
    }

    private boolean handable(Held held, Set<String> types, Instant now, Instant leaseNow) {
        return types.contains(held.job.type())
                && !held.cancelled
                && !held.leased(leaseNow)
                && !held.notBefore.isAfter(now)
                && headsItsLane(held, leaseNow);
    }

    private boolean headsItsLane(Held held, Instant leaseNow) {
        if (held.job.lane().isEmpty()) {
            return true;
        }
        for (Held other : jobs) {
            boolean over = other.cancelled && !other.leased(leaseNow);
            if (!over && other.job.lane().equals(held.job.lane())) {
                return other == held;
            }
        }
        return false;
    }

    /** The first instant from {@code now} at which something of the types could be handed out if nothing else happened. */
    Optional<Instant> next(Set<String> types, Instant now) {
        TreeSet<Instant> instants = new TreeSet<>(Set.of(now));
        for (Held held : jobs) {
            instants.add(held.notBefore);
            if (held.lease != null) {
                instants.add(held.lease);
            }
        }
        return instants.tailSet(now, true).stream()
                .filter(at -> jobs.stream().anyMatch(held -> handable(held, types, at, at)))
                .findFirst();
    }

    /** Whether the rules leave open what becomes of a completion: that of a cancelled job whose lease is over. */
    boolean isOpen(String jobId, Instant now) {
        Held held = find(jobId);
        return held != null && held.cancelled && !held.leased(now);
    }

    private @Nullable Held find(String id) {
        for (Held held : jobs) {
            if (held.job.id().equals(id)) {
                return held;
            }
        }
        return null;
    }
}
