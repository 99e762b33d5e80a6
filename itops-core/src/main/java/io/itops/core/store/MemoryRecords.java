package io.itops.core.store;

import io.itops.core.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of the in-memory store, each type in a table of its own. Confined to the store's lock. */
final class MemoryRecords {
    private static final Page NOTHING = new Page(List.of(), Optional.empty());

    private final Map<String, MemoryTable> tables = new HashMap<>();
    private final TextPool pool = new TextPool();

    @Nullable
    StoredRecord find(Ref ref) {
        MemoryTable table = tables.get(ref.type());
        return table == null ? null : table.find(ref.id());
    }

    /** The reference of the record that is so called, if there is one: what is kept anyway need not be kept twice. */
    Ref named(Ref ref) {
        StoredRecord record = find(ref);
        return record == null ? ref : record.ref();
    }

    void put(StoredRecord record) {
        tables.computeIfAbsent(record.ref().type(), type -> new MemoryTable(pool))
                .put(record);
    }

    void remove(Ref ref) {
        MemoryTable table = tables.get(ref.type());
        if (table != null) {
            table.remove(ref.id());
        }
    }

    Page query(Query query) {
        MemoryTable table = tables.get(query.type());
        return table == null ? NOTHING : table.query(query);
    }
}
