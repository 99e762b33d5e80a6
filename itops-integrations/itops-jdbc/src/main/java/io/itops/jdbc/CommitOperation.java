package io.itops.jdbc;

import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import java.sql.SQLException;

/**
 * Applies a commit.
 *
 * @param commit the commit
 */
record CommitOperation(Commit commit) implements Operation<CommitResult> {
    @Override
    public String name() {
        return "commit";
    }

    @Override
    public int weight() {
        return 1 + commit.operations();
    }

    @Override
    public Change<CommitResult> check(Tables tables) throws SQLException {
        tables.records().check(commit);
        tables.jobs().check(commit);
        JournalRows.Prepared entries = tables.journal().prepare(commit.events());
        return () -> {
            var completions = tables.jobs().apply(commit);
            tables.records().apply(commit);
            tables.journal().append(entries);
            return new CommitResult(entries.first(), entries.last(), completions);
        };
    }
}
