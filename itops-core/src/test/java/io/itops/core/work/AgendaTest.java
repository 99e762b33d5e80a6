package io.itops.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ClosedException;
import io.itops.core.InvalidInputException;
import io.itops.core.Kernel;
import io.itops.core.Kernels;
import io.itops.core.Limits;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.journal.Journal;
import io.itops.core.record.Tree;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AgendaTest {
    private static final Tree.Obj NOTHING = Tree.Obj.of(Map.of());
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(30), 4, 3, 3, Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Kernel kernel = Kernels.with(store, clock, LIMITS);
    private final Agenda agenda = new Agenda(kernel);
    private final List<String> ran = new ArrayList<>();

    private String enqueue(String type, String lane) {
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        String id = unit.enqueue(type, lane, clock.instant(), NOTHING);
        unit.commit();
        return id;
    }

    private void passTo(Duration later) {
        Instant end = clock.instant().plus(later);
        for (var next = agenda.runDue(); next.isPresent() && !next.get().isAfter(end); next = agenda.runDue()) {
            clock.set(next.get());
        }
        clock.set(end);
    }

    @Test
    void jobsOfALaneRunInTheOrderInWhichTheyWereCommitted() {
        agenda.register("a.job", (claim, unit) -> {
            ran.add(claim.job().id());
            return JobOutcome.DONE;
        });
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(enqueue("a.job", "lane"));
        }
        agenda.runDue();
        assertThat(ran).isEqualTo(ids);
    }

    @Test
    void aRetryingHeadBlocksItsLaneAndNoOther() {
        String[] poison = {enqueue("a.job", "one")};
        String behind = enqueue("a.job", "one");
        String other = enqueue("a.job", "two");
        agenda.register("a.job", (claim, unit) -> {
            ran.add(claim.job().id() + "#" + claim.attempt());
            return claim.job().id().equals(poison[0]) && claim.attempt() < 2
                    ? new JobOutcome.Retry(unit.now().plusSeconds(60), "not yet")
                    : JobOutcome.DONE;
        });
        assertThat(agenda.runDue()).contains(clock.instant().plusSeconds(60));
        assertThat(ran).containsExactly(poison[0] + "#1", other + "#1");
        passTo(Duration.ofSeconds(60));
        assertThat(ran).containsExactly(poison[0] + "#1", other + "#1", poison[0] + "#2", behind + "#1");
    }

    @Test
    void aHandlerThatMeetsAClosedInstanceLeavesItsJobToTheLease() {
        String job = enqueue("a.job", "lane");
        agenda.register("a.job", (claim, unit) -> {
            ran.add(claim.job().id() + "#" + claim.attempt());
            if (claim.attempt() == 1) {
                throw new ClosedException("instance");
            }
            return JobOutcome.DONE;
        });
        Duration lease = LIMITS.lease();
        assertThat(agenda.runDue()).contains(clock.instant().plus(lease));
        passTo(lease.minusMillis(1));
        assertThat(ran).containsExactly(job + "#1");
        passTo(Duration.ofMillis(2));
        assertThat(ran).containsExactly(job + "#1", job + "#2");
        assertThat(agenda.parked()).isEmpty();
    }

    @Test
    void aHandlerThatThrowsIsTriedAgainWithGrowingPausesAndThenParked() {
        List<Instant> at = new ArrayList<>();
        String poison = enqueue("a.job", "lane");
        String behind = enqueue("a.job", "lane");
        agenda.register("a.job", (claim, unit) -> {
            if (claim.job().id().equals(poison)) {
                at.add(unit.now());
                throw new IllegalStateException("poison");
            }
            ran.add(claim.job().id());
            return JobOutcome.DONE;
        });
        Instant start = clock.instant();
        passTo(Duration.ofMinutes(1));
        assertThat(at).containsExactly(start, start.plusSeconds(1), start.plusSeconds(3));
        assertThat(ran).containsExactly(behind);
        assertThat(agenda.parked()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(poison);
            assertThat(job.attempts()).isEqualTo(3);
            assertThat(job.reason()).contains("poison");
        });
        assertThat(new Journal(store).about(Ref.of("job", poison)))
                .extracting(entry -> entry.event().type())
                .containsExactly("job.parked");
    }

    @Test
    void aJobWhoseWorkersDieAgainAndAgainIsParkedWithTheNumberOfAttemptsThatItHad() {
        String id = enqueue("a.job", "lane");
        agenda.register("a.job", (claim, unit) -> {
            ran.add(claim.job().id());
            return JobOutcome.DONE;
        });
        for (int i = 0; i < LIMITS.maxAttempts(); i++) {
            assertThat(store.claim(new ClaimRequest(Set.of("a.job"), clock.instant(), 1, LIMITS.lease()))
                            .claims())
                    .hasSize(1);
            clock.advance(LIMITS.lease());
        }
        agenda.runDue();
        assertThat(ran).isEmpty();
        assertThat(agenda.parked()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.reason()).isEqualTo("given up after 3 attempts");
            assertThat(job.attempts()).isEqualTo(3);
        });
    }

    @Test
    void aParkedJobCanBeQueuedAgainUnderItsOwnId() {
        boolean[] broken = {true};
        agenda.register("a.job", (claim, unit) -> {
            ran.add(claim.job().id());
            return broken[0] ? new JobOutcome.Park("broken", List.of()) : JobOutcome.DONE;
        });
        String id = enqueue("a.job", "lane");
        agenda.runDue();
        broken[0] = false;
        agenda.requeue(id, Actor.user("ann"));
        agenda.runDue();
        assertThat(ran).containsExactly(id, id);
        assertThat(agenda.parked()).isEmpty();
        assertThat(new Journal(store).about(Ref.of("job", id)))
                .extracting(entry -> entry.event().type())
                .containsExactly("job.parked", "job.requeued");
    }

    @Test
    void aStackOverflowInAHandlerIsAFailureLikeAnyOther() {
        agenda.register("a.job", (claim, unit) -> {
            throw new StackOverflowError();
        });
        enqueue("a.job", "lane");
        passTo(Duration.ofMinutes(1));
        assertThat(agenda.parked()).hasSize(1);
    }

    @Test
    void aJobWhoseWorkersDiedIsTriedAgainAfterTheLeaseAndParkedInTheEnd() {
        String id = enqueue("a.job", "lane");
        for (int crash = 1; crash <= 3; crash++) {
            assertThat(store.claim(new ClaimRequest(Set.of("a.job"), clock.instant(), 1, LIMITS.lease()))
                            .claims())
                    .singleElement()
                    .extracting(Claim::attempt)
                    .isEqualTo(crash);
            clock.advance(LIMITS.lease());
        }
        agenda.register("a.job", (claim, unit) -> JobOutcome.DONE);
        agenda.runDue();
        assertThat(agenda.parked()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(id);
            assertThat(job.reason()).contains("3 attempts");
        });
    }

    @Test
    void aDecisionIsMadeAnewAfterAConflict() {
        agenda.register("a.job", (claim, unit) -> {
            ran.add("decided");
            unit.find(ParkedJob.TYPE, "x");
            if (ran.size() == 1) {
                UnitOfWork rival = new UnitOfWork(kernel, Actor.user("bob"));
                rival.put(ParkedJob.TYPE, parked("x"));
                rival.commit();
            }
            return JobOutcome.DONE;
        });
        enqueue("a.job", "lane");
        agenda.runDue();
        assertThat(ran).containsExactly("decided", "decided");
        assertThat(agenda.runDue()).isEmpty();
    }

    private ParkedJob parked(String id) {
        return new ParkedJob(
                id, "a.job", Optional.empty(), Optional.empty(), "{}", 1, "test", List.of(), clock.instant());
    }

    @Test
    void aTimerThatItsOwnHandlerSetsAnewRingsAgain() {
        TimerKey key = new TimerKey(Ref.of("box", "a"), "ring");
        agenda.register("a.ring", (claim, unit) -> {
            ran.add(unit.now().toString());
            if (ran.size() < 3) {
                unit.setTimer(key, "a.ring", unit.now().plusSeconds(10), NOTHING);
            }
            return JobOutcome.DONE;
        });
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        unit.setTimer(key, "a.ring", clock.instant().plusSeconds(10), NOTHING);
        unit.commit();
        passTo(Duration.ofMinutes(5));
        assertThat(ran).containsExactly("2026-11-24T02:00:10Z", "2026-11-24T02:00:20Z", "2026-11-24T02:00:30Z");
    }

    @Test
    void aParkedTimerNamesItsSubjectAndRingsAgainUnderItsKeyWhenItIsQueuedAgain() {
        TimerKey key = new TimerKey(Ref.of("box", "a"), "ring");
        boolean[] broken = {true};
        agenda.register("a.ring", (claim, unit) -> {
            if (broken[0]) {
                throw new IllegalStateException("broken");
            }
            ran.add(claim.job().timer().orElseThrow().toString());
            return JobOutcome.DONE;
        });
        UnitOfWork unit = new UnitOfWork(kernel, Actor.user("ann"));
        unit.setTimer(key, "a.ring", clock.instant(), NOTHING);
        unit.commit();
        passTo(Duration.ofMinutes(1));
        assertThat(new Journal(store).about(key.subject())).hasSize(1);
        broken[0] = false;
        agenda.requeue(agenda.parked().get(0).id(), Actor.user("ann"));
        agenda.runDue();
        assertThat(ran).containsExactly(key.toString());
    }

    /** An effect whose attempts are completed by the test. */
    private class Remote implements EffectHandler<String> {
        private final List<CompletableFuture<String>> attempts = new ArrayList<>();
        private final List<Integer> claims = new ArrayList<>();

        @Override
        public CompletionStage<String> begin(Claim claim) {
            claims.add(claim.attempt());
            CompletableFuture<String> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            return attempt;
        }

        @Override
        public JobOutcome end(Claim claim, @Nullable String result, @Nullable Throwable failure, UnitOfWork unit) {
            ran.add(
                    failure == null
                            ? String.valueOf(result)
                            : failure.getClass().getSimpleName());
            return failure == null ? JobOutcome.DONE : new JobOutcome.Retry(unit.now(), "again");
        }

        @Override
        public Duration attemptLimit() {
            return Duration.ofSeconds(10);
        }
    }

    @Test
    void anAttemptUnderWayHoldsUpNothingAndEndsWhenItsStageCompletes() {
        Remote remote = new Remote();
        agenda.register("a.effect", remote);
        agenda.register("a.job", (claim, unit) -> {
            ran.add("job");
            return JobOutcome.DONE;
        });
        enqueue("a.effect", "remote");
        enqueue("a.job", "local");
        assertThat(agenda.runDue()).contains(clock.instant().plusSeconds(10));
        assertThat(ran).containsExactly("job");
        remote.attempts.get(0).complete("accepted");
        assertThat(agenda.runDue()).isEmpty();
        assertThat(ran).containsExactly("job", "accepted");
    }

    @Test
    void anAttemptWithoutAnAnswerEndsAtItsLimitAndItsLateAnswerIsIgnored() {
        Remote remote = new Remote();
        agenda.register("a.effect", remote);
        enqueue("a.effect", "remote");
        agenda.runDue();
        clock.advance(Duration.ofSeconds(10));
        agenda.runDue();
        assertThat(ran).containsExactly(TimeoutException.class.getSimpleName());
        assertThat(remote.attempts).hasSize(2);
        assertThat(remote.attempts.get(0)).isCancelled();
        remote.attempts.get(1).complete("accepted");
        agenda.runDue();
        assertThat(ran).containsExactly(TimeoutException.class.getSimpleName(), "accepted");
    }

    @Test
    void anAttemptLimitOfHalfTheLeaseIsRefused() {
        Remote slow = new Remote() {
            @Override
            public Duration attemptLimit() {
                return Duration.ofSeconds(15);
            }
        };
        assertThatThrownBy(() -> agenda.register("a.effect", slow))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("attempt limit of a.effect must be below half of the lease, PT15S, but was PT15S");
    }

    @Test
    void aSecondHandlerOfAJobTypeIsRefused() {
        agenda.register("a.job", (claim, unit) -> JobOutcome.DONE);
        assertThatThrownBy(() -> agenda.register("a.job", (claim, unit) -> JobOutcome.DONE))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void startedWorkersRunWhatIsCommittedAndStopWhenClosed() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(50);
        agenda.register("a.job", (claim, unit) -> {
            done.countDown();
            return JobOutcome.DONE;
        });
        agenda.start(2);
        for (int i = 0; i < 50; i++) {
            enqueue("a.job", "lane " + i % 5);
            agenda.wake();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        agenda.close();
        assertThatThrownBy(() -> agenda.start(1)).isInstanceOf(ClosedException.class);
    }

    @Test
    void anEffectWhoseLimitWouldEndAfterItsLeaseIsNotBegunUnderIt() {
        Remote remote = new Remote();
        agenda.register("a.effect", remote);
        agenda.register("a.slow", (claim, unit) -> {
            clock.advance(Duration.ofSeconds(20).plusMillis(1));
            return JobOutcome.DONE;
        });
        enqueue("a.slow", "local");
        enqueue("a.effect", "remote");
        agenda.runDue();
        assertThat(remote.claims).containsExactly(2);
    }

    @Test
    void anEffectWhoseLimitEndsWithItsLeaseIsBegun() {
        Remote remote = new Remote();
        agenda.register("a.effect", remote);
        agenda.register("a.slow", (claim, unit) -> {
            clock.advance(Duration.ofSeconds(20));
            return JobOutcome.DONE;
        });
        enqueue("a.slow", "local");
        enqueue("a.effect", "remote");
        agenda.runDue();
        assertThat(remote.claims).containsExactly(1);
    }

    @Test
    @Timeout(60)
    void closingHandsNothingNewOutThoughWorkKeepsComing() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(100);
        Set<String> begun = ConcurrentHashMap.newKeySet();
        agenda.register("a.job", (claim, unit) -> {
            begun.add(claim.job().id());
            running.countDown();
            unit.enqueue("a.job", "lane " + claim.job().id(), unit.now(), NOTHING);
            return JobOutcome.DONE;
        });
        for (int i = 0; i < 10; i++) {
            enqueue("a.job", "lane " + i);
        }
        agenda.start(2);
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        agenda.close();

        List<Claim> left = store.claim(new ClaimRequest(Set.of("a.job"), clock.instant(), 100, LIMITS.lease()))
                .claims();
        assertThat(left).as("jobs that no worker holds").hasSize(10);
        assertThat(left).extracting(claim -> claim.job().id()).doesNotContainAnyElementsOf(begun);
    }

    @Test
    @Timeout(60)
    void closingWaitsForAJobThatIsBeingDecidedNoLongerThanALease() throws InterruptedException {
        Agenda agendaOfShortLeases = new Agenda(Kernels.with(store, clock, LIMITS.withLease(Duration.ofSeconds(1))));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        agendaOfShortLeases.register("a.job", (claim, unit) -> {
            begun.countDown();
            awaitUninterruptibly(end);
            return JobOutcome.DONE;
        });
        enqueue("a.job", "lane");
        agendaOfShortLeases.start(1);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        agendaOfShortLeases.close();
        assertThat(end.getCount()).as("the handler is still at it").isEqualTo(1);
        end.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("a worker is not interrupted", e);
        }
    }
}
