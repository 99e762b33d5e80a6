package io.itops.jdbc;

import io.itops.core.journal.MerkleFrontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What differs between databases, for one database that is open. All other SQL is shared: plain selects, inserts, updates and
 * deletes by key with {@code LIMIT}, nothing that only some databases have.
 *
 * <p>Thread-safe, except that what takes the writing connection is called by one thread at a time.
 */
interface Dialect extends AutoCloseable {
    /** The schema files in order, as resources beside this class. */
    List<String> scripts();

    /** Makes a new connection in autocommit mode, which reads what was committed before each statement. */
    Connection connect() throws SQLException;

    /**
     * Begins a writing transaction. When it returns, no other process is in one until this one ends: the rows then read stay as they
     * are. A database that only one process can open has nothing to keep out.
     */
    void begin(Connection writer) throws SQLException;

    /** Commits the transaction, and returns once it is where a crash cannot take it back. */
    void commit(Connection writer) throws SQLException;

    /** Takes back the transaction. */
    void rollback(Connection writer) throws SQLException;

    /** Is called after each transaction that changed something, when its callers have their answer: the place to tidy up. */
    void tend(Connection writer) throws SQLException;

    /** The database is open and its journal ends here: the place to tell what has gone since it was last open. */
    void opened(MerkleFrontier head);

    /** A transaction has committed that took the journal here. */
    void committed(MerkleFrontier head);

    /** A failure to open the database in words that say what is wrong and what to do, with itself as the cause; or itself. */
    SQLException refused(SQLException failure);

    /** A failure of the open database in words that say what is wrong and what to do, with itself as the cause; or itself. */
    SQLException told(SQLException failure);

    /** Gives back what was held besides the connections, which are closed already. */
    @Override
    void close() throws SQLException;
}
