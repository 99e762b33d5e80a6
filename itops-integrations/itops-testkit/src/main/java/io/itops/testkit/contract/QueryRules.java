package io.itops.testkit.contract;

import static io.itops.testkit.contract.StoreFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Rule 13: queries give each record once, in order, page after page. */
final class QueryRules {
    /** In the order of their characters, which is not that of a dictionary. */
    private static final List<String> STATES = List.of("OPEN", "Open", "closed", "zoo", "Ärger", "\ud83d\ude80");

    private final StoreFixture on;

    QueryRules(StoreFixture on) {
        this.on = on;
    }

    void queriesGiveEachRecordOnceInOrder() {
        List<StoredRecord> records = fill(47);
        on.commit(Commit.builder()
                .put(new StoredRecord(Ref.of("thing-else", "T-0"), 1, 1, "{}", List.of(IndexValue.of("OPEN"))), 0));
        int asked = 0;
        for (Map<Integer, String> equal : equalities()) {
            for (int slot = -1; slot <= 3; slot++) {
                for (boolean descending : new boolean[] {false, true}) {
                    for (int limit : new int[] {3, 7, 1_000}) {
                        for (Range range : ranges(slot)) {
                            OptionalInt orderBy = slot < 0 ? OptionalInt.empty() : OptionalInt.of(slot);
                            check(records, equal, orderBy, descending, limit, range);
                            asked++;
                        }
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(250);
    }

    private record Range(Optional<String> from, Optional<String> below) {}

    private List<StoredRecord> fill(int count) {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Every third has no value in slot 1; the fourth slot is given to a few only.
            List<String> indexes = new ArrayList<>(List.of(
                    IndexValue.of(STATES.get(i % STATES.size())),
                    i % 3 == 0 ? IndexValue.ABSENT : IndexValue.of((long) (i * 7 % 11) - 5),
                    IndexValue.of(StoreFixture.at(i / 4))));
            if (i % 5 == 0) {
                indexes.add(IndexValue.of("x"));
            }
            String id = (i % 2 == 0 ? "T-" : "t-") + (i * 31 % count);
            StoredRecord record = new StoredRecord(ref(id), 1, 1, StoreFixture.json(id), indexes);
            records.add(record);
            on.commit(Commit.builder().put(record, 0));
        }
        return records;
    }

    private static List<Map<Integer, String>> equalities() {
        return List.of(
                Map.of(),
                Map.of(0, IndexValue.of("Open")),
                Map.of(0, IndexValue.of("\ud83d\ude80")),
                Map.of(1, IndexValue.of(-5L)),
                Map.of(3, IndexValue.of("x"), 0, IndexValue.of("OPEN")),
                Map.of(0, IndexValue.of("none")));
    }

    private static List<Range> ranges(int slot) {
        return switch (slot) {
            case -1 ->
                List.of(
                        new Range(Optional.empty(), Optional.empty()),
                        new Range(Optional.of("T-3"), Optional.of("t-2")));
            case 1 ->
                List.of(
                        new Range(Optional.empty(), Optional.empty()),
                        new Range(Optional.of(IndexValue.of(-1L)), Optional.of(IndexValue.of(4L))));
            case 2 ->
                List.of(
                        new Range(Optional.of(IndexValue.of(StoreFixture.at(3))), Optional.empty()),
                        new Range(Optional.empty(), Optional.of(IndexValue.of(StoreFixture.at(9)))));
            default -> List.of(new Range(Optional.empty(), Optional.empty()));
        };
    }

    private void check(
            List<StoredRecord> records,
            Map<Integer, String> equal,
            OptionalInt orderBy,
            boolean descending,
            int limit,
            Range range) {
        Query query =
                new Query("thing", equal, orderBy, range.from(), range.below(), descending, Optional.empty(), limit);
        Comparator<StoredRecord> order = Comparator.comparing((StoredRecord record) -> value(orderBy, record))
                .thenComparing(record -> record.ref().id());
        List<StoredRecord> expected = records.stream()
                .filter(record -> equal.entrySet().stream()
                        .allMatch(e -> record.index(e.getKey()).equals(e.getValue())))
                .filter(record -> orderBy.isEmpty() || !value(orderBy, record).isEmpty())
                .filter(record -> within(range, orderBy.isEmpty() ? record.ref().id() : value(orderBy, record)))
                .sorted(descending ? order.reversed() : order)
                .toList();
        assertThat(all(query)).as("result of %s", query).isEqualTo(expected);
    }

    private static String value(OptionalInt orderBy, StoredRecord record) {
        return orderBy.isEmpty() ? "" : record.index(orderBy.getAsInt());
    }

    private static boolean within(Range range, String value) {
        return range.from().map(from -> value.compareTo(from) >= 0).orElse(true)
                && range.below().map(below -> value.compareTo(below) < 0).orElse(true);
    }

    private List<StoredRecord> all(Query query) {
        List<StoredRecord> all = new ArrayList<>();
        Optional<Query.Position> after = Optional.empty();
        do {
            Page page = on.store.query(behind(query, after));
            assertThat(page.records().size()).as("records in a page").isLessThanOrEqualTo(query.limit());
            all.addAll(page.records());
            assertThat(all.size()).as("records in all pages of %s", query).isLessThan(1_000);
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static Query behind(Query query, Optional<Query.Position> after) {
        return new Query(
                query.type(),
                query.equal(),
                query.orderBy(),
                query.from(),
                query.below(),
                query.descending(),
                after,
                query.limit());
    }

    /** Between two pages half of the records move, go or come: the others are each seen once. */
    void commitsBetweenPagesLoseAndRepeatNothing() {
        for (boolean descending : new boolean[] {false, true}) {
            String name = descending ? "down" : "up";
            for (int i = 0; i < 40; i++) {
                on.commit(Commit.builder().put(placed(name, i, 1, 100 + i), 0));
            }
            Query query = new Query(
                    "thing-" + name,
                    Map.of(),
                    OptionalInt.of(0),
                    Optional.empty(),
                    Optional.empty(),
                    descending,
                    Optional.empty(),
                    6);
            List<String> seen = new ArrayList<>();
            Optional<Query.Position> after = Optional.empty();
            int round = 0;
            do {
                Page page = on.store.query(behind(query, after));
                page.records().forEach(record -> seen.add(record.ref().id()));
                assertThat(seen.size()).as("records in all pages").isLessThan(1_000);
                after = page.next();
                disturb(name, round++);
            } while (after.isPresent());
            List<String> still = new ArrayList<>();
            for (int i = 1; i < 40; i += 2) {
                still.add("r" + i);
            }
            assertThat(seen.stream().filter(still::contains))
                    .as("records that did not change, %s", name)
                    .containsExactlyInAnyOrderElementsOf(still);
        }
    }

    private void disturb(String name, int round) {
        if (round >= 5) {
            return;
        }
        int base = round * 8;
        on.commit(Commit.builder()
                .put(placed(name, base, 2, round % 2 == 0 ? 1 : 999), 1)
                .remove(Ref.of("thing-" + name, "r" + (base + 2)), 1)
                .put(placed(name, base + 4, 2, 100 + (base + 20) % 40), 1)
                .put(placed(name, 1_000 + round, 1, 100 + base), 0));
    }

    private static StoredRecord placed(String name, int i, long version, long place) {
        return new StoredRecord(Ref.of("thing-" + name, "r" + i), version, 1, "{}", List.of(IndexValue.of(place)));
    }

    /** What was indexed before is not found after a record changed or went. */
    void indexesFollowTheirRecords() {
        on.commit(Commit.builder().put(placed("x", 1, 1, 5), 0).put(placed("x", 2, 1, 5), 0));
        on.commit(Commit.builder().put(placed("x", 1, 2, 6), 1).remove(Ref.of("thing-x", "r2"), 1));
        assertThat(all(equal(5))).as("records under the value before").isEmpty();
        assertThat(all(equal(6))).as("records under the value after").containsExactly(placed("x", 1, 2, 6));
        on.commit(Commit.builder().put(new StoredRecord(Ref.of("thing-x", "r1"), 3, 1, "{}", List.of()), 2));
        assertThat(all(equal(6))).as("records that lost their value").isEmpty();
    }

    private static Query equal(long value) {
        return new Query(
                "thing-x",
                Map.of(0, IndexValue.of(value)),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                10);
    }
}
