package io.itops.testkit.simulation;

import io.itops.core.store.Claim;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import io.itops.core.store.TimerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must have become of every job by the commits that were applied: a model of a store's jobs that hands out nothing itself, but
 * notes of each claim whether it was right.
 */
final class JobBook {
    private final List<Life> lives = new ArrayList<>();
    private final Map<String, List<Life>> byId = new TreeMap<>();
    private final Map<String, Life> outstanding = new LinkedHashMap<>();
    private final Map<TimerKey, Life> timers = new TreeMap<>(JobBook::compare);
    private final Map<String, NavigableMap<Integer, Life>> lanes = new TreeMap<>();
    private final List<String> staleCompletions = new ArrayList<>();

    /** One claim, with what was true when it was handed out. */
    record Handing(Moment.Claimed claimed, Instant due, boolean head, boolean leased) {
        Instant leaseUntil() {
            return claimed.claim().leaseUntil();
        }

        int attempt() {
            return claimed.claim().attempt();
        }
    }

    /** How a job went away. */
    enum End {
        DONE,
        CANCELLED
    }

    /** One job from the commit that added it to the one that took it away. A job that was parked and queued again has two lives. */
    static final class Life {
        final Job job;
        final Instant addedAt;
        final int order;
        final List<Handing> handings = new ArrayList<>();
        Instant due;
        Instant headSince;
        boolean held;
        boolean cancelled;
        Moment.@Nullable Committed firstEnd;
        Moment.@Nullable Committed lastEnd;

        @Nullable
        End end;

        private Life(Job job, Instant addedAt, int order) {
            this.job = job;
            this.addedAt = addedAt;
            this.order = order;
            this.due = job.due();
            this.headSince = addedAt;
        }

        Optional<Handing> newest() {
            return handings.isEmpty() ? Optional.empty() : Optional.of(handings.get(handings.size() - 1));
        }

        boolean leasedAt(Instant now) {
            return newest().filter(last -> last.leaseUntil().isAfter(now)).isPresent();
        }
    }

    private JobBook() {}

    static JobBook of(List<Moment> moments) {
        JobBook book = new JobBook();
        for (Moment moment : moments) {
            if (moment instanceof Moment.Committed committed) {
                book.apply(committed);
            } else if (moment instanceof Moment.Claimed claimed) {
                book.apply(claimed);
            }
        }
        return book;
    }

    /** Every life in the order in which jobs were added. */
    List<Life> lives() {
        return lives;
    }

    /** The lives of one job. */
    List<Life> lives(String jobId) {
        return byId.getOrDefault(jobId, List.of());
    }

    /** Those that no commit has taken away or marked for it. */
    List<Life> outstanding() {
        return outstanding.values().stream().filter(life -> !life.cancelled).toList();
    }

    /** Completions that were applied though a later claim had been handed out, or the job was gone. */
    List<String> staleCompletions() {
        return staleCompletions;
    }

    boolean head(Life life) {
        return life.job.lane().isEmpty()
                || lanes.getOrDefault(life.job.lane().get(), new TreeMap<>())
                                .firstEntry()
                                .getValue()
                        == life;
    }

    private void apply(Moment.Claimed claimed) {
        Claim claim = claimed.claim();
        Life life = outstanding.get(claim.job().id());
        if (life == null) {
            Life ghost = new Life(claim.job(), claimed.at(), lives.size());
            ghost.handings.add(new Handing(claimed, claim.job().due(), false, false));
            ghost.end = End.DONE;
            live(ghost);
            return;
        }
        life.job.lane().ifPresent(lane -> purge(lane, claimed.at()));
        boolean leased = life.held && life.leasedAt(claimed.at());
        life.handings.add(new Handing(claimed, life.due, head(life), leased));
        life.held = true;
    }

    /** A job that was cancelled while it was claimed blocks its lane until its lease ends. */
    private void purge(String lane, Instant now) {
        NavigableMap<Integer, Life> waiting = lanes.getOrDefault(lane, new TreeMap<>());
        while (!waiting.isEmpty()) {
            Life first = waiting.firstEntry().getValue();
            if (!first.cancelled || first.leasedAt(now)) {
                return;
            }
            remove(first, End.CANCELLED, now);
        }
    }

    private void apply(Moment.Committed committed) {
        Commit commit = committed.commit();
        for (Completion completion : commit.completions()) {
            complete(committed, completion);
        }
        commit.cancelledTimers().forEach(key -> cancel(committed, timers.get(key)));
        commit.cancelledJobs().forEach(id -> cancel(committed, outstanding.get(id)));
        commit.jobs().forEach(job -> add(committed, job));
    }

    private void complete(Moment.Committed committed, Completion completion) {
        Life life = outstanding.get(completion.jobId());
        if (life == null || life.newest().map(Handing::attempt).orElse(0) != completion.attempt() || !life.held) {
            staleCompletions.add("the completion of attempt " + completion.attempt() + " of job " + completion.jobId()
                    + " was applied at " + committed.at());
            return;
        }
        if (life.firstEnd == null) {
            life.firstEnd = committed;
        }
        life.lastEnd = committed;
        life.held = false;
        if (life.cancelled) {
            remove(life, End.CANCELLED, committed.at());
        } else if (completion.retryAt().isEmpty()) {
            remove(life, End.DONE, committed.at());
        } else {
            life.due = completion.retryAt().get();
        }
    }

    private void cancel(Moment.Committed committed, @Nullable Life life) {
        if (life == null || life.cancelled) {
            return;
        }
        life.job.timer().ifPresent(key -> timers.remove(key, life));
        if (life.held) {
            life.cancelled = true;
        } else {
            remove(life, End.CANCELLED, committed.at());
        }
    }

    private void live(Life life) {
        lives.add(life);
        byId.computeIfAbsent(life.job.id(), id -> new ArrayList<>(1)).add(life);
    }

    private void add(Moment.Committed committed, Job job) {
        Life life = new Life(job, committed.at(), lives.size());
        live(life);
        job.timer().ifPresent(key -> cancel(committed, timers.get(key)));
        job.timer().ifPresent(key -> timers.put(key, life));
        outstanding.put(job.id(), life);
        job.lane()
                .ifPresent(lane ->
                        lanes.computeIfAbsent(lane, name -> new TreeMap<>()).put(life.order, life));
    }

    private void remove(Life life, End end, Instant at) {
        life.end = end;
        outstanding.remove(life.job.id(), life);
        life.job.timer().ifPresent(key -> timers.remove(key, life));
        life.job.lane().ifPresent(lane -> {
            NavigableMap<Integer, Life> waiting = lanes.getOrDefault(lane, new TreeMap<>());
            boolean head = !waiting.isEmpty() && waiting.firstEntry().getValue() == life;
            waiting.remove(life.order);
            if (waiting.isEmpty()) {
                lanes.remove(lane);
            } else if (head) {
                waiting.firstEntry().getValue().headSince = at;
            }
        });
    }

    private static int compare(TimerKey a, TimerKey b) {
        int bySubject = a.subject().compareTo(b.subject());
        return bySubject != 0 ? bySubject : a.name().compareTo(b.name());
    }
}
