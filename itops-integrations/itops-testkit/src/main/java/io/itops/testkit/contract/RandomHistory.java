package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A seeded history of commits, claims and passing time, played to a store and to {@link ReferenceJobs} at once. */
final class RandomHistory {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final List<Set<String>> TYPES =
            List.of(Set.of("alpha", "beta"), Set.of("alpha"), Set.of("beta"), Set.of("alpha", "beta", "none"));

    private final StoreFixture on;
    private final long seed;
    private final SplittableRandom random;
    private final ReferenceJobs reference = new ReferenceJobs();
    private final List<Claim> claimed = new ArrayList<>();
    private final List<String> ids = new ArrayList<>(List.of("none"));
    private int step;
    private int refused;
    private int handedOut;

    RandomHistory(StoreFixture on, long seed) {
        this.on = on;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Plays the history; fails at the first step at which the store does otherwise than the rules say. */
    void play(int steps) {
        for (step = 1; step <= steps; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> commit();
                case 2, 3 -> claim();
                default -> on.clock.advance(Duration.ofSeconds(random.nextInt(8)));
            }
        }
        assertThat(handedOut).as("claims in the history of seed %s", seed).isGreaterThan(steps / 5);
        assertThat(refused)
                .as("refused commits in the history of seed %s", seed)
                .isPositive();
    }

    private void commit() {
        Commit commit;
        try {
            commit = next();
        } catch (InvalidInputException e) {
            return; // the same job twice in a commit: refused before it reaches a store
        }
        Set<String> conflicts = reference.conflicts(commit);
        try {
            CommitResult result = on.store.commit(commit);
            assertThat(conflicts)
                    .as("reasons to refuse the applied commit, %s", here())
                    .isEmpty();
            assertThat(result.completions()).as("completions, %s", here()).isEqualTo(reference.apply(commit));
        } catch (ConflictException e) {
            refused++;
            assertThat(conflicts.stream().map(id -> Ref.of("job", id)))
                    .as("what stood against the refused commit, %s", here())
                    .contains(e.entity());
        }
    }

    private Commit next() {
        Commit.Builder commit = Commit.builder();
        for (int i = random.nextInt(3); i > 0; i--) {
            commit.job(job());
        }
        for (int i = random.nextInt(3); i > 0 && !claimed.isEmpty(); i--) {
            // Mostly the newest claims, so that most completions hold.
            Claim claim = claimed.get(claimed.size() - 1 - random.nextInt(Math.min(6, claimed.size())));
            if (!reference.isOpen(claim.job().id(), on.clock.instant())) {
                commit.complete(random.nextInt(3) == 0 ? Completion.retry(claim, soon()) : Completion.done(claim));
            }
        }
        if (random.nextInt(6) == 0) {
            commit.cancelTimer(StoreFixture.key("timer-" + random.nextInt(3)));
        }
        if (random.nextInt(6) == 0) {
            commit.cancelJob(ids.get(ids.size() - 1 - random.nextInt(Math.min(12, ids.size()))));
        }
        return commit.build();
    }

    private Job job() {
        String type = random.nextBoolean() ? "alpha" : "beta";
        boolean again = random.nextInt(12) == 0;
        String id = again ? ids.get(random.nextInt(ids.size())) : "job-" + ids.size();
        ids.add(id);
        return switch (random.nextInt(4)) {
            case 0 -> Job.timer(id, type, StoreFixture.key("timer-" + random.nextInt(3)), soon(), "{}");
            case 1 -> new Job(id, type, Optional.empty(), Optional.empty(), soon(), "{}");
            default -> Job.inLane(id, type, "lane-" + random.nextInt(3), soon(), "{}");
        };
    }

    private Instant soon() {
        return on.clock.instant().plusSeconds(random.nextInt(12) - 4L);
    }

    private void claim() {
        ClaimRequest request = new ClaimRequest(
                TYPES.get(random.nextInt(TYPES.size())), on.clock.instant(), 1 + random.nextInt(4), LEASE);
        List<Claim> expected = reference.claim(request, on.clock.instant());
        Claims claims = on.store.claim(request);
        assertThat(claims.claims()).as("claims, %s", here()).isEqualTo(expected);
        reference
                .next(request.types(), request.now())
                .ifPresent(next -> assertThat(claims.nextDue())
                        .as("next instant, %s", here())
                        .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(next)));
        claimed.addAll(expected);
        handedOut += expected.size();
    }

    private String here() {
        return "seed " + seed + ", step " + step + ", " + Map.of("now", on.clock.instant());
    }
}
