package io.itops.testkit.contract;

import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@link StoreOperations} say to a store and what they understand of its answers. Everything that is said is made once, so that
 * schedules are spent on the store.
 */
final class StoreWords {
    private static final int JOBS = 3;

    /** A record of the version that was seen is followed by the next, and the journal says so. */
    private static final List<List<Commit>> PUT = table(2, JOBS, StoreWords::next);

    /** A record is put where it and the other one are absent: two that do so must not both get through (write skew). */
    private static final List<Commit> PUT_UNLESS = list(
            2,
            thing -> Commit.builder()
                    .put(StoreFixture.record("thing-" + thing, 1), 0)
                    .expect(StoreFixture.ref("thing-" + (1 - thing)), 0)
                    .build());

    /** A record, its entry in the journal and a job are put together or not at all. */
    private static final List<List<Commit>> PUT_WITH_JOB = table(
            2,
            JOBS,
            (thing, job) -> Commit.builder()
                    .put(StoreFixture.record("thing-" + thing, 1), 0)
                    .event(StoreFixture.event("put"))
                    .job(job(job))
                    .build());

    private static final List<Commit> ADD =
            list(JOBS, job -> Commit.builder().job(job(job)).build());

    private static final List<List<Commit>> DONE = table(
            JOBS,
            3,
            (job, attempt) -> Commit.builder()
                    .complete(new Completion("job-" + job, Math.max(1, attempt), Optional.empty()))
                    .build());

    private static final List<Commit> RETRY = list(
            JOBS,
            job -> Commit.builder()
                    .complete(new Completion("job-" + job, 1, Optional.of(StoreFixture.START)))
                    .build());

    private static final List<Commit> CANCEL =
            list(JOBS, job -> Commit.builder().cancelJob("job-" + job).build());

    private static final List<ClaimRequest> CLAIM = list(
            JOBS,
            more -> new ClaimRequest(Set.of(StoreFixture.WORK), StoreFixture.START, more + 1, StoreFixture.LEASE));

    private StoreWords() {}

    static Commit put(int thing, int version) {
        return PUT.get(thing).get(version);
    }

    static Commit putUnless(int thing) {
        return PUT_UNLESS.get(thing);
    }

    static Commit putWithJob(int thing, int job) {
        return PUT_WITH_JOB.get(thing).get(job);
    }

    static Commit add(int job) {
        return ADD.get(job);
    }

    static Commit done(int job, int attempt) {
        return DONE.get(job).get(attempt);
    }

    static Commit retry(int job) {
        return RETRY.get(job);
    }

    static Commit cancel(int job) {
        return CANCEL.get(job);
    }

    static ClaimRequest claim(int more) {
        return CLAIM.get(more);
    }

    private static Commit next(int thing, int version) {
        return Commit.builder()
                .put(StoreFixture.record("thing-" + thing, version + 1L), version)
                .event(StoreFixture.event("put"))
                .build();
    }

    /** Two jobs share a lane, the third stands alone. */
    private static Job job(int job) {
        return job < 2
                ? StoreFixture.inLane("job-" + job, "lane", StoreFixture.START)
                : StoreFixture.free("job-" + job, StoreFixture.START);
    }

    static String applied(CommitResult result) {
        return applied(result.firstSequence(), result.completions());
    }

    static String applied(long sequence, Map<String, Completion.Status> completions) {
        return "applied " + sequence + ' ' + completions;
    }

    static String handedOut(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.job().id() + '#' + claim.attempt())
                .collect(Collectors.joining(" ", "handed out: ", ""));
    }

    private static <T> List<T> list(int size, java.util.function.IntFunction<T> of) {
        return IntStream.range(0, size).mapToObj(of).toList();
    }

    private interface OfTwo {
        Commit of(int first, int second);
    }

    private static List<List<Commit>> table(int rows, int columns, OfTwo of) {
        return list(rows, row -> list(columns, column -> of.of(row, column)));
    }
}
