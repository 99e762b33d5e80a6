package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.StoredEvent;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.spi.Store;
import io.itops.core.store.Claim;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Job;
import io.itops.core.store.StoredRecord;
import io.itops.core.store.TimerKey;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store under test, its clock, and short ways to say what the rules need. Thread-safe if the store is. */
final class StoreFixture {
    static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(30);
    static final String WORK = "work";

    final ManualClock clock;
    final Store store;

    StoreFixture(ManualClock clock, Store store) {
        this.clock = clock;
        this.store = store;
    }

    static Ref ref(String id) {
        return Ref.of("thing", id);
    }

    static StoredRecord record(String id, long version) {
        return record(id, version, "version " + version);
    }

    static StoredRecord record(String id, long version, String text) {
        return new StoredRecord(ref(id), version, 1, json(text), List.of());
    }

    static String json(String text) {
        return CanonicalJson.write(Tree.Obj.of(Map.of("text", new Tree.Text(text))));
    }

    static JournalEvent event(String text, Ref... subjects) {
        return new JournalEvent(
                "thing.happened",
                1,
                START,
                Actor.user("ann"),
                subjects.length == 0 ? List.of(ref("subject")) : List.of(subjects),
                text,
                Optional.empty(),
                Tree.Obj.of(Map.of("text", new Tree.Text(text))));
    }

    static Job free(String id, Instant due) {
        return new Job(id, WORK, Optional.empty(), Optional.empty(), due, json(id));
    }

    static Job inLane(String id, String lane, Instant due) {
        return Job.inLane(id, WORK, lane, due, json(id));
    }

    static TimerKey key(String name) {
        return new TimerKey(ref("subject"), name);
    }

    static Job timer(String id, String name, Instant due) {
        return Job.timer(id, WORK, key(name), due, json(id));
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    CommitResult commit(Commit.Builder commit) {
        return store.commit(commit.build());
    }

    void add(Job... jobs) {
        Commit.Builder commit = Commit.builder();
        for (Job job : jobs) {
            commit.job(job);
        }
        commit(commit);
    }

    long version(String id) {
        return store.find(ref(id)).map(StoredRecord::version).orElse(0L);
    }

    /** Claims everything that is due by the clock. */
    Claims claim() {
        return claim(100);
    }

    Claims claim(int max) {
        return claim(Set.of(WORK), clock.instant(), max);
    }

    Claims claim(Set<String> types, Instant now, int max) {
        return store.claim(new ClaimRequest(types, now, max, LEASE));
    }

    Claim claimOne(String id) {
        List<Claim> claims = claim().claims();
        assertThat(ids(claims)).as("jobs handed out").containsExactly(id);
        return claims.get(0);
    }

    void nothingIsHandedOut() {
        assertThat(ids(claim().claims())).as("jobs handed out").isEmpty();
    }

    static List<String> ids(List<Claim> claims) {
        return claims.stream().map(claim -> claim.job().id()).toList();
    }

    /** Commits what must be refused, and checks what the refusal names. */
    void refused(Commit.Builder commit, Ref entity, long expected, long found) {
        ConflictException conflict = conflict(commit);
        assertThat(conflict.entity()).as("entity that the conflict names").isEqualTo(entity);
        assertThat(conflict.expected()).as("expected version of %s", entity).isEqualTo(expected);
        assertThat(conflict.found()).as("found version of %s", entity).isEqualTo(found);
    }

    void refusedJob(Commit.Builder commit, String jobId) {
        assertThat(conflict(commit).entity())
                .as("entity that the conflict names")
                .isEqualTo(Ref.of("job", jobId));
    }

    private ConflictException conflict(Commit.Builder commit) {
        ConflictException conflict = catchThrowableOfType(ConflictException.class, () -> commit(commit));
        assertThat(conflict).as("refusal of the commit").isNotNull();
        return conflict;
    }

    List<StoredEvent> journal() {
        List<StoredEvent> all = new ArrayList<>();
        List<StoredEvent> page;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
            page = store.journal(JournalQuery.after(after)).events();
            for (StoredEvent event : page) {
                assertThat(event.sequence()).as("sequence behind %s", after).isGreaterThan(after);
                all.add(event);
            }
        } while (!page.isEmpty());
        return all;
    }

    long headSize() {
        return store.journal(new JournalQuery(0, Optional.empty(), 1)).head().size();
    }
}
