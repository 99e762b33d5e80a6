package io.itops.core.store;

import io.itops.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * One page of a query's result.
 *
 * <p>Immutable and thread-safe.
 *
 * @param records the records in order
 * @param next where the next page begins; empty if this was the last
 * @since 0.1
 */
public record Page(List<StoredRecord> records, Optional<Query.Position> next) {
    /** Copies the list. */
    public Page {
        records = Require.list("records", records);
        Require.present("next position", next);
    }
}
