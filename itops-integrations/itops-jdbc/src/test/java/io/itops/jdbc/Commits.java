package io.itops.jdbc;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commits and their parts, as the tests need them. */
final class Commits {
    static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

    private Commits() {}

    static Ref ref(String id) {
        return Ref.of("thing", id);
    }

    static StoredRecord record(String id, long version, String json, String... indexes) {
        return new StoredRecord(ref(id), version, 1, json, List.of(indexes));
    }

    /** Puts a new record and tells the journal about it. */
    static Commit create(String id) {
        return Commit.builder()
                .put(record(id, 1, "{\"id\":\"" + id + "\"}"), 0)
                .event(event(id))
                .build();
    }

    static JournalEvent event(String id) {
        return new JournalEvent(
                "thing.created",
                1,
                START,
                Actor.user("ann"),
                List.of(ref(id)),
                "created " + id,
                Optional.empty(),
                Tree.Obj.of(Map.of("id", new Tree.Text(id))));
    }
}
