package io.itops.core.store;

import io.itops.core.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of the in-memory store: by reference, and in the order of each index slot. Confined to the store's lock. */
final class MemoryRecords {
    private static final Comparator<Query.Position> ORDER = MemoryRecords::compare;

    /** No id sorts before it: ids hold no control character and no white space at their ends. */
    private static final String SMALLEST_ID = "!";

    private final Map<Ref, StoredRecord> byRef = new HashMap<>();
    private final Map<String, NavigableSet<String>> byId = new HashMap<>();
    private final Map<String, List<NavigableSet<Query.Position>>> bySlot = new HashMap<>();

    @Nullable
    StoredRecord find(Ref ref) {
        return byRef.get(ref);
    }

    void put(StoredRecord record) {
        StoredRecord before = byRef.put(record.ref(), record);
        if (before == null) {
            byId.computeIfAbsent(record.ref().type(), type -> new TreeSet<>())
                    .add(record.ref().id());
        }
        // most changes leave most indexes as they are
        for (int slot = 0; slot < StoredRecord.MAX_INDEXES; slot++) {
            String value = record.index(slot);
            String old = before == null ? IndexValue.ABSENT : before.index(slot);
            if (value.equals(old)) {
                continue;
            }
            NavigableSet<Query.Position> index = index(record.ref().type(), slot);
            if (!old.isEmpty()) {
                index.remove(new Query.Position(old, record.ref().id()));
            }
            if (!value.isEmpty()) {
                index.add(new Query.Position(value, record.ref().id()));
            }
        }
    }

    void remove(Ref ref) {
        StoredRecord before = byRef.remove(ref);
        if (before != null) {
            unindex(before);
            byId.getOrDefault(ref.type(), new TreeSet<>()).remove(ref.id());
        }
    }

    Page query(Query query) {
        List<StoredRecord> page = new ArrayList<>();
        Optional<Query.Position> last = Optional.empty();
        var matches = candidates(query).filter(equalities(query)).iterator();
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

    /** The records in the query's range and order, behind its position. */
    private Stream<StoredRecord> candidates(Query query) {
        return query.equal().isEmpty() ? walk(query) : sortEqual(query);
    }

    private Stream<StoredRecord> walk(Query query) {
        String type = query.type();
        if (query.orderBy().isEmpty()) {
            NavigableSet<String> all = byId.getOrDefault(type, new TreeSet<>());
            NavigableSet<String> ordered = query.descending() ? all.descendingSet() : all;
            NavigableSet<String> rest = query.after().isPresent()
                    ? ordered.tailSet(query.after().get().id(), false)
                    : ordered;
            return rest.stream().filter(id -> inRange(query, id)).map(id -> byRef.get(Ref.of(type, id)));
        }
        NavigableSet<Query.Position> all = index(type, query.orderBy().getAsInt());
        NavigableSet<Query.Position> ordered = query.descending() ? all.descendingSet() : all;
        NavigableSet<Query.Position> rest =
                query.after().isPresent() ? ordered.tailSet(query.after().get(), false) : ordered;
        return rest.stream()
                .dropWhile(position -> !inRange(query, position.value()))
                .takeWhile(position -> inRange(query, position.value()))
                .map(position -> byRef.get(Ref.of(type, position.id())));
    }

    /** Starts from the records that have the first equal value, which are few, and sorts them. */
    private Stream<StoredRecord> sortEqual(Query query) {
        Map.Entry<Integer, String> first = query.equal().entrySet().iterator().next();
        NavigableSet<Query.Position> slot = index(query.type(), first.getKey());
        Stream<Query.Position> equal = slot.tailSet(new Query.Position(first.getValue(), SMALLEST_ID), true).stream()
                .takeWhile(position -> position.value().equals(first.getValue()));
        Comparator<StoredRecord> order =
                Comparator.comparing((StoredRecord record) -> positionIn(query, record), ORDER);
        Comparator<StoredRecord> wanted = query.descending() ? order.reversed() : order;
        Comparator<Query.Position> positions = query.descending() ? ORDER.reversed() : ORDER;
        return equal.map(position -> byRef.get(Ref.of(query.type(), position.id())))
                .filter(record -> query.orderBy().isEmpty()
                        ? inRange(query, record.ref().id())
                        : inRange(query, record.index(query.orderBy().getAsInt())))
                .filter(record -> query.after().isEmpty()
                        || positions.compare(
                                        positionIn(query, record), query.after().get())
                                > 0)
                .sorted(wanted);
    }

    private static boolean inRange(Query query, String value) {
        return !(query.orderBy().isPresent() && value.isEmpty())
                && (query.from().isEmpty() || value.compareTo(query.from().get()) >= 0)
                && (query.below().isEmpty() || value.compareTo(query.below().get()) < 0);
    }

    private static Predicate<StoredRecord> equalities(Query query) {
        return record -> {
            for (Map.Entry<Integer, String> equal : query.equal().entrySet()) {
                if (!record.index(equal.getKey()).equals(equal.getValue())) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Query.Position positionIn(Query query, StoredRecord record) {
        String value =
                query.orderBy().isPresent() ? record.index(query.orderBy().getAsInt()) : IndexValue.ABSENT;
        return new Query.Position(value, record.ref().id());
    }

    /** Every change of an index compares some twenty times, so nothing stands between the comparison and its texts. */
    private static int compare(Query.Position a, Query.Position b) {
        int values = a.value().compareTo(b.value());
        return values != 0 ? values : a.id().compareTo(b.id());
    }

    private void unindex(StoredRecord record) {
        for (int slot = 0; slot < record.indexes().size(); slot++) {
            if (!record.index(slot).isEmpty()) {
                index(record.ref().type(), slot).remove(position(record, slot));
            }
        }
    }

    private NavigableSet<Query.Position> index(String type, int slot) {
        return bySlot.computeIfAbsent(type, MemoryRecords::emptySlots).get(slot);
    }

    private static List<NavigableSet<Query.Position>> emptySlots(String type) {
        return Stream.generate(() -> new TreeSet<>(ORDER))
                .limit(StoredRecord.MAX_INDEXES)
                .<NavigableSet<Query.Position>>map(slot -> slot)
                .toList();
    }

    private static Query.Position position(StoredRecord record, int slot) {
        return new Query.Position(record.index(slot), record.ref().id());
    }
}
