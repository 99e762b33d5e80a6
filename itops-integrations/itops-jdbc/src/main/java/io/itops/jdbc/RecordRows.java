package io.itops.jdbc;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of records. */
final class RecordRows {
    static final String COLUMNS = "type, id, version, schema_version, slots, slot0, slot1, slot2, slot3, json";

    private static final String FIND = "SELECT " + COLUMNS + " FROM itops_record WHERE type = ? AND id = ?";
    private static final String VERSION = "SELECT version FROM itops_record WHERE type = ? AND id = ?";
    private static final String INSERT =
            "INSERT INTO itops_record (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE itops_record SET version = ?, schema_version = ?, slots = ?, slot0 = ?,"
                    + " slot1 = ?, slot2 = ?, slot3 = ?, json = ? WHERE type = ? AND id = ?";
    private static final String DELETE = "DELETE FROM itops_record WHERE type = ? AND id = ?";

    private final Statements statements;

    RecordRows(Statements statements) {
        this.statements = statements;
    }

    @Nullable
    StoredRecord find(Ref ref) throws SQLException {
        return statements.one(FIND, RecordRows::record, ref.type(), ref.id());
    }

    /** Refuses a commit that expects another version than there is. */
    void check(Commit commit) throws SQLException {
        for (Commit.Put put : commit.puts()) {
            check(put.record().ref(), put.expected());
        }
        for (Commit.Expect removal : commit.removals()) {
            check(removal.ref(), removal.version());
        }
        for (Commit.Expect expect : commit.expects()) {
            check(expect.ref(), expect.version());
        }
    }

    private void check(Ref ref, long expected) throws SQLException {
        Long version = statements.one(VERSION, row -> row.getLong(1), ref.type(), ref.id());
        long found = version == null ? 0 : version;
        if (found != expected) {
            throw new ConflictException(ref, expected, found);
        }
    }

    /** Writes what a checked commit puts and removes. */
    void apply(Commit commit) throws SQLException {
        for (Commit.Put put : commit.puts()) {
            if (put.expected() == 0) {
                insert(put.record());
            } else {
                update(put.record());
            }
        }
        for (Commit.Expect removal : commit.removals()) {
            statements.change(DELETE, removal.ref().type(), removal.ref().id());
        }
    }

    private void insert(StoredRecord record) throws SQLException {
        statements.change(
                INSERT,
                record.ref().type(),
                record.ref().id(),
                record.version(),
                record.schema(),
                record.indexes().size(),
                record.index(0),
                record.index(1),
                record.index(2),
                record.index(3),
                record.json());
    }

    private void update(StoredRecord record) throws SQLException {
        statements.change(
                UPDATE,
                record.version(),
                record.schema(),
                record.indexes().size(),
                record.index(0),
                record.index(1),
                record.index(2),
                record.index(3),
                record.json(),
                record.ref().type(),
                record.ref().id());
    }

    /** The record in a row of {@link #COLUMNS}. */
    static StoredRecord record(ResultSet row) throws SQLException {
        int slots = row.getInt(5);
        List<String> indexes = new ArrayList<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            indexes.add(row.getString(6 + slot));
        }
        return new StoredRecord(
                Ref.of(row.getString(1), row.getString(2)), row.getLong(3), row.getInt(4), row.getString(10), indexes);
    }
}
