package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.at;
import static io.itops.testkit.contract.StoreFixture.event;
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
import io.itops.core.Ref;
import io.itops.core.journal.JournalQuery;
import io.itops.core.store.Claim;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Rules 1 to 3: commits apply wholly, at the expected versions, as if one after the other. */
final class CommitRules {
    private final StoreFixture on;

    CommitRules(StoreFixture on) {
        this.on = on;
    }

    /** A commit with an operation of every kind and one that cannot hold leaves everything as it was. */
    void refusedCommitsChangeNothing() {
        on.commit(Commit.builder()
                .put(record("kept", 1), 0)
                .put(record("removed", 1), 0)
                .event(event("before"))
                .job(free("held", at(0))));
        Claim held = on.claimOne("held");
        on.add(inLane("cancelled", "lane", at(1)), timer("ring", "alarm", at(2)), free("taken", at(3)));

        refuses(held, commit -> commit.put(record("other", 2), 1));
        refuses(held, commit -> commit.remove(ref("other"), 1));
        refuses(held, commit -> commit.expect(ref("other"), 1));
        refuses(held, commit -> commit.job(free("taken", at(0))));
        refuses(held, commit -> commit.complete(new Completion("taken", 1, Optional.empty())));

        on.clock.set(at(10));
        assertThat(ids(on.claim().claims())).as("jobs outstanding").containsExactly("cancelled", "ring", "taken");
        on.commit(Commit.builder().complete(Completion.done(held)));
    }

    private void refuses(Claim held, UnaryOperator<Commit.Builder> failing) {
        Commit.Builder commit = failing.apply(Commit.builder())
                .put(record("kept", 2), 1)
                .put(record("zulu", 1), 0)
                .remove(ref("removed"), 1)
                .event(event("half"))
                .job(free("fresh", at(0)))
                .job(timer("ring again", "alarm", at(0)))
                .cancelTimer(key("alarm"))
                .cancelJob("cancelled")
                .complete(Completion.done(held));
        try {
            on.commit(commit);
            throw new AssertionError("the commit was applied");
        } catch (ConflictException e) {
            assertThat(on.version("kept")).as("version of a record to write").isEqualTo(1);
            assertThat(on.version("zulu")).as("version of a record to create").isZero();
            assertThat(on.version("removed"))
                    .as("version of a record to remove")
                    .isEqualTo(1);
            assertThat(on.headSize()).as("events").isEqualTo(1);
        }
    }

    /** Whoever sees one part of a commit sees all of it. */
    void halfACommitIsNeverSeen() {
        int commits = 150;
        AtomicBoolean written = new AtomicBoolean();
        Callable<Integer> writer = () -> {
            try {
                for (int i = 1; i <= commits; i++) {
                    on.commit(Commit.builder()
                            .put(record("a", i), i - 1)
                            .put(record("z", i), i - 1)
                            .event(event("one of " + i))
                            .event(event("two of " + i)));
                }
                return commits;
            } finally {
                written.set(true);
            }
        };
        Callable<Integer> reader = () -> {
            int rounds = 0;
            while (!written.get() && !Thread.currentThread().isInterrupted()) {
                long head = on.headSize();
                long last = on.version("z");
                long first = on.version("a");
                long later = on.headSize();
                assertThat(head % 2)
                        .as("events of an unfinished commit at %s", head)
                        .isZero();
                assertThat(last * 2).as("version behind the journal").isGreaterThanOrEqualTo(head);
                assertThat(first).as("version behind that of its commit").isGreaterThanOrEqualTo(last);
                assertThat(later).as("journal behind a version").isGreaterThanOrEqualTo(first * 2);
                rounds++;
            }
            return rounds;
        };
        Race.run(List.of(writer, reader, reader));
        assertThat(on.version("a")).isEqualTo(commits);
    }

    void otherVersionsAreRefused() {
        on.commit(Commit.builder().put(record("a", 1), 0));
        on.commit(Commit.builder().put(record("a", 2), 1));
        for (long wrong : new long[] {0, 1, 3}) {
            on.refused(Commit.builder().put(record("a", wrong + 1), wrong), ref("a"), wrong, 2);
            on.refused(Commit.builder().expect(ref("a"), wrong), ref("a"), wrong, 2);
        }
        for (long wrong : new long[] {1, 3}) {
            on.refused(Commit.builder().remove(ref("a"), wrong), ref("a"), wrong, 2);
            on.refused(Commit.builder().put(record("b", wrong + 1), wrong), ref("b"), wrong, 0);
            on.refused(Commit.builder().remove(ref("b"), wrong), ref("b"), wrong, 0);
            on.refused(Commit.builder().expect(ref("b"), wrong), ref("b"), wrong, 0);
        }
        on.commit(Commit.builder().expect(ref("a"), 2).expect(ref("b"), 0).put(record("c", 1), 0));
        on.commit(Commit.builder().remove(ref("a"), 2));
        assertThat(on.store.find(ref("a"))).as("a removed record").isEmpty();
        on.refused(Commit.builder().put(record("a", 3), 2), ref("a"), 2, 0);
        on.commit(Commit.builder().put(record("a", 1), 0));
        assertThat(on.version("a")).as("version of a record that was made anew").isEqualTo(1);
    }

    void noUpdateIsLost() {
        int threads = 4;
        int each = 40;
        List<Integer> conflicts = Race.run(threads, () -> {
            int lost = 0;
            for (int done = 0; done < each; ) {
                Optional<StoredRecord> before = on.store.find(ref("counter"));
                long version = before.map(StoredRecord::version).orElse(0L);
                long count = before.map(r -> Long.parseLong(r.json())).orElse(0L);
                try {
                    on.commit(Commit.builder().put(counter(version + 1, count + 1), version));
                    done++;
                } catch (ConflictException e) {
                    assertThat(e.entity()).isEqualTo(ref("counter"));
                    lost++;
                    assertThat(lost).as("conflicts without progress").isLessThan(100_000);
                }
            }
            return lost;
        });
        StoredRecord counter = on.store.find(ref("counter")).orElseThrow();
        assertThat(counter.version())
                .as("version after %s conflicts", conflicts)
                .isEqualTo((long) threads * each);
        assertThat(counter.json()).as("count").isEqualTo(String.valueOf(threads * each));
    }

    private static StoredRecord counter(long version, long count) {
        return new StoredRecord(ref("counter"), version, 1, String.valueOf(count), List.of());
    }

    /** Each of two doctors may go home while the other is on call: at most one does. */
    void skewedWritesAreNotBothApplied() {
        on.commit(Commit.builder().put(record("ann", 1), 0).put(record("bob", 1), 0));
        Commit.Builder first = Commit.builder().expect(ref("bob"), 1).put(record("ann", 2), 1);
        Commit.Builder second = Commit.builder().expect(ref("ann"), 1).put(record("bob", 2), 1);
        on.commit(first);
        on.refused(second, ref("ann"), 1, 2);

        for (int round = 0; round < 60; round++) {
            String left = "left-" + round;
            String right = "right-" + round;
            List<Integer> applied = Race.run(List.of(() -> putUnless(left, right), () -> putUnless(right, left)));
            assertThat(applied).as("commits applied in round %s", round).isNotEqualTo(List.of(1, 1));
            assertThat(on.version(left) + on.version(right)).isEqualTo(applied.get(0) + applied.get(1));
        }
    }

    private int putUnless(String mine, String other) {
        try {
            on.commit(Commit.builder().expect(ref(other), 0).put(record(mine, 1), 0));
            return 1;
        } catch (ConflictException e) {
            return 0;
        }
    }

    /** What a durable store must still have after it was closed and opened again. */
    void prepareForReopening() {
        on.commit(Commit.builder()
                .put(record("kept", 1), 0)
                .event(event("kept", ref("kept")))
                .job(free("claimed", at(0)))
                .job(inLane("head", "lane", at(100)))
                .job(inLane("second", "lane", at(0)))
                .job(timer("ring", "alarm", at(50))));
        on.commit(Commit.builder().put(record("kept", 2, "Grüße"), 1).event(event("again", ref("kept"))));
        on.claimOne("claimed");
    }

    void checkAfterReopening() {
        assertThat(on.store.find(ref("kept"))).contains(record("kept", 2, "Grüße"));
        assertThat(on.journal()).hasSize(2);
        assertThat(on.store.journal(JournalQuery.about(ref("kept"))).events()).hasSize(2);
        assertThat(on.store.journal(JournalQuery.after(0)).head().root().toString())
                .as("root of the journal")
                .isEqualTo(ReferenceMerkle.root(on.journal()));
        on.nothingIsHandedOut();
        on.clock.set(at(60));
        List<Claim> claims = on.claim().claims();
        assertThat(ids(claims)).as("jobs handed out").containsExactly("claimed", "ring");
        assertThat(claims.get(0).attempt()).as("attempt after a crash").isEqualTo(2);
        on.refusedJob(Commit.builder().complete(new Completion("claimed", 1, Optional.empty())), "claimed");
        assertThat(claims.get(0).job().payload()).isEqualTo(json("claimed"));
        on.refused(Commit.builder().put(record("kept", 2), 1), Ref.of("thing", "kept"), 1, 2);
        assertThat(on.commit(Commit.builder().event(event("third"))).firstSequence())
                .isEqualTo(3);
        on.clock.set(at(100));
        assertThat(ids(on.claim().claims())).contains("head").doesNotContain("second");
    }
}
