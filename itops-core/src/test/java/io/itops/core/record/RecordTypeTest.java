package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.IndexValue;
import io.itops.core.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordTypeTest {
    private enum Colour {
        RED,
        GREEN
    }

    private record Step(String target, Duration delay) {
        static final Shape<Step> SHAPE = Shape.of("step", s -> {
            var target = s.field("target", Codec.TEXT, Step::target);
            var delay = s.field("delay", Codec.DURATION, Step::delay);
            return row -> new Step(row.get(target), row.get(delay));
        });
    }

    private record Plan(String id, Colour colour, List<Step> steps, Optional<Instant> due, long size) {
        static final RecordType<Plan> TYPE = RecordType.of("plan", 2, t -> {
            t.id(Plan::id);
            t.textIndex("colour", plan -> plan.colour().name());
            t.optionalInstantIndex("due", Plan::due);
            var id = t.field("id", Codec.TEXT, Plan::id);
            var colour = t.field("colour", Codec.ofEnum(Colour.class), Plan::colour);
            var steps = t.field("steps", Step.SHAPE.list(), Plan::steps);
            var due = t.optional("due", Codec.INSTANT, Plan::due);
            var size = t.field("size", Codec.LONG, Plan::size);
            t.upgrade(1, old -> {
                Map<String, Tree> members = new TreeMap<>(old.members());
                members.put("size", Tree.num(7));
                return Tree.Obj.of(members);
            });
            return row -> new Plan(row.get(id), row.get(colour), row.get(steps), row.get(due), row.get(size));
        });

        Plan {
            io.itops.core.Require.that(size >= 0, "size", "be at least 0", size);
        }
    }

    private static final Plan PLAN = new Plan(
            "p1",
            Colour.GREEN,
            List.of(new Step("ann", Duration.ofMinutes(5))),
            Optional.of(Instant.parse("2026-11-24T02:00:00.000001Z")),
            3);

    private static StoredRecord stored(int schema, String json) {
        return new StoredRecord(Ref.of("plan", "p1"), 1, schema, json, List.of());
    }

    @Test
    void aValueBecomesCanonicalTextAndComesBack() {
        StoredRecord stored = Plan.TYPE.toStored(PLAN, 4);
        assertThat(stored.ref()).isEqualTo(Ref.of("plan", "p1"));
        assertThat(stored.version()).isEqualTo(4);
        assertThat(stored.json())
                .isEqualTo("{\"colour\":\"GREEN\",\"due\":\"2026-11-24T02:00:00.000001Z\",\"id\":\"p1\",\"size\":3,"
                        + "\"steps\":[{\"delay\":\"PT5M\",\"target\":\"ann\"}]}");
        assertThat(Plan.TYPE.fromStored(stored)).isEqualTo(PLAN);
    }

    @Test
    void indexSlotsHoldEncodedValuesAndNothingWhereThereIsNone() {
        Plan undated = new Plan("p1", Colour.RED, List.of(), Optional.empty(), 0);
        assertThat(Plan.TYPE.toStored(undated, 1).indexes()).containsExactly(IndexValue.of("RED"), IndexValue.ABSENT);
        assertThat(Plan.TYPE.slot("due")).isEqualTo(1);
    }

    @Test
    void anOlderRecordIsBroughtUpToDate() {
        Plan read = Plan.TYPE.fromStored(stored(1, "{\"colour\":\"RED\",\"id\":\"p1\",\"steps\":[]}"));
        assertThat(read.size()).isEqualTo(7);
    }

    @Test
    void aNewerRecordIsRefused() {
        assertThatThrownBy(() -> Plan.TYPE.fromStored(stored(3, "{}")))
                .isInstanceOf(FormatException.class)
                .hasMessage("plan/p1 must be of version 2 or older, but was \"3\"");
    }

    @Test
    void errorsNameThePathInsideTheRecord() {
        assertThatThrownBy(() -> Plan.TYPE.fromStored(stored(
                        2, "{\"colour\":\"RED\",\"id\":\"p1\",\"size\":1,\"steps\":[{\"delay\":7,\"target\":\"a\"}]}")))
                .isInstanceOfSatisfying(FormatException.class, e -> {
                    assertThat(e.where()).isEqualTo("$.steps[0].delay");
                    assertThat(e.rule()).isEqualTo("be a string");
                    assertThat(e.value()).isEqualTo("7");
                });
    }

    @Test
    void aMemberThatNoFieldNamesIsRefused() {
        assertThatThrownBy(() -> Plan.TYPE.fromStored(
                        stored(2, "{\"colour\":\"RED\",\"id\":\"p1\",\"size\":1,\"steps\":[],\"extra\":1}")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("$.extra must be a field of plan");
    }

    @Test
    void whatTheConstructorRefusesIsAFormatError() {
        assertThatThrownBy(() ->
                        Plan.TYPE.fromStored(stored(2, "{\"colour\":\"RED\",\"id\":\"p1\",\"size\":-1,\"steps\":[]}")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("size must be at least 0, but was -1");
    }

    @Test
    void aTypeWithoutAnUpgradeFromEachOlderVersionIsRefused() {
        assertThatThrownBy(() -> RecordType.<Step>of("step", 2, t -> {
                    t.id(Step::target);
                    return row -> new Step("x", Duration.ZERO);
                }))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("have an upgrade from version 1");
    }

    @Test
    void aFifthIndexIsRefused() {
        assertThatThrownBy(() -> RecordType.<Step>of("step", 1, t -> {
                    t.id(Step::target);
                    for (String index : List.of("a", "b", "c", "d", "e")) {
                        t.textIndex(index, Step::target);
                    }
                    return row -> new Step("x", Duration.ZERO);
                }))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("have 0 to 4 elements");
    }

    /** A parcel with an index of every kind. */
    private record Parcel(String id, long weight, Optional<Long> shelf, Optional<String> owner) {
        static final RecordType<Parcel> TYPE = RecordType.of("parcel", 1, t -> {
            t.id(Parcel::id);
            t.numberIndex("weight", Parcel::weight);
            t.optionalNumberIndex("shelf", Parcel::shelf);
            t.optionalTextIndex("owner", Parcel::owner);
            var id = t.field("id", Codec.TEXT, Parcel::id);
            var weight = t.field("weight", Codec.LONG, Parcel::weight);
            var shelf = t.optional("shelf", Codec.LONG, Parcel::shelf);
            var owner = t.optional("owner", Codec.TEXT, Parcel::owner);
            return row -> new Parcel(row.get(id), row.get(weight), row.get(shelf), row.get(owner));
        });
    }

    @Test
    void recordsAreFoundByNumbersInTheirOrderAndByWhatTheyMayLack() {
        InMemoryStore store = new InMemoryStore(InstantSource.fixed(Instant.EPOCH));
        Records records = new Records(store);
        List<Parcel> parcels = List.of(
                new Parcel("a", 20, Optional.of(-1L), Optional.of("ann")),
                new Parcel("b", -3, Optional.empty(), Optional.of("bob")),
                new Parcel("c", 100, Optional.of(7L), Optional.empty()));
        Commit.Builder commit = Commit.builder();
        parcels.forEach(parcel -> commit.put(Parcel.TYPE.toStored(parcel, 1), 0));
        store.commit(commit.build());

        assertThat(ids(records, RecordQuery.of(Parcel.TYPE).orderBy("weight"))).containsExactly("b", "a", "c");
        assertThat(ids(records, RecordQuery.of(Parcel.TYPE).orderBy("shelf"))).containsExactly("a", "c");
        assertThat(ids(records, RecordQuery.of(Parcel.TYPE).orderBy("owner"))).containsExactly("a", "b");
    }

    @Test
    void whatIsNotWantedTakesNoPlaceAndAPageGoesOnBehindAnId() {
        InMemoryStore store = new InMemoryStore(InstantSource.fixed(Instant.EPOCH));
        Records records = new Records(store);
        Commit.Builder commit = Commit.builder();
        for (int i = 1; i <= 7; i++) {
            commit.put(Parcel.TYPE.toStored(new Parcel("p" + i, i, Optional.empty(), Optional.empty()), 1), 0);
        }
        store.commit(commit.build());

        assertThat(records.first(RecordQuery.of(Parcel.TYPE).limit(3), parcel -> parcel.weight() % 2 == 1))
                .extracting(found -> found.value().id())
                .containsExactly("p1", "p3", "p5");
        assertThat(ids(records, RecordQuery.of(Parcel.TYPE).limit(2).behind("p3")))
                .containsExactly("p4", "p5", "p6", "p7");
        assertThat(records.first(RecordQuery.of(Parcel.TYPE).limit(2).behind("p3a")))
                .extracting(found -> found.value().id())
                .containsExactly("p4", "p5");
        assertThatThrownBy(() -> records.first(
                        RecordQuery.of(Parcel.TYPE).orderBy("weight").behind("p3")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> records.first(RecordQuery.of(Parcel.TYPE).behind("red", "p3")))
                .isInstanceOf(InvalidInputException.class);
    }

    private static List<String> ids(Records records, RecordQuery<Parcel> query) {
        return records.all(query).stream().map(found -> found.value().id()).toList();
    }
}
