package io.itops.jdbc;

import io.itops.core.journal.MerkleFrontier;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The only row of the head: how far the journal and the places of jobs have come. It is read when a writing transaction first needs
 * it and written as the last thing before that ends.
 */
final class HeadRow {
    private static final String READ = "SELECT frontier, job_order FROM itops_head WHERE id = 1";
    private static final String WRITE = "UPDATE itops_head SET frontier = ?, job_order = ? WHERE id = 1";

    private final Statements statements;
    private @Nullable Values read;
    private @Nullable Values now;

    private record Values(MerkleFrontier frontier, long jobOrder) {}

    HeadRow(Statements statements) {
        this.statements = statements;
    }

    /** Forgets what was read: a new transaction begins. */
    void begin() {
        read = null;
        now = null;
    }

    /** Where the transaction took the journal; null if it had nothing to do with it. */
    @Nullable
    MerkleFrontier reached() {
        return now == null ? null : now.frontier();
    }

    MerkleFrontier frontier() throws SQLException {
        return values().frontier();
    }

    void frontier(MerkleFrontier frontier) throws SQLException {
        now = new Values(frontier, values().jobOrder());
    }

    long nextJobOrder() throws SQLException {
        Values before = values();
        now = new Values(before.frontier(), before.jobOrder() + 1);
        return before.jobOrder() + 1;
    }

    /** Writes the row if it has changed. */
    void write() throws SQLException {
        Values last = now;
        if (last != null && !last.equals(read)) {
            statements.change(WRITE, last.frontier().encode(), last.jobOrder());
        }
    }

    private Values values() throws SQLException {
        Values values = now;
        if (values == null) {
            values = statements.one(READ, row -> new Values(MerkleFrontier.parse(row.getString(1)), row.getLong(2)));
            if (values == null) {
                throw new SQLException("table itops_head must have a row, but was empty");
            }
            read = values;
            now = values;
        }
        return values;
    }
}
