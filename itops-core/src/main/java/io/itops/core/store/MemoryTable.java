package io.itops.core.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The records of one type: by id, in the order of their ids, and in the order of each index slot. Confined to the store's lock. */
final class MemoryTable {
    private static final Comparator<Row> BY_ID = Comparator.comparing(Row::id);

    private final KeyedSet<String, Row> byId = new KeyedSet<>(Row::id);
    private final List<SortedChunks<Row>> slots = IntStream.range(0, StoredRecord.MAX_INDEXES)
            .mapToObj(slot -> new SortedChunks<Row>((a, b) -> compare(slot, a, b)))
            .toList();

    private final TextPool pool;

    /** Kept from the first question on that asks for it: few types are listed by id. */
    private @Nullable SortedChunks<Row> ids;

    /** Where a record stands in all orders: it stays as the record changes. */
    private static final class Row {
        private StoredRecord record;

        Row(StoredRecord record) {
            this.record = record;
        }

        String id() {
            return record.ref().id();
        }
    }

    /** An empty table whose index values are kept in a pool. */
    MemoryTable(TextPool pool) {
        this.pool = pool;
    }

    @Nullable
    StoredRecord find(String id) {
        Row row = byId.find(id);
        return row == null ? null : row.record;
    }

    void put(StoredRecord record) {
        Row row = byId.find(record.ref().id());
        if (row == null) {
            insert(new Row(pooled(record)));
            return;
        }
        StoredRecord before = row.record;
        StoredRecord after = successor(before, record);
        // most changes leave most indexes as they are; what is sorted changes only while it is out
        for (int slot = 0; slot < StoredRecord.MAX_INDEXES; slot++) {
            if (!after.index(slot).equals(before.index(slot))) {
                takeOut(slot, row);
            }
        }
        row.record = after;
        for (int slot = 0; slot < StoredRecord.MAX_INDEXES; slot++) {
            if (!after.index(slot).equals(before.index(slot))) {
                sortIn(slot, row);
            }
        }
    }

    private void insert(Row row) {
        byId.put(row);
        if (ids != null) {
            ids.add(row);
        }
        for (int slot = 0; slot < StoredRecord.MAX_INDEXES; slot++) {
            sortIn(slot, row);
        }
    }

    void remove(String id) {
        Row row = byId.remove(id);
        if (row != null) {
            if (ids != null) {
                ids.remove(row);
            }
            for (int slot = 0; slot < StoredRecord.MAX_INDEXES; slot++) {
                takeOut(slot, row);
            }
        }
    }

    private void sortIn(int slot, Row row) {
        if (!row.record.index(slot).isEmpty()) {
            slots.get(slot).add(row);
        }
    }

    private void takeOut(int slot, Row row) {
        if (!row.record.index(slot).isEmpty()) {
            slots.get(slot).remove(row);
        }
    }

    /** The same record with the very values that others have in its slots: many say the same, and each text is kept once. */
    private StoredRecord pooled(StoredRecord record) {
        List<String> values = new ArrayList<>(record.indexes().size());
        for (String value : record.indexes()) {
            values.add(pool.pooled(value));
        }
        return with(record, record, values);
    }

    /** The same record with the name and the values of the one before, as far as they are equal: each text is kept once. */
    private StoredRecord successor(StoredRecord before, StoredRecord record) {
        if (before.indexes().equals(record.indexes())) {
            return with(record, before, before.indexes());
        }
        List<String> values = new ArrayList<>(record.indexes().size());
        for (int slot = 0; slot < record.indexes().size(); slot++) {
            String value = record.index(slot);
            values.add(value.equals(before.index(slot)) ? before.index(slot) : pool.pooled(value));
        }
        return with(record, before, values);
    }

    private static StoredRecord with(StoredRecord record, StoredRecord named, List<String> indexes) {
        return new StoredRecord(named.ref(), record.version(), record.schema(), record.json(), indexes);
    }

    Page query(Query query) {
        Iterator<StoredRecord> matches = query.equal().isEmpty() ? inOrder(query) : withEqual(query);
        List<StoredRecord> page = new ArrayList<>();
        Optional<Query.Position> last = Optional.empty();
        while (matches.hasNext()) {
            StoredRecord record = matches.next();
            if (page.size() == query.limit()) {
                return new Page(page, last);
            }
            page.add(record);
            last = Optional.of(positionIn(query, record));
        }
        return new Page(page, Optional.empty());
    }

    /** The records of the query's range in its order, behind its position; a place in the order is found without going there. */
    private Iterator<StoredRecord> inOrder(Query query) {
        SortedChunks<Row> order =
                query.orderBy().isPresent() ? slots.get(query.orderBy().getAsInt()) : byIds();
        return within(
                query,
                query.descending()
                        ? order.downFrom(row -> isBelow(query, row.record) && isBehind(query, row.record))
                        : order.upFrom(row -> !isFrom(query, row.record) || !isBehind(query, row.record)));
    }

    private SortedChunks<Row> byIds() {
        if (ids == null) {
            SortedChunks<Row> sorted = new SortedChunks<>(BY_ID);
            byId.forEach(sorted::add);
            ids = sorted;
        }
        return ids;
    }

    /** At most one more than the page that is asked for, up to the first outside the range. */
    private static Iterator<StoredRecord> within(Query query, Iterator<Row> rows) {
        List<StoredRecord> found = new ArrayList<>();
        while (found.size() <= query.limit() && rows.hasNext()) {
            StoredRecord record = rows.next().record;
            if (!isFrom(query, record) || !isBelow(query, record)) {
                break;
            }
            found.add(record);
        }
        return found.iterator();
    }

    /** Starts from the records that have the first equal value, which are few, and sorts them. */
    private Iterator<StoredRecord> withEqual(Query query) {
        Map.Entry<Integer, String> equal = query.equal().entrySet().iterator().next();
        Iterator<Row> rows = slots.get(equal.getKey())
                .upFrom(row -> row.record.index(equal.getKey()).compareTo(equal.getValue()) < 0);
        List<StoredRecord> found = new ArrayList<>();
        while (rows.hasNext()) {
            StoredRecord record = rows.next().record;
            if (!record.index(equal.getKey()).equals(equal.getValue())) {
                break;
            }
            if (isWanted(query, record)) {
                found.add(record);
            }
        }
        Comparator<StoredRecord> order = Comparator.comparing((StoredRecord record) -> ordering(query, record))
                .thenComparing(record -> record.ref().id());
        found.sort(query.descending() ? order.reversed() : order);
        return found.iterator();
    }

    private static boolean isWanted(Query query, StoredRecord record) {
        for (Map.Entry<Integer, String> equal : query.equal().entrySet()) {
            if (!record.index(equal.getKey()).equals(equal.getValue())) {
                return false;
            }
        }
        boolean ordered = query.orderBy().isEmpty() || !ordering(query, record).isEmpty();
        return ordered && isFrom(query, record) && isBelow(query, record) && isBehind(query, record);
    }

    private static boolean isBehind(Query query, StoredRecord record) {
        if (query.after().isEmpty()) {
            return true;
        }
        Query.Position after = query.after().get();
        int values = query.orderBy().isEmpty() ? 0 : ordering(query, record).compareTo(after.value());
        int order = values != 0 ? values : record.ref().id().compareTo(after.id());
        return query.descending() ? order < 0 : order > 0;
    }

    private static boolean isFrom(Query query, StoredRecord record) {
        return query.from().isEmpty()
                || ordering(query, record).compareTo(query.from().get()) >= 0;
    }

    private static boolean isBelow(Query query, StoredRecord record) {
        return query.below().isEmpty()
                || ordering(query, record).compareTo(query.below().get()) < 0;
    }

    /** What a query orders by: the value in its slot, else the id. */
    private static String ordering(Query query, StoredRecord record) {
        return query.orderBy().isPresent()
                ? record.index(query.orderBy().getAsInt())
                : record.ref().id();
    }

    private static Query.Position positionIn(Query query, StoredRecord record) {
        String value =
                query.orderBy().isPresent() ? record.index(query.orderBy().getAsInt()) : IndexValue.ABSENT;
        return new Query.Position(value, record.ref().id());
    }

    /** Every change of an index compares some twenty times, so nothing stands between the comparison and its texts. */
    private static int compare(int slot, Row a, Row b) {
        int values = a.record.index(slot).compareTo(b.record.index(slot));
        return values != 0 ? values : a.id().compareTo(b.id());
    }
}
