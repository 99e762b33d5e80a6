package io.itops.jdbc;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import io.itops.core.store.TimerKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of jobs and lanes as commits change them. A job can be handed out when {@code ready_at} says so: it is an instant for
 * one that is free (or whose lease has ended) and heads its lane if it has one, and never for all others. So the jobs to hand out are the
 * first few of one index, however many wait behind the heads of their lanes.
 */
final class JobRows {
    /** May be handed out in its turn. */
    static final int FREE = 0;

    /** Was handed out and not completed, even if its lease has ended. */
    static final int CLAIMED = 1;

    /** Was cancelled while it was claimed. */
    static final int MARKED = 2;

    private static final String STANDING = "job_order, lane, claim_state, attempt, not_before";
    private static final String BY_ID = "SELECT " + STANDING + " FROM itops_job WHERE id = ?";
    private static final String BY_TIMER =
            "SELECT " + STANDING + " FROM itops_job WHERE timer_type = ? AND timer_id = ? AND timer_name = ?";
    private static final String BEHIND =
            "SELECT " + STANDING + " FROM itops_job WHERE lane = ? AND job_order > ? ORDER BY lane, job_order LIMIT 1";
    private static final String ATTEMPT = "SELECT attempt FROM itops_job WHERE id = ?";
    private static final String INSERT =
            "INSERT INTO itops_job (job_order, id, type, lane, timer_type, timer_id, timer_name,"
                    + " due, payload, not_before, ready_at, lease_until, attempt, claim_state)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)";
    private static final String RETRY = "UPDATE itops_job SET claim_state = 0, not_before = ?, ready_at = ?,"
            + " lease_until = ? WHERE job_order = ?";
    private static final String READY = "UPDATE itops_job SET ready_at = ? WHERE job_order = ?";
    private static final String MARK = "UPDATE itops_job SET claim_state = 2, ready_at = ?,"
            + " timer_type = NULL, timer_id = NULL, timer_name = NULL WHERE job_order = ?";
    private static final String DELETE = "DELETE FROM itops_job WHERE job_order = ?";
    private static final String HEAD = "SELECT head FROM itops_lane WHERE lane = ?";
    private static final String NEW_LANE = "INSERT INTO itops_lane (lane, head) VALUES (?, ?)";
    private static final String NEXT_HEAD = "UPDATE itops_lane SET head = ? WHERE lane = ?";
    private static final String END_LANE = "DELETE FROM itops_lane WHERE lane = ?";

    private final Statements statements;
    private final HeadRow head;

    /** What changes about a job, and what its change needs to know. */
    record Standing(long order, @Nullable String lane, int claimState, int attempt, long notBefore) {
        static Standing read(ResultSet row) throws SQLException {
            return new Standing(row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4), row.getLong(5));
        }
    }

    JobRows(Statements statements, HeadRow head) {
        this.statements = statements;
        this.head = head;
    }

    /** Refuses a commit that completes a claim that is not the newest, or adds a job that is outstanding. */
    void check(Commit commit) throws SQLException {
        Set<String> leaving = new HashSet<>();
        for (Completion completion : commit.completions()) {
            Standing job = byId(completion.jobId());
            int newest = job == null ? 0 : job.attempt();
            if (job == null || job.claimState() == FREE || newest != completion.attempt()) {
                throw new ConflictException(Ref.of("job", completion.jobId()), completion.attempt(), newest);
            }
            if (completion.retryAt().isEmpty() || job.claimState() == MARKED) {
                leaving.add(completion.jobId());
            }
        }
        for (Job job : commit.jobs()) {
            Integer attempt = statements.one(ATTEMPT, row -> row.getInt(1), job.id());
            if (attempt != null && !leaving.contains(job.id())) {
                throw new ConflictException(Ref.of("job", job.id()), 0, Math.max(1, attempt));
            }
        }
    }

    /** Completes, cancels and adds what a checked commit says, in this order. */
    Map<String, Completion.Status> apply(Commit commit) throws SQLException {
        Map<String, Completion.Status> statuses = new TreeMap<>();
        for (Completion completion : commit.completions()) {
            statuses.put(completion.jobId(), complete(completion));
        }
        for (TimerKey key : commit.cancelledTimers()) {
            cancel(byTimer(key));
        }
        for (String id : commit.cancelledJobs()) {
            cancel(byId(id));
        }
        for (Job job : commit.jobs()) {
            add(job);
        }
        return statuses;
    }

    private @Nullable Standing byId(String id) throws SQLException {
        return statements.one(BY_ID, Standing::read, id);
    }

    private @Nullable Standing byTimer(TimerKey key) throws SQLException {
        return statements.one(
                BY_TIMER, Standing::read, key.subject().type(), key.subject().id(), key.name());
    }

    private Completion.Status complete(Completion completion) throws SQLException {
        Standing job = byId(completion.jobId());
        if (job == null) {
            throw new SQLException("job that was checked must be there, but was gone: " + completion.jobId());
        }
        if (job.claimState() == MARKED) {
            drop(job);
            return Completion.Status.CANCELLED;
        }
        if (completion.retryAt().isEmpty()) {
            drop(job);
        } else {
            long retryAt = Micros.of(completion.retryAt().get());
            statements.change(RETRY, retryAt, retryAt, Micros.NEVER, job.order());
        }
        return Completion.Status.APPLIED;
    }

    private void cancel(@Nullable Standing job) throws SQLException {
        if (job == null) {
            return;
        }
        if (job.claimState() == FREE) {
            drop(job);
        } else {
            // Its timer's name is free for the next one, and the end of its lease stays: from then on it goes away by
            // itself.
            statements.change(MARK, Micros.NEVER, job.order());
        }
    }

    private void add(Job job) throws SQLException {
        if (job.timer().isPresent()) {
            cancel(byTimer(job.timer().get()));
        }
        long order = head.nextJobOrder();
        long due = Micros.of(job.due());
        boolean ready = job.lane().isEmpty() || enter(job.lane().get(), order);
        statements.change(
                INSERT,
                order,
                job.id(),
                job.type(),
                job.lane().orElse(null),
                job.timer().map(key -> key.subject().type()).orElse(null),
                job.timer().map(key -> key.subject().id()).orElse(null),
                job.timer().map(TimerKey::name).orElse(null),
                due,
                job.payload(),
                due,
                ready ? due : Micros.NEVER,
                Micros.NEVER);
    }

    /** Has a job enter a lane; true if the lane was empty, so that the job heads it. */
    private boolean enter(String lane, long order) throws SQLException {
        if (statements.one(HEAD, row -> row.getLong(1), lane) != null) {
            return false;
        }
        statements.change(NEW_LANE, lane, order);
        return true;
    }

    /** Takes a job out for good, and lets the next of its lane come forward. */
    void drop(Standing job) throws SQLException {
        statements.change(DELETE, job.order());
        String lane = job.lane();
        if (lane == null) {
            return;
        }
        Long headOfLane = statements.one(HEAD, row -> row.getLong(1), lane);
        if (headOfLane == null || headOfLane != job.order()) {
            return;
        }
        Standing next = statements.one(BEHIND, Standing::read, lane, job.order());
        if (next == null) {
            statements.change(END_LANE, lane);
        } else {
            statements.change(NEXT_HEAD, next.order(), lane);
            statements.change(READY, next.notBefore(), next.order());
        }
    }
}
