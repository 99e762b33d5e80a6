package io.itops.core.record;

import io.itops.core.Meters;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.internal.Answers;
import io.itops.core.spi.Store;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads records of a store as values. Each read asks the store; a text that was read before, and has not changed since, is not parsed
 * again: the same value is given back, so values must be immutable. What is held for that is bounded to 8 Mi characters of text.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Records {
    private final Store store;
    private final DecodedRecords decoded;

    /**
     * Reads from a store, without meters.
     *
     * @param store the store
     */
    public Records(Store store) {
        this(store, Meters.none());
    }

    /**
     * Reads from a store.
     *
     * @param store the store
     * @param meters tell how often a value had to be parsed
     */
    public Records(Store store, Meters meters) {
        this.store = Require.present("store", store);
        this.decoded = new DecodedRecords(Require.present("meters", meters), DecodedRecords.MAX_CHARACTERS);
    }

    /**
     * The present state of a record.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param id the record's id
     * @return value and version, or empty if there is none
     */
    public <T> Optional<Versioned<T>> find(RecordType<T> type, String id) {
        return Answers.of(
                        "find", store.find(Require.present("record type", type).ref(id)))
                .map(stored -> versioned(type, stored));
    }

    /**
     * The present state of a record that must exist.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param id the record's id
     * @return value and version
     * @throws NotFoundException if there is none
     */
    public <T> Versioned<T> get(RecordType<T> type, String id) {
        return find(type, id).orElseThrow(() -> new NotFoundException(type.ref(id)));
    }

    /**
     * The first page of a query's result.
     *
     * @param <T> the type of the values
     * @param query the query
     * @return at most as many records as the query's limit
     */
    public <T> List<Versioned<T>> first(RecordQuery<T> query) {
        return Answers.of("query", store.query(Require.present("query", query).page(Optional.empty())))
                .records()
                .stream()
                .map(stored -> versioned(query.type(), stored))
                .toList();
    }

    /**
     * The first records of a query that someone wants, read page by page until there are enough: what is not wanted takes no place.
     *
     * @param <T> the value's type
     * @param query which, in which order, and how many at most
     * @param wanted which of them
     * @return at most as many as the query allows
     */
    public <T> List<Versioned<T>> first(RecordQuery<T> query, Predicate<? super T> wanted) {
        Require.present("query", query);
        Require.present("what is wanted", wanted);
        List<Versioned<T>> found = new ArrayList<>();
        Optional<Query.Position> after = Optional.empty();
        int most;
        do {
            Query asked = query.page(after);
            most = asked.limit();
            Page page = Answers.of("query", store.query(asked));
            for (StoredRecord stored : page.records()) {
                Versioned<T> record = versioned(query.type(), stored);
                if (found.size() < most && wanted.test(record.value())) {
                    found.add(record);
                }
            }
            after = page.next();
        } while (after.isPresent() && found.size() < most);
        return List.copyOf(found);
    }

    /**
     * All of a query's result, page after page.
     *
     * @param <T> the type of the values
     * @param query the query
     * @return every record
     */
    public <T> List<Versioned<T>> all(RecordQuery<T> query) {
        Require.present("query", query);
        List<Versioned<T>> all = new ArrayList<>();
        Optional<Query.Position> after = Optional.empty();
        do {
            Page page = Answers.of("query", store.query(query.page(after)));
            page.records().forEach(stored -> all.add(versioned(query.type(), stored)));
            after = page.next();
        } while (after.isPresent());
        return List.copyOf(all);
    }

    /**
     * A value as it is to be stored. Whoever reads it again through this object gets the very value, without parsing, as long as the store
     * holds the text that was written here; {@link RecordType#toStored} alone remembers nothing.
     *
     * @param <T> the type of the value
     * @param type the record type
     * @param value the value
     * @param version the version that the record will have, from 1
     * @return the record
     * @throws io.itops.core.InvalidInputException if the value cannot be stored
     */
    public <T> StoredRecord toStored(RecordType<T> type, T value, long version) {
        StoredRecord stored = Require.present("record type", type).toStored(Require.present("value", value), version);
        decoded.remember(type, stored, value);
        return stored;
    }

    private <T> Versioned<T> versioned(RecordType<T> type, StoredRecord stored) {
        return new Versioned<>(decoded.read(type, stored), stored.version());
    }
}
