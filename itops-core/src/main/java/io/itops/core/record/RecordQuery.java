package io.itops.core.record;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Query;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A question about the records of one type, in the names of its indexes.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public final class RecordQuery<T> {
    private final RecordType<T> type;
    private final Map<Integer, String> equal = new TreeMap<>();
    private OptionalInt orderBy = OptionalInt.empty();
    private @Nullable String from;
    private @Nullable String below;
    private boolean descending;
    private Query.@Nullable Position behind;
    private int limit = 1_000;

    private RecordQuery(RecordType<T> type) {
        this.type = type;
    }

    /**
     * All records of a type, in the order of their ids.
     *
     * @param <T> the type of the values
     * @param type the record type
     * @return the query
     */
    public static <T> RecordQuery<T> of(RecordType<T> type) {
        return new RecordQuery<>(type);
    }

    /**
     * Only records with this text in an index.
     *
     * @param index its name
     * @param text the text
     * @return this
     */
    public RecordQuery<T> where(String index, String text) {
        equal.put(type.slot(index), IndexValue.of(text));
        return this;
    }

    /**
     * Only records with this number in an index.
     *
     * @param index its name
     * @param number the number
     * @return this
     */
    public RecordQuery<T> where(String index, long number) {
        equal.put(type.slot(index), IndexValue.of(number));
        return this;
    }

    /**
     * In the order of an index, the smallest first. Records that have no value there are left out.
     *
     * @param index its name
     * @return this
     */
    public RecordQuery<T> orderBy(String index) {
        orderBy = OptionalInt.of(type.slot(index));
        return this;
    }

    /**
     * The greatest first.
     *
     * @return this
     */
    public RecordQuery<T> descending() {
        descending = true;
        return this;
    }

    /**
     * Only records whose instant in the ordering index lies in a half-open range.
     *
     * @param start the first instant of the range
     * @param end the first instant behind it, not before the start; the query must be ordered by an index of instants
     * @return this
     */
    public RecordQuery<T> between(Instant start, Instant end) {
        String first = IndexValue.of(start);
        String last = IndexValue.of(end);
        if (end.isBefore(start)) {
            throw new InvalidInputException("end of the range", "not be before its start " + start, end);
        }
        from = first;
        below = last;
        return this;
    }

    /**
     * At most so many records a page.
     *
     * @param records 1 to 1,000
     * @return this
     */
    public RecordQuery<T> limit(int records) {
        limit = Require.range("page size", records, 1, 1_000);
        return this;
    }

    /**
     * Only records that come behind one in the order of their ids: the next page of a job that reads a page at a time. The query must not
     * be ordered by an index.
     *
     * @param id the id of the last record that was read; it need not be there any more
     * @return this
     */
    public RecordQuery<T> behind(String id) {
        behind = new Query.Position(IndexValue.ABSENT, Require.id("id of the last record", id));
        return this;
    }

    /**
     * Only records that come behind a place in the order of an index of text: the next page for someone who has seen the last record as it
     * was. The query must be ordered by such an index.
     *
     * @param text what the last record had in the index
     * @param id its id; it need not be there any more
     * @return this
     */
    public RecordQuery<T> behind(String text, String id) {
        behind = new Query.Position(IndexValue.of(text), Require.id("id of the last record", id));
        return this;
    }

    RecordType<T> type() {
        return type;
    }

    Query page(Optional<Query.Position> after) {
        Require.state(from == null || orderBy.isPresent(), "order of a query with a range", "be given", "none");
        Require.state(
                behind == null || orderBy.isEmpty() == behind.value().equals(IndexValue.ABSENT),
                "order of a query behind a record",
                "be that of the ids, or of an index whose text is given",
                orderBy.isEmpty() ? "that of the ids" : "by an index");
        return new Query(
                type.name(),
                equal,
                orderBy,
                Optional.ofNullable(from),
                Optional.ofNullable(below),
                descending,
                after.or(() -> Optional.ofNullable(behind)),
                limit);
    }
}
