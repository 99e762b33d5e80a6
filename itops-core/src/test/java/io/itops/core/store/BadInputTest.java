package io.itops.core.store;

import static io.itops.core.BadInput.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.BadInput;
import io.itops.core.InvalidInputException;
import io.itops.core.Kernels;
import io.itops.core.LimitExceededException;
import io.itops.core.Ref;
import io.itops.core.TestClock;
import io.itops.core.journal.AuditChain;
import io.itops.core.journal.Hash;
import io.itops.core.journal.InclusionProof;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.MerkleTree;
import io.itops.core.journal.StoredEvent;
import io.itops.core.journal.TreeHead;
import io.itops.core.record.Codec;
import io.itops.core.record.JsonLimits;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.RecordType;
import io.itops.core.record.Records;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever makes no sense in records, the journal and commits is refused by a typed error, and nothing of it is applied. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Ref REF = Ref.of("thing", "a");
    private static final TimerKey KEY = new TimerKey(REF, "ring");

    private final InMemoryStore store = new InMemoryStore(new TestClock("2026-11-24T02:00:00Z"));

    private record Thing(String id, long size, Instant at) {
        static final RecordType<Thing> TYPE = type(1, 0);

        static RecordType<Thing> type(int version, int upgrade) {
            return RecordType.of("thing", version, t -> {
                t.id(Thing::id);
                t.numberIndex("size", Thing::size);
                t.instantIndex("at", Thing::at);
                var id = t.field("id", Codec.TEXT, Thing::id);
                var size = t.field("size", Codec.LONG, Thing::size);
                var at = t.field("at", Codec.INSTANT, Thing::at);
                if (upgrade != 0) {
                    t.upgrade(upgrade, tree -> tree);
                }
                return row -> new Thing(row.get(id), row.get(size), row.get(at));
            });
        }
    }

    private static RecordType<Thing> indexed(int indexes) {
        return RecordType.of("thing", 1, t -> {
            t.id(Thing::id);
            for (int i = 0; i < indexes; i++) {
                t.numberIndex("i" + i, Thing::size);
            }
            var id = t.field("id", Codec.TEXT, Thing::id);
            return row -> new Thing(row.get(id), 0, NOW);
        });
    }

    private static StoredRecord record(long version, String json) {
        return new StoredRecord(REF, version, 1, json, List.of());
    }

    private static JournalEvent event(String type, String summary, List<Ref> subjects, Instant at) {
        return new JournalEvent(
                type, 1, at, Actor.user("ann"), subjects, summary, Optional.empty(), Tree.Obj.of(Map.of()));
    }

    @TestFactory
    Stream<DynamicTest> recordTypesAndQueries() {
        RecordQuery<Thing> query = RecordQuery.of(Thing.TYPE)
                .orderBy("at")
                .between(NOW, NOW.plusSeconds(1))
                .limit(7);
        Query before = page(query);
        return new BadInput()
                .refuses("record type name must be 1 to 64 of", () -> RecordType.of("A B", 1, t -> none()))
                .refuses("record type version must be at least 1, but was 0", () -> Thing.type(0, 0))
                .refuses("record type thing must have an upgrade from version 1, but was 2", () -> Thing.type(2, 0))
                .refuses(
                        "upgrade of record type thing must start from 1 to below version 1, but was 1",
                        () -> Thing.type(1, 1))
                .refuses(
                        "upgrade of record type thing must start from 1 to below version 1, but was -1",
                        () -> Thing.type(1, -1))
                .refuses("indexes of record type thing must have 0 to 4 elements, but was 5", () -> indexed(5))
                .refuses(
                        "field name must not be blank",
                        () -> Shape.of("s", fields -> {
                            fields.field("", Codec.TEXT, x -> "");
                            return row -> "";
                        }))
                .refuses("shape name must be at most 100", () -> Shape.of("s".repeat(101), fields -> row -> ""))
                .refuses("index of thing must be one of [size, at], but was \"colour\"", () -> query.orderBy("colour"))
                .refuses("indexed text must be at most 200 characters", () -> query.where("size", "x".repeat(201)))
                .refuses("indexed text must have no control character", () -> query.where("size", "a\nb"))
                .refuses("indexed text must not contain NUL", () -> query.where("size", "\0"))
                .refuses("indexed text must be well-formed Unicode", () -> query.where("size", "\udfff"))
                .refuses("page size must be 1 to 1000, but was 0", () -> query.limit(0))
                .refuses("page size must be 1 to 1000, but was 1001", () -> query.limit(1_001))
                .refuses("indexed instant must lie in the years 1 to 9999", () -> query.between(NOW, Instant.MAX))
                .refuses(
                        "indexed instant must lie in the years 1 to 9999, but was -",
                        () -> query.between(Instant.MIN, NOW))
                .refuses(
                        "end of the range must not be before its start",
                        () -> query.between(NOW, NOW.minusNanos(1_000)))
                .refuses(
                        "order of a query with a range must be given, but was none",
                        () -> new Records(store).all(RecordQuery.of(Thing.TYPE).between(NOW, NOW)))
                .refuses("reference id must not be blank", () -> new Records(store).find(Thing.TYPE, ""))
                .refuses("version must be at least 1, but was 0", () -> new Versioned<>("x", 0))
                .refuses("greatest JSON length must be 1 to", () -> new JsonLimits(0, 1, 1))
                .refuses("greatest JSON depth must be 1 to 512, but was 513", () -> new JsonLimits(1, 513, 1))
                .refuses("greatest number of JSON members must be 1 to", () -> new JsonLimits(1, 1, -1))
                .refuses("number must be finite, but was NaN", () -> new Tree.Num(Double.NaN))
                .refuses("number must be finite, but was Infinity", () -> new Tree.Num(Double.POSITIVE_INFINITY))
                .refuses("whole number must be at most 2^53-1 in magnitude", () -> Tree.num(1L << 53))
                .refuses(
                        "whole number must be at most 2^53-1 in magnitude, but was -9223372036854775808",
                        () -> Tree.num(Long.MIN_VALUE))
                .refuses("text must be well-formed Unicode", () -> new Tree.Text("\ud800"))
                .refuses("each of the items must be given", () -> new Tree.Arr(Collections.singletonList(none())))
                .tests(() -> assertThat(page(query)).isEqualTo(before));
    }

    /** What a query asks the store for. */
    private static Query page(RecordQuery<Thing> query) {
        Asked asked = new Asked();
        new Records(asked).first(query);
        return asked.queries.get(0);
    }

    /** An empty store that keeps what it is asked. */
    private static final class Asked implements Store {
        private final InMemoryStore store = new InMemoryStore();
        private final List<Query> queries = new ArrayList<>();

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            return store.find(ref);
        }

        @Override
        public Page query(Query query) {
            queries.add(query);
            return store.query(query);
        }

        @Override
        public JournalPage journal(JournalQuery query) {
            return store.journal(query);
        }

        @Override
        public CommitResult commit(Commit commit) {
            return store.commit(commit);
        }

        @Override
        public Claims claim(ClaimRequest request) {
            return store.claim(request);
        }
    }

    @TestFactory
    Stream<DynamicTest> journal() {
        Hash hash = MerkleFrontier.EMPTY.root();
        TreeHead two = new TreeHead(2, hash);
        AuditChain chain = new AuditChain(store);
        store.commit(Commit.builder().event(event("a", "s", List.of(REF), NOW)).build());
        return new BadInput()
                .refuses("event type must be 1 to 64 of", () -> event("", "s", List.of(REF), NOW))
                .refuses("event summary must not be blank", () -> event("a", " ", List.of(REF), NOW))
                .refuses("event summary must be at most 500", () -> event("a", "s".repeat(501), List.of(REF), NOW))
                .refuses("event summary must be one line", () -> event("a", "a\rb", List.of(REF), NOW))
                .refuses("event summary must not contain NUL", () -> event("a", "a\0", List.of(REF), NOW))
                .refuses("event subjects must have 1 to 32 elements, but was 0", () -> event("a", "s", List.of(), NOW))
                .refuses(
                        "event subjects must have 1 to 32 elements, but was 33",
                        () -> event("a", "s", Collections.nCopies(33, REF), NOW))
                .refuses(
                        "each of the event subjects must be given",
                        () -> event("a", "s", Collections.singletonList(none()), NOW))
                .refuses("event time must lie in the years 1 to 9999", () -> event("a", "s", List.of(REF), Instant.MAX))
                .refuses("sequence must be at least 0, but was -1", () -> new Journal(store).after(-1))
                .refuses("subject must be given", () -> JournalQuery.about(none()))
                .refuses("page size must be 1 to 1000, but was 0", () -> new JournalQuery(0, Optional.empty(), 0))
                .refuses(
                        "page size must be 1 to 1000, but was 1001", () -> new JournalQuery(0, Optional.empty(), 1_001))
                .refuses("sequence must be at least 1, but was 0", () -> new StoredEvent(0, "{}"))
                .refuses(
                        "sequence must be at least 1, but was -1",
                        () -> new JournalEntry(-1, event("a", "s", List.of(REF), NOW)))
                .refuses("tree size must be at least 0, but was -1", () -> new TreeHead(-1, hash))
                .refuses(
                        "root of the empty tree must be SHA-256 of nothing",
                        () -> new TreeHead(0, Hash.of(new byte[32])))
                .refuses("hash must have 32 bytes, but was 31", () -> Hash.of(new byte[31]))
                .refuses("peaks must be one for each bit set in the size", () -> new MerkleFrontier(3, List.of(hash)))
                .refuses("leaf index must be 0 to the tree size less one", () -> new InclusionProof(2, 2, List.of()))
                .refuses(
                        "path must have 0 to 64 elements, but was 65",
                        () -> new InclusionProof(0, 2, Collections.nCopies(65, hash)))
                .refuses(
                        "each of the path must be given",
                        () -> new InclusionProof(0, 2, Collections.singletonList(none())))
                .refuses(
                        "tree size must be 0 to 1, but was 2",
                        () -> MerkleTree.of(List.of(hash)).head(2))
                .refuses(
                        "leaf index must be 0 to 0, but was -1",
                        () -> MerkleTree.of(List.of(hash)).inclusion(-1))
                .refuses("anchor must not be larger than the journal of 1, but was 2", () -> chain.prove(1, two))
                .refuses("earlier anchor must not be larger than the later one", () -> chain.prove(two, chain.anchor()))
                .refuses(
                        "size of an anchor must be at least that of the one before, 2, but was 1",
                        () -> chain.examine(List.of(two, chain.anchor())))
                .refuses("each of the anchors must be given", () -> chain.examine(Collections.singletonList(none())))
                .tests(() -> assertThat(new Journal(store).head().size()).isEqualTo(1));
    }

    @TestFactory
    Stream<DynamicTest> commits() {
        Commit.Builder builder = Commit.builder().put(record(1, "{}"), 0).expect(Ref.of("thing", "b"), 3);
        Commit before = builder.build();
        Job job = Job.inLane("j", "send", "lane", NOW, "{}");
        return new BadInput()
                .refuses("record version must be at least 1", () -> record(0, "{}"))
                .refuses(
                        "record text must be at most 1048576 characters, but was 1048577",
                        () -> record(1, "x".repeat((1 << 20) + 1)))
                .refuses(
                        "record indexes must have 0 to 4 elements, but was 5",
                        () -> new StoredRecord(REF, 1, 1, "{}", Collections.nCopies(5, "")))
                .refuses(
                        "each of the record indexes must be given",
                        () -> new StoredRecord(REF, 1, 1, "{}", Collections.singletonList(none())))
                .refuses(
                        "version of a put must be the expected one plus 1, but was 1",
                        () -> builder.put(record(1, "{}"), 1))
                .refuses(
                        "version of a removal must be at least 1, but was 0",
                        () -> builder.remove(Ref.of("thing", "c"), 0))
                .refuses(
                        "expected version must be at least 0, but was -1",
                        () -> builder.expect(Ref.of("thing", "c"), -1))
                .refuses(
                        "expected version of thing/b must be one version, but was 4",
                        () -> builder.expect(Ref.of("thing", "b"), 4))
                .refuses("job id must not be blank", () -> builder.cancelJob(" "))
                .refuses(
                        "record must be written once in a commit",
                        () -> Commit.builder()
                                .put(record(1, "{}"), 0)
                                .remove(REF, 1)
                                .build())
                .refuses(
                        "job id must be added once in a commit",
                        () -> Commit.builder().job(job).job(job).build())
                .refuses(
                        "claim must be completed once in a commit",
                        () -> Commit.builder()
                                .complete(new Completion("j", 1, Optional.empty()))
                                .complete(new Completion("j", 2, Optional.empty()))
                                .build())
                .tests(() -> assertThat(builder.build()).isEqualTo(before));
    }

    @Test
    void aCommitHoldsAThousandOperationsAndNoMore() {
        Commit.Builder builder = Commit.builder();
        for (int i = 0; i < 1_000; i++) {
            builder.cancelJob("j" + i);
        }
        assertThat(builder.build().operations()).isEqualTo(1_000);
        builder.cancelJob("one more");
        assertThatThrownBy(builder::build)
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("operations in a commit must be at most 1000, but was 1001");
    }

    @TestFactory
    Stream<DynamicTest> jobsTimersAndClaims() {
        Duration lease = Duration.ofSeconds(1);
        return new BadInput()
                .refuses("job id must not be blank", () -> Job.inLane("", "send", "lane", NOW, "{}"))
                .refuses("job type must be 1 to 64 of", () -> Job.inLane("j", "Send", "lane", NOW, "{}"))
                .refuses("job lane must not be blank", () -> Job.inLane("j", "send", " ", NOW, "{}"))
                .refuses(
                        "job lane must be at most 300 characters",
                        () -> Job.inLane("j", "send", "l".repeat(301), NOW, "{}"))
                .refuses(
                        "job due must lie in the years 1 to 9999", () -> Job.timer("j", "send", KEY, Instant.MAX, "{}"))
                .refuses(
                        "job payload must be at most 1048576 characters",
                        () -> Job.timer("j", "send", KEY, NOW, "x".repeat((1 << 20) + 1)))
                .refuses(
                        "job must not be in a lane and a timer at once",
                        () -> new Job("j", "send", Optional.of("l"), Optional.of(KEY), NOW, "{}"))
                .refuses("timer name must be 1 to 64 of", () -> new TimerKey(REF, ""))
                .refuses("claim size must be 1 to 1000, but was 0", () -> new ClaimRequest(Set.of("a"), NOW, 0, lease))
                .refuses(
                        "claim size must be 1 to 1000, but was 1001",
                        () -> new ClaimRequest(Set.of("a"), NOW, 1_001, lease))
                .refuses("claim instant must lie in", () -> new ClaimRequest(Set.of("a"), Instant.MIN, 1, lease))
                .refuses(
                        "lease must be positive, but was PT0S",
                        () -> new ClaimRequest(Set.of("a"), NOW, 1, Duration.ZERO))
                .refuses(
                        "lease must be positive, but was PT-1S",
                        () -> new ClaimRequest(Set.of("a"), NOW, 1, lease.negated()))
                .refuses(
                        "lease must be at most PT24H",
                        () -> new ClaimRequest(Set.of("a"), NOW, 1, Duration.ofSeconds(Long.MAX_VALUE)))
                .refuses("attempt must be at least 1, but was 0", () -> new Completion("j", 0, Optional.empty()))
                .refuses("retry instant must lie in the years", () -> new Completion("j", 1, Optional.of(Instant.MAX)))
                .refuses("record type must be 1 to 64 of", () -> query("", Map.of(), 1))
                .refuses("index slot must be 0 to 3, but was 4", () -> query("a", Map.of(4, "tx"), 1))
                .refuses("index slot must be 0 to 3, but was -1", () -> query("a", Map.of(-1, "tx"), 1))
                .refuses("indexed value must not be empty", () -> query("a", Map.of(0, ""), 1))
                .refuses("page size must be 1 to 1000, but was -1", () -> query("a", Map.of(), -1))
                .tests();
    }

    private static Query query(String type, Map<Integer, String> equal, int limit) {
        return new Query(
                type, equal, OptionalInt.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), limit);
    }

    @Test
    void theLargestJobIsAccepted() {
        String payload = "x".repeat(1 << 20);
        store.commit(Commit.builder()
                .job(Job.inLane("j".repeat(200), "t".repeat(64), "l".repeat(300), NOW, payload))
                .build());
        assertThat(store.claim(new ClaimRequest(Set.of("t".repeat(64)), NOW, 1_000, Duration.ofDays(1)))
                        .claims())
                .hasSize(1);
    }

    @Test
    void aRefusedCallLeavesAUnitOfWorkAsItWas() {
        UnitOfWork unit = new UnitOfWork(Kernels.over(store, new TestClock("2026-11-24T02:00:00Z")), Actor.user("ann"));
        Tree nothing = Tree.Obj.of(Map.of());
        unit.setTimer(KEY, "ring", NOW, nothing);
        unit.event("a", List.of(REF), "s", Tree.Obj.of(Map.of()));
        List<Runnable> bad = List.of(
                () -> unit.setTimer(KEY, "Not A Type", NOW, nothing),
                () -> unit.setTimer(KEY, "ring", Instant.MAX, nothing),
                () -> unit.setTimer(none(), "ring", NOW, nothing),
                () -> unit.cancelTimer(none()),
                () -> unit.enqueue("send", "", NOW, nothing),
                () -> unit.expect(REF, -1),
                () -> unit.event("a", List.of(), "s", Tree.Obj.of(Map.of())),
                () -> unit.cancelJob("\0"),
                () -> unit.remove(Thing.TYPE, "never-read"));
        for (Runnable call : bad) {
            assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class);
        }
        unit.commit();
        assertThat(store.claim(new ClaimRequest(Set.of("ring"), NOW, 10, Duration.ofSeconds(1)))
                        .claims())
                .singleElement()
                .satisfies(claim -> assertThat(claim.job().timer()).contains(KEY));
        assertThat(new Journal(store).head().size()).isEqualTo(1);
    }
}
