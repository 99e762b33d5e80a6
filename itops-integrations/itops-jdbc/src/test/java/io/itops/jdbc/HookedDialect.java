package io.itops.jdbc;

import io.itops.core.journal.MerkleFrontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the transactions of another dialect, that of the schema as number 0, and lets a test act at their begin and when they have just
 * committed.
 */
final class HookedDialect implements Dialect {
    private final Dialect dialect;
    private final AtomicInteger begun = new AtomicInteger(-1);
    private final AtomicInteger committed = new AtomicInteger(-1);
    private volatile Hook atBegin = count -> {};
    private volatile Hook atCommit = count -> {};
    private volatile @Nullable StatementLog log;
    private volatile boolean witnessed = true;

    /** Acts; may fail as a database would. */
    @FunctionalInterface
    interface Hook {
        void at(int count) throws SQLException;
    }

    HookedDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    void atBegin(Hook hook) {
        atBegin = hook;
    }

    /** Has a log listen to the connections made from now on. */
    void listen(StatementLog statements) {
        log = statements;
    }

    /** Has the dialect not hear how far the journal has come. */
    void withoutWitness() {
        witnessed = false;
    }

    Dialect dialect() {
        return dialect;
    }

    void atCommit(Hook hook) {
        atCommit = hook;
    }

    /** How many transactions were committed, that of the schema not counted. */
    int committed() {
        return committed.get();
    }

    @Override
    public List<String> scripts() {
        return dialect.scripts();
    }

    @Override
    public Connection connect() throws SQLException {
        StatementLog listener = log;
        return listener == null ? dialect.connect() : listener.listen(dialect.connect());
    }

    @Override
    public void begin(Connection writer) throws SQLException {
        atBegin.at(begun.incrementAndGet());
        dialect.begin(writer);
    }

    @Override
    public void commit(Connection writer) throws SQLException {
        dialect.commit(writer);
        atCommit.at(committed.incrementAndGet());
    }

    @Override
    public void rollback(Connection writer) throws SQLException {
        dialect.rollback(writer);
    }

    @Override
    public void tend(Connection writer) throws SQLException {
        dialect.tend(writer);
    }

    @Override
    public void opened(MerkleFrontier head) {
        dialect.opened(head);
    }

    @Override
    public void committed(MerkleFrontier head) {
        if (witnessed) {
            dialect.committed(head);
        }
    }

    @Override
    public SQLException refused(SQLException failure) {
        return dialect.refused(failure);
    }

    @Override
    public SQLException told(SQLException failure) {
        return dialect.told(failure);
    }

    @Override
    public void close() throws SQLException {
        dialect.close();
    }
}
