package io.itops.jdbc;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Job;
import io.itops.core.store.TimerKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of jobs as claims change it. */
final class ClaimRows {
    private static final String ENDED = "SELECT job_order, lane, claim_state, attempt, not_before FROM itops_job"
            + " WHERE ready_at = ? AND lease_until <= ? ORDER BY ready_at, lease_until";
    private static final String READY_AGAIN = "UPDATE itops_job SET ready_at = ? WHERE job_order = ?";
    private static final String READY = "SELECT job_order, ready_at FROM itops_job"
            + " WHERE type = ? AND ready_at <= ? ORDER BY type, ready_at, job_order LIMIT ?";
    private static final String JOB = "SELECT id, type, lane, timer_type, timer_id, timer_name, due, payload, attempt"
            + " FROM itops_job WHERE job_order = ?";
    private static final String CLAIM =
            "UPDATE itops_job SET claim_state = 1, attempt = ?, ready_at = ?, lease_until = ?" + " WHERE job_order = ?";
    private static final String LEASES = "SELECT type, claim_state, MIN(lease_until) FROM itops_job"
            + " WHERE ready_at = ? AND lease_until <= ? GROUP BY type, claim_state";

    private static final Comparator<Ready> BY_DUE =
            Comparator.comparingLong(Ready::at).thenComparingLong(Ready::order);

    private final Statements statements;
    private final JobRows jobs;

    /** A job that can be handed out from an instant on. */
    private record Ready(long order, long at) {}

    /** The earliest end of a lease of a type, of claims that are marked or not. */
    private record LeaseEnd(String type, boolean marked, long at) {
        static LeaseEnd read(ResultSet row) throws SQLException {
            return new LeaseEnd(row.getString(1), row.getInt(2) == JobRows.MARKED, row.getLong(3));
        }
    }

    ClaimRows(Statements statements, JobRows jobs) {
        this.statements = statements;
        this.jobs = jobs;
    }

    Claims claim(ClaimRequest request, Instant leaseNow) throws SQLException {
        Instant until = Require.instant("lease end", leaseNow.plus(request.lease()));
        release(Micros.of(leaseNow));
        List<Ready> ready = ready(request);
        long now = Micros.of(request.now());
        List<Claim> claims = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        for (Ready job : ready) {
            if (job.at() > now || claims.size() == request.max()) {
                next = OptionalLong.of(job.at());
                break;
            }
            claims.add(claim(job.order(), until));
        }
        return new Claims(claims, earliest(next, leaseEnd(request, Micros.of(leaseNow))));
    }

    /** Lets jobs whose lease has ended be handed out again, and drops the cancelled ones. */
    private void release(long leaseNow) throws SQLException {
        for (JobRows.Standing job : statements.list(ENDED, JobRows.Standing::read, Micros.NEVER, leaseNow)) {
            if (job.claimState() == JobRows.MARKED) {
                jobs.drop(job);
            } else {
                // The job stays claimed: a completion of it is good until a later claim is handed out.
                statements.change(READY_AGAIN, job.notBefore(), job.order());
            }
        }
    }

    /** The first few jobs of the types asked for, by the instant from which they can be handed out: one more than wanted of each type. */
    private List<Ready> ready(ClaimRequest request) throws SQLException {
        List<Ready> ready = new ArrayList<>();
        for (String type : request.types()) {
            ready.addAll(statements.list(
                    READY, row -> new Ready(row.getLong(1), row.getLong(2)), type, Micros.LAST, request.max() + 1));
        }
        ready.sort(BY_DUE);
        return ready;
    }

    private Claim claim(long order, Instant until) throws SQLException {
        Claim claim = statements.one(JOB, row -> new Claim(job(row), row.getInt(9) + 1, until), order);
        if (claim == null) {
            throw new SQLException("job that is ready must be there, but was gone: " + order);
        }
        statements.change(CLAIM, claim.attempt(), Micros.NEVER, Micros.of(until), order);
        return claim;
    }

    private static Job job(ResultSet row) throws SQLException {
        String timerType = row.getString(4);
        return new Job(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                timerType == null
                        ? Optional.empty()
                        : Optional.of(new TimerKey(Ref.of(timerType, row.getString(5)), row.getString(6))),
                Micros.instant(row.getLong(7)),
                row.getString(8));
    }

    /** The first end of a lease, as far ahead of the request's instant as it is on the store's clock. */
    private OptionalLong leaseEnd(ClaimRequest request, long leaseNow) throws SQLException {
        long now = Micros.of(request.now());
        // The end of a marked job's lease lets its lane go on, whatever its own type is.
        return statements.list(LEASES, LeaseEnd::read, Micros.NEVER, Micros.LAST).stream()
                .filter(end -> end.marked() || request.types().contains(end.type()))
                .mapToLong(end -> now + (end.at() - leaseNow))
                .min();
    }

    private static Optional<Instant> earliest(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() && b.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Micros.instant(Math.min(a.orElse(Micros.NEVER), b.orElse(Micros.NEVER))));
    }
}
