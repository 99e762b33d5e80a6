package io.itops.jdbc;

import io.itops.core.Actor;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.store.ClaimRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values at the edges. */
final class Texts {
    private Texts() {}

    /** An event whose text is longer than a store takes. */
    static JournalEvent eventBeyondTheLimit() {
        return new JournalEvent(
                "thing.created",
                1,
                Commits.START,
                Actor.user("ann"),
                List.of(Commits.ref("a")),
                "too much",
                Optional.empty(),
                Tree.Obj.of(Map.of("text", new Tree.Text("x".repeat(1 << 20)))));
    }

    static ClaimRequest claimOf(String type) {
        return new ClaimRequest(Set.of(type), Commits.START, 10, Duration.ofSeconds(30));
    }
}
