package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.LEASE;
import static io.itops.testkit.contract.StoreFixture.WORK;
import static io.itops.testkit.contract.StoreFixture.at;
import static io.itops.testkit.contract.StoreFixture.free;
import static io.itops.testkit.contract.StoreFixture.ids;
import static io.itops.testkit.contract.StoreFixture.inLane;
import static io.itops.testkit.contract.StoreFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.store.Claim;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rule 8: of a lane only the head is handed out. */
final class LaneRules {
    private final StoreFixture on;

    LaneRules(StoreFixture on) {
        this.on = on;
    }

    void onlyTheHeadIsHandedOut() {
        on.add(inLane("a1", "a", at(0)), inLane("a2", "a", at(0)), inLane("b1", "b", at(0)), free("free", at(0)));
        on.add(inLane("a3", "a", at(0)), inLane("b2", "b", at(0)));
        List<Claim> heads = on.claim().claims();
        assertThat(ids(heads)).as("heads of lanes").containsExactly("a1", "b1", "free");
        on.nothingIsHandedOut();
        on.commit(Commit.builder().complete(Completion.done(heads.get(0))));
        Claim second = on.claimOne("a2");
        on.commit(Commit.builder().complete(Completion.done(second)).job(inLane("a4", "a", at(0))));
        on.commit(Commit.builder().complete(Completion.done(on.claimOne("a3"))));
        on.claimOne("a4");
    }

    /** The place in a lane comes from the commit, not from the due instant. */
    void aHeadThatIsNotDueBlocksItsLane() {
        on.add(inLane("head", "lane", at(60)));
        on.add(inLane("second", "lane", at(0)));
        on.clock.set(at(30));
        on.nothingIsHandedOut();
        on.clock.set(at(60));
        Claim head = on.claimOne("head");
        on.commit(Commit.builder().complete(Completion.done(head)));
        on.claimOne("second");
    }

    void aRetryingHeadKeepsItsPlace() {
        on.add(inLane("head", "lane", at(0)), inLane("second", "lane", at(0)));
        Claim head = on.claimOne("head");
        on.commit(Commit.builder().complete(Completion.retry(head, at(5))));
        on.nothingIsHandedOut();
        on.clock.set(at(5));
        Claim again = on.claimOne("head");
        on.commit(Commit.builder().complete(Completion.done(again)));
        on.claimOne("second");
    }

    void aHeadWhoseWorkerCrashedKeepsItsPlace() {
        on.add(inLane("head", "lane", at(0)), inLane("second", "lane", at(0)));
        on.claimOne("head");
        on.clock.advance(LEASE);
        assertThat(on.claimOne("head").attempt()).as("attempt after a crash").isEqualTo(2);
        on.nothingIsHandedOut();
    }

    void aHeadOfAnotherTypeBlocksItsLane() {
        on.add(Job.inLane("head", "other", "lane", at(0), json("head")), inLane("second", "lane", at(0)));
        on.nothingIsHandedOut();
        Claim head = on.claim(Set.of("other"), at(0), 10).claims().get(0);
        on.nothingIsHandedOut();
        on.commit(Commit.builder().complete(Completion.done(head)));
        on.claimOne("second");
    }

    void cancellingMovesTheLaneOn() {
        on.add(
                inLane("1", "lane", at(0)),
                inLane("2", "lane", at(0)),
                inLane("3", "lane", at(0)),
                inLane("4", "lane", at(0)));
        on.commit(Commit.builder().cancelJob("1").cancelJob("3"));
        Claim claimed = on.claimOne("2");
        on.commit(Commit.builder().cancelJob("2"));
        on.nothingIsHandedOut();
        on.commit(Commit.builder().complete(Completion.done(claimed)));
        on.claimOne("4");
    }

    /** A worker that dies over a cancelled job must not block the lane for ever. */
    void aCancelledHeadWhoseWorkerCrashedLetsTheLaneGoOn() {
        on.add(inLane("head", "lane", at(0)), inLane("second", "lane", at(0)));
        on.claimOne("head");
        on.commit(Commit.builder().cancelJob("head"));
        on.nothingIsHandedOut();
        on.clock.advance(LEASE);
        on.claimOne("second");
    }

    /** Four workers drain six lanes: each lane one at a time, in its order. */
    void lanesKeepTheirOrderUnderContention() {
        int lanes = 6;
        int each = 15;
        for (int i = 0; i < each; i++) {
            Commit.Builder commit = Commit.builder();
            for (int lane = 0; lane < lanes; lane++) {
                commit.job(inLane(lane + "/" + i, "lane-" + lane, at(0)));
            }
            on.commit(commit);
        }
        AtomicInteger left = new AtomicInteger(lanes * each);
        Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
        Map<String, List<String>> done = new ConcurrentHashMap<>();
        Race.run(4, () -> {
            while (left.get() > 0 && !Thread.currentThread().isInterrupted()) {
                for (Claim claim : on.claim(Set.of(WORK), at(0), 2).claims()) {
                    String lane = claim.job().lane().orElseThrow();
                    AtomicInteger workers = busy.computeIfAbsent(lane, name -> new AtomicInteger());
                    assertThat(workers.incrementAndGet())
                            .as("workers in %s", lane)
                            .isEqualTo(1);
                    done.computeIfAbsent(lane, name -> new ArrayList<>())
                            .add(claim.job().id());
                    workers.decrementAndGet();
                    on.commit(Commit.builder().complete(Completion.done(claim)));
                    left.decrementAndGet();
                }
                Thread.onSpinWait();
            }
            return left;
        });
        for (int lane = 0; lane < lanes; lane++) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                expected.add(lane + "/" + i);
            }
            assertThat(done.get("lane-" + lane)).as("order of lane %s", lane).isEqualTo(expected);
        }
    }
}
