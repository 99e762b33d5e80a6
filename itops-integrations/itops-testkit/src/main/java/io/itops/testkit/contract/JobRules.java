package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.LEASE;
import static io.itops.testkit.contract.StoreFixture.WORK;
import static io.itops.testkit.contract.StoreFixture.at;
import static io.itops.testkit.contract.StoreFixture.free;
import static io.itops.testkit.contract.StoreFixture.ids;
import static io.itops.testkit.contract.StoreFixture.inLane;
import static io.itops.testkit.contract.StoreFixture.json;
import static io.itops.testkit.contract.StoreFixture.key;
import static io.itops.testkit.contract.StoreFixture.record;
import static io.itops.testkit.contract.StoreFixture.ref;
import static io.itops.testkit.contract.StoreFixture.timer;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ConflictException;
import io.itops.core.store.Claim;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules 7, 9 to 12 and 14: who is handed which job, when, and how claims end. */
final class JobRules {
    private final StoreFixture on;

    JobRules(StoreFixture on) {
        this.on = on;
    }

    void nothingIsHandedOutBeforeItIsDue() {
        on.add(free("job", at(60)), timer("ring", "alarm", at(60)));
        Instant early = at(60).minusNanos(1_000);
        on.clock.set(at(3_600));
        assertThat(on.claim(Set.of(WORK), early, 10).claims())
                .as("jobs handed out a microsecond early, by the now of the request")
                .isEmpty();
        on.clock.set(at(0));
        assertThat(ids(on.claim(Set.of(WORK), at(60), 10).claims()))
                .as("jobs handed out when due by the now of the request")
                .containsExactly("job", "ring");
    }

    void claimedJobsStayWithTheirClaim() {
        on.add(free("job", at(0)));
        Claim claim = on.claimOne("job");
        assertThat(claim.leaseUntil()).as("end of the lease").isEqualTo(at(0).plus(LEASE));
        on.nothingIsHandedOut();
        assertThat(on.claim(Set.of(WORK), at(86_400), 10).claims())
                .as("jobs handed out because the request's now lies behind the lease")
                .isEmpty();
        on.clock.set(at(0).plus(LEASE).minusNanos(1_000));
        on.nothingIsHandedOut();
    }

    void leasesEndOnTheStoresClock() {
        on.add(free("job", at(0)));
        on.claimOne("job");
        on.clock.set(at(0).plus(LEASE));
        List<Claim> again = on.claim(Set.of(WORK), at(0), 10).claims();
        assertThat(ids(again)).as("jobs handed out when the lease is over").containsExactly("job");
        assertThat(again.get(0).leaseUntil()).isEqualTo(at(0).plus(LEASE).plus(LEASE));
    }

    void retriesComeNotBeforeTheirInstant() {
        on.add(free("job", at(0)));
        Claim claim = on.claimOne("job");
        on.commit(Commit.builder().complete(Completion.retry(claim, at(5))));
        on.clock.set(at(5).minusNanos(1_000));
        on.nothingIsHandedOut();
        on.clock.set(at(5));
        assertThat(on.claimOne("job").attempt()).as("attempt after a retry").isEqualTo(2);
    }

    void doneJobsAreGone() {
        on.add(free("job", at(0)));
        on.commit(Commit.builder().complete(Completion.done(on.claimOne("job"))));
        on.clock.set(at(3_600));
        on.nothingIsHandedOut();
    }

    void onlyTheTypesAskedForAreHandedOut() {
        on.add(
                new Job("a", "one", Optional.empty(), Optional.empty(), at(0), json("a")),
                new Job("b", "two", Optional.empty(), Optional.empty(), at(0), json("b")));
        assertThat(on.claim(Set.of(), at(0), 10).claims()).isEmpty();
        assertThat(on.claim(Set.of("three"), at(0), 10).claims()).isEmpty();
        assertThat(ids(on.claim(Set.of("two"), at(0), 10).claims())).containsExactly("b");
        assertThat(ids(on.claim(Set.of("one", "two"), at(0), 10).claims())).containsExactly("a");
    }

    void noJobIsHandedToTwo() {
        int jobs = 120;
        for (int i = 0; i < jobs; i++) {
            on.add(free("job-" + i, at(0)));
        }
        List<List<String>> handed = Race.run(4, () -> {
            List<String> mine = new ArrayList<>();
            List<Claim> claims = on.claim(3).claims();
            while (!claims.isEmpty()) {
                mine.addAll(ids(claims));
                assertThat(mine.size()).as("jobs handed to one thread").isLessThanOrEqualTo(jobs);
                claims = on.claim(3).claims();
            }
            return mine;
        });
        assertThat(handed.stream().flatMap(List::stream))
                .as("jobs handed out to four threads")
                .doesNotHaveDuplicates()
                .hasSize(jobs);
    }

    void eachClaimRaisesTheAttempt() {
        on.add(free("job", at(0)));
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(on.claimOne("job").attempt()).as("attempt").isEqualTo(attempt);
            on.clock.advance(LEASE);
        }
    }

    void overtakenCompletionsAreRefused() {
        on.add(free("job", at(0)));
        Claim first = on.claimOne("job");
        on.clock.set(at(0).plus(LEASE));
        Claim second = on.claimOne("job");
        on.refusedJob(Commit.builder().put(record("late", 1), 0).complete(Completion.done(first)), "job");
        assertThat(on.version("late")).as("what the overtaken worker wrote").isZero();
        on.refusedJob(Commit.builder().complete(Completion.retry(first, at(1))), "job");
        on.refusedJob(Commit.builder().complete(new Completion("job", 3, Optional.empty())), "job");
        CommitResult result = on.commit(Commit.builder().complete(Completion.done(second)));
        assertThat(result.completions())
                .containsEntry("job", Completion.Status.APPLIED)
                .hasSize(1);
        on.refusedJob(Commit.builder().complete(Completion.done(second)), "job");
        on.refusedJob(Commit.builder().complete(new Completion("never", 1, Optional.empty())), "never");
    }

    void theNewestCompletionHoldsAfterTheLease() {
        on.add(free("job", at(0)));
        Claim claim = on.claimOne("job");
        on.clock.set(at(0).plus(LEASE.multipliedBy(3)));
        on.commit(Commit.builder().complete(Completion.done(claim)));
        on.nothingIsHandedOut();
    }

    void aClaimEndsOnce() {
        on.add(free("job", at(0)));
        Claim claim = on.claimOne("job");
        on.commit(Commit.builder().complete(Completion.retry(claim, at(5))));
        on.refusedJob(Commit.builder().complete(Completion.done(claim)), "job");
        on.clock.set(at(5));
        on.claimOne("job");
    }

    void oneOfTwoRacingCompletionsHolds() {
        for (int round = 0; round < 40; round++) {
            String id = "job-" + round;
            on.add(free(id, on.clock.instant()));
            Claim claim = on.claimOne(id);
            List<Boolean> applied = Race.run(2, () -> {
                try {
                    on.commit(Commit.builder().complete(Completion.done(claim)));
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            });
            assertThat(applied).as("completions applied in round %s", round).containsExactlyInAnyOrder(true, false);
        }
    }

    void cancelledJobsAreGone() {
        on.add(free("job", at(0)), timer("ring", "alarm", at(0)), free("stays", at(0)));
        on.commit(Commit.builder()
                .cancelJob("job")
                .cancelTimer(key("alarm"))
                .cancelJob("never")
                .cancelTimer(key("no")));
        on.claimOne("stays");
        on.add(free("job", at(0)));
        assertThat(on.claimOne("job").attempt())
                .as("attempt of a job made anew")
                .isEqualTo(1);
    }

    void cancelledClaimsEndCancelled() {
        on.add(free("done", at(0)), free("retried", at(1)), timer("ring", "alarm", at(2)), free("left", at(3)));
        on.clock.set(at(3));
        List<Claim> claims = on.claim().claims();
        assertThat(ids(claims)).containsExactly("done", "retried", "ring", "left");
        on.commit(Commit.builder()
                .cancelJob("done")
                .cancelJob("retried")
                .cancelTimer(key("alarm"))
                .cancelJob("left"));
        CommitResult result = on.commit(Commit.builder()
                .complete(Completion.done(claims.get(0)))
                .complete(Completion.retry(claims.get(1), at(4)))
                .complete(Completion.done(claims.get(2))));
        assertThat(result.completions())
                .containsEntry("done", Completion.Status.CANCELLED)
                .containsEntry("retried", Completion.Status.CANCELLED)
                .containsEntry("ring", Completion.Status.CANCELLED)
                .hasSize(3);
        on.clock.set(at(3_600));
        on.nothingIsHandedOut();
        on.refusedJob(Commit.builder().complete(Completion.done(claims.get(1))), "retried");
    }

    void cancelledClaimsAreNotHandedOutAgain() {
        on.add(free("before", at(0)));
        on.claimOne("before");
        on.commit(Commit.builder().cancelJob("before"));
        on.clock.advance(LEASE);
        on.nothingIsHandedOut();

        on.add(free("behind", on.clock.instant()));
        Claim late = on.claimOne("behind");
        on.clock.advance(LEASE);
        // The lease is over, but nobody else was handed the job: its claim is still the newest.
        CommitResult cancelled = on.commit(Commit.builder().cancelJob("behind"));
        assertThat(cancelled.completions()).isEmpty();
        on.nothingIsHandedOut();
        on.clock.advance(LEASE.multipliedBy(2));
        on.nothingIsHandedOut();
        on.add(free("behind", on.clock.instant()));
        assertThat(on.claimOne("behind").attempt())
                .as("attempt of a job made anew after %s", late)
                .isEqualTo(1);
    }

    void aReplacedClaimEndsCancelled() {
        on.add(timer("first", "alarm", at(0)));
        Claim first = on.claimOne("first");
        on.add(timer("second", "alarm", at(10)));
        CommitResult result = on.commit(Commit.builder().complete(Completion.retry(first, at(1))));
        assertThat(result.completions()).containsEntry("first", Completion.Status.CANCELLED);
        on.clock.set(at(9));
        on.nothingIsHandedOut();
        on.clock.set(at(10));
        assertThat(on.claimOne("second").attempt()).isEqualTo(1);
    }

    void timersAreReplaced() {
        on.add(timer("first", "alarm", at(10)), timer("other", "other", at(10)));
        on.add(timer("second", "alarm", at(20)));
        on.clock.set(at(10));
        on.claimOne("other");
        on.clock.set(at(20));
        Claim claim = on.claimOne("second");
        assertThat(claim.job()).as("the newest setting").isEqualTo(timer("second", "alarm", at(20)));
        on.commit(Commit.builder().complete(Completion.retry(claim, at(30))));
        on.add(timer("third", "alarm", at(25)));
        on.clock.set(at(25));
        assertThat(on.claimOne("third").attempt())
                .as("attempt of a timer set anew")
                .isEqualTo(1);
        on.clock.set(at(30));
        on.nothingIsHandedOut();
        on.refusedJob(Commit.builder().complete(Completion.done(claim)), "second");
    }

    void aTimerSetInTheCommitThatCancelsItIsSet() {
        on.add(timer("first", "alarm", at(0)));
        on.commit(Commit.builder().cancelTimer(key("alarm")).job(timer("second", "alarm", at(0))));
        on.claimOne("second");

        Claim claim = completeAndSetAnew();
        assertThat(claim.attempt())
                .as("attempt of a timer set by the end of its claim")
                .isEqualTo(1);
    }

    private Claim completeAndSetAnew() {
        on.add(timer("ring 1", "daily", at(0)));
        Claim first = on.claimOne("ring 1");
        CommitResult result =
                on.commit(Commit.builder().complete(Completion.done(first)).job(timer("ring 2", "daily", at(0))));
        assertThat(result.completions())
                .as("a completion in the commit that sets its timer anew")
                .containsEntry("ring 1", Completion.Status.APPLIED);
        return on.claimOne("ring 2");
    }

    void claimsComeByDueInstantThenCommitOrder() {
        on.add(free("c", at(3)), free("a1", at(1)), free("b", at(2)));
        on.add(
                new Job("other", "other", Optional.empty(), Optional.empty(), at(2), json("other")),
                free("a2", at(1)),
                inLane("a3", "lane", at(1)));
        on.clock.set(at(10));
        assertThat(ids(on.claim(Set.of("other", WORK), at(10), 2).claims()))
                .as("the first two of six")
                .containsExactly("a1", "a2");
        assertThat(ids(on.claim(Set.of("other", WORK), at(10), 10).claims()))
                .as("the rest")
                .containsExactly("a3", "b", "other", "c");
    }

    void theEarliestOfSeveralTypesComeFirst() {
        for (int i = 0; i < 4; i++) {
            on.add(new Job("late " + i, "alpha", Optional.empty(), Optional.empty(), at(100 + i), json("x")));
        }
        for (int i = 0; i < 4; i++) {
            on.add(new Job("early " + i, "beta", Optional.empty(), Optional.empty(), at(i), json("x")));
        }
        on.clock.set(at(1_000));
        assertThat(ids(on.claim(Set.of("alpha", "beta"), at(1_000), 3).claims()))
                .as("three of eight")
                .containsExactly("early 0", "early 1", "early 2");
    }

    void nextDueIsNotTooLate() {
        on.add(free("soon", at(10)), free("later", at(20)), timer("ring", "alarm", at(15)));
        expectNext(on.claim(), at(10));
        on.clock.set(at(12));
        Claim claim;
        Claims claims = on.claim();
        claim = claims.claims().get(0);
        expectNext(claims, at(15));
        on.clock.set(at(30));
        Claims one = on.claim(1);
        assertThat(ids(one.claims())).containsExactly("ring");
        expectNext(one, at(30));
        Claims rest = on.claim();
        assertThat(ids(rest.claims())).containsExactly("later");
        expectNext(rest, claim.leaseUntil());
        on.commit(Commit.builder().complete(Completion.retry(claim, at(35))));
        expectNext(on.claim(), at(35));
        assertThat(on.claim(Set.of("other"), at(30), 10).nextDue())
                .as("next instant of a type without jobs")
                .isEmpty();
    }

    void nextDueKnowsOfCancelledHeads() {
        on.add(Job.inLane("head", "other", "lane", at(0), json("head")), inLane("second", "lane", at(0)));
        Claim head = on.claim(Set.of("other"), at(0), 1).claims().get(0);
        on.commit(Commit.builder().cancelJob("head"));
        expectNext(on.claim(), head.leaseUntil());
        on.clock.set(head.leaseUntil());
        on.claimOne("second");
    }

    /** Callers go by a clock of their own, which may be far ahead of the store's. */
    void leaseEndsHideNoDueInstant() {
        on.add(free("held", at(0)), free("soon", at(1_010)), timer("much later", "alarm", at(2_000)));
        assertThat(ids(on.claim(Set.of(WORK), at(1_000), 10).claims())).containsExactly("held");
        assertThat(on.claim(Set.of(WORK), at(1_000), 10).nextDue())
                .as("next instant before the end of a lease")
                .contains(at(1_010));
        assertThat(ids(on.claim(Set.of(WORK), at(1_010), 10).claims())).containsExactly("soon");
        assertThat(on.claim(Set.of(WORK), at(1_010), 10).nextDue())
                .as("next instant where a lease ends before a job is due")
                .hasValueSatisfying(next -> assertThat(next)
                        .isAfter(at(1_010))
                        .isBeforeOrEqualTo(at(1_010).plus(StoreFixture.LEASE)));
    }

    private static void expectNext(Claims claims, Instant latest) {
        assertThat(claims.nextDue()).as("next instant").isPresent();
        assertThat(claims.nextDue().get()).as("next instant").isBeforeOrEqualTo(latest);
    }

    void outstandingIdsAreRefused() {
        on.add(free("waiting", at(0)), free("claimed", at(1)), inLane("second", "lane", at(2)));
        on.claim(1);
        on.refusedJob(Commit.builder().job(free("waiting", at(9))), "waiting");
        on.refusedJob(Commit.builder().job(inLane("claimed", "lane", at(9))), "claimed");
        on.refusedJob(Commit.builder().put(record("x", 1), 0).job(timer("second", "alarm", at(9))), "second");
        assertThat(on.store.find(ref("x"))).isEmpty();
        on.clock.set(at(2));
        List<Claim> claims = on.claim().claims();
        assertThat(ids(claims)).as("jobs that were there before").containsExactly("claimed", "second");
        // Its end and its return in one commit is how a job starts anew at the end of its lane.
        on.commit(Commit.builder()
                .complete(Completion.done(claims.get(0)))
                .job(free("claimed", at(2).plus(Duration.ofSeconds(1)))));
        on.nothingIsHandedOut();
        on.clock.set(at(3));
        assertThat(on.claimOne("claimed").attempt())
                .as("attempt of a job made anew")
                .isEqualTo(1);
    }
}
