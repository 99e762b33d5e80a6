package io.itops.jdbc;

import java.sql.SQLException;

/** All tables through one connection, as a writing transaction sees them. Not thread-safe; confine to one thread at a time. */
final class Tables {
    private final HeadRow head;
    private final RecordRows records;
    private final JournalRows journal;
    private final JobRows jobs;
    private final ClaimRows claims;

    Tables(Statements statements) {
        head = new HeadRow(statements);
        records = new RecordRows(statements);
        journal = new JournalRows(statements, head);
        jobs = new JobRows(statements, head);
        claims = new ClaimRows(statements, jobs);
    }

    HeadRow head() {
        return head;
    }

    RecordRows records() {
        return records;
    }

    JournalRows journal() {
        return journal;
    }

    JobRows jobs() {
        return jobs;
    }

    ClaimRows claims() {
        return claims;
    }

    /** Begins a transaction. */
    void begin() {
        head.begin();
    }

    /** Writes what is to be written last. */
    void end() throws SQLException {
        head.write();
    }
}
