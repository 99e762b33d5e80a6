package io.itops.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the transactions of another dialect, and lets a test act at their begin and where they are forced. */
final class HookedDialect implements Dialect {
    private final Dialect dialect;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger forced = new AtomicInteger();
    private volatile Hook atBegin = count -> {};
    private volatile Hook atForce = count -> {};

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

    void atForce(Hook hook) {
        atForce = hook;
    }

    /** How often what was committed was forced to the device, the schema's part not counted. */
    int forced() {
        return forced.get() - 1;
    }

    @Override
    public String description() {
        return dialect.description();
    }

    @Override
    public List<String> scripts() {
        return dialect.scripts();
    }

    @Override
    public Connection connect() throws SQLException {
        return dialect.connect();
    }

    @Override
    public void begin(Connection writer) throws SQLException {
        atBegin.at(begun.incrementAndGet());
        dialect.begin(writer);
    }

    @Override
    public void force(Connection writer) throws SQLException {
        atForce.at(forced.incrementAndGet());
        dialect.force(writer);
    }

    @Override
    public void tend(Connection writer) throws SQLException {
        dialect.tend(writer);
    }

    @Override
    public void close() throws SQLException {
        dialect.close();
    }
}
