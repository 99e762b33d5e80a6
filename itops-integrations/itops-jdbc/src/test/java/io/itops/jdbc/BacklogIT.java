package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many jobs wait behind the heads of a few lanes, handing out the heads costs the same. */
class BacklogIT {
    private static final int LANES = 4;
    private static final int ROUNDS = 50;

    @TempDir
    private Path directory;

    @Test
    void aBacklogOfTenThousandDoesNotSlowClaims() {
        claimStaysFast(10_000);
    }

    @Test
    @Tag("campaign")
    void aBacklogOfTwoHundredThousandDoesNotSlowClaims() {
        claimStaysFast(200_000);
    }

    private void claimStaysFast(int backlog) {
        double before;
        try (JdbcStore store = open()) {
            add(store, 0, 2_000);
            claimAndComplete(store, "2,000 jobs, warming up");
            before = claimAndComplete(store, "2,000 jobs");
            add(store, 2_000, backlog);
            double loaded = claimAndComplete(store, backlog + " jobs");
            assertThat(loaded).isLessThan(10 * before + 20);
        }
        try (JdbcStore store = open()) {
            assertThat(claimAndComplete(store, backlog + " jobs, opened anew")).isLessThan(10 * before + 20);
        }
    }

    private JdbcStore open() {
        return JdbcStore.h2(directory)
                .leaseClock(InstantSource.fixed(Commits.START))
                .sync(false)
                .open();
    }

    private static void add(JdbcStore store, int from, int to) {
        for (int i = from; i < to; ) {
            Commit.Builder commit = Commit.builder();
            for (int end = Math.min(to, i + Commit.MAX_OPERATIONS); i < end; i++) {
                commit.job(Job.inLane("job-" + i, "send", "lane-" + i % LANES, Commits.START, "{\"n\":" + i + "}"));
            }
            store.commit(commit.build());
        }
    }

    /** Hands out the heads of all lanes and completes them, over and over; gives the milliseconds of one such round. */
    private static double claimAndComplete(JdbcStore store, String label) {
        ClaimRequest request =
                new ClaimRequest(Set.of("send", "ring", "tidy"), Commits.START, 64, Duration.ofSeconds(30));
        List<Claim> order = new ArrayList<>();
        long start = ManagementFactory.getRuntimeMXBean().getUptime();
        for (int round = 0; round < ROUNDS; round++) {
            Claims claims = store.claim(request);
            assertThat(claims.claims()).hasSize(LANES);
            order.addAll(claims.claims());
            Commit.Builder commit = Commit.builder();
            claims.claims().forEach(claim -> commit.complete(Completion.done(claim)));
            store.commit(commit.build());
        }
        double each = (ManagementFactory.getRuntimeMXBean().getUptime() - start) / (double) ROUNDS;
        assertThat(order).extracting(claim -> number(claim.job())).isSorted();
        System.out.printf(
                "backlog of %s in %d lanes: %.2f ms to claim the heads and complete them%n", label, LANES, each);
        return each;
    }

    private static int number(Job job) {
        return Integer.parseInt(job.id().substring("job-".length()));
    }
}
