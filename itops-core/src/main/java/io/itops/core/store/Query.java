package io.itops.core.store;

import io.itops.core.Require;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Asks for the records of a type that have given values in some index slots, in the order of one slot (or of the id), a page at a
 * time by keyset.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type the record type's name
 * @param equal encoded values that must stand in slots
 * @param orderBy the slot that orders the result, ties by id; empty: by id alone. Records without a value in the slot are left out
 * @param from the smallest encoded value of the ordering slot (of the id, if ordered by id), inclusive
 * @param below the encoded value of the ordering slot that ends the range, exclusive
 * @param descending whether the greatest comes first
 * @param after continues behind this position
 * @param limit the greatest number of records in the page, 1 to 1,000
 * @since 0.1
 */
public record Query(
        String type,
        Map<Integer, String> equal,
        OptionalInt orderBy,
        Optional<String> from,
        Optional<String> below,
        boolean descending,
        Optional<Position> after,
        int limit) {
    /**
     * A place in an ordered result.
     *
     * @param value the encoded value in the ordering slot, {@link IndexValue#ABSENT} if ordered by id
     * @param id the record's id
     */
    public record Position(String value, String id) {
        /** Checks the parts. */
        public Position {
            Require.present("position value", value);
            Require.id("position id", id);
        }
    }

    /** Checks and copies the parts. */
    public Query {
        Require.slug("record type", type);
        equal = Collections.unmodifiableMap(new TreeMap<>(Require.present("equal values", equal)));
        equal.forEach((slot, value) -> {
            Require.range("index slot", slot, 0, StoredRecord.MAX_INDEXES - 1);
            Require.that(!Require.present("indexed value", value).isEmpty(), "indexed value", "not be empty", value);
        });
        Require.present("order", orderBy)
                .ifPresent(slot -> Require.range("index slot", slot, 0, StoredRecord.MAX_INDEXES - 1));
        Require.present("start of the range", from);
        Require.present("end of the range", below);
        Require.present("position", after);
        Require.range("page size", limit, 1, 1_000);
    }
}
