package io.itops.jdbc;

import io.itops.core.ItOpsException;
import io.itops.core.StoreException;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that read, each made when it is first needed. They see committed state only, and never block the writer.
 *
 * <p>Thread-safe.
 */
final class Readers implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 8;

    private final Dialect dialect;
    private final Visibility visibility;
    private final Deque<Statements> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private volatile boolean closed;

    /** Reads through a connection. */
    @FunctionalInterface
    interface Read<T> {
        T from(Statements statements) throws SQLException;
    }

    Readers(Dialect dialect, Visibility visibility) {
        this.dialect = dialect;
        this.visibility = visibility;
    }

    /**
     * Reads, and waits until what was read cannot be taken back.
     *
     * @throws StoreException if the store is closed or the database failed
     */
    <T> T read(String operation, Read<T> read) {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw JdbcStore.closed(operation);
            }
            T result = Interrupts.shield(() -> borrow(read));
            if (!visibility.await()) {
                throw new SQLException("an earlier commit failed, and the database must be opened anew");
            }
            return result;
        } catch (StoreException e) {
            throw e;
        } catch (SQLException e) {
            throw new StoreException(operation, dialect.told(e));
        } catch (ItOpsException e) {
            // A row that breaks the rules of its values is a fault of the storage as well.
            throw new StoreException(operation, e);
        } finally {
            free.release();
        }
    }

    private <T> T borrow(Read<T> read) throws SQLException {
        Statements statements = idle.pollFirst();
        if (statements == null) {
            statements = new Statements(dialect.connect());
        }
        try {
            T result = read.from(statements);
            idle.addFirst(statements);
            return result;
        } catch (SQLException | RuntimeException e) {
            discard(statements, e);
            throw e;
        }
    }

    private static void discard(Statements statements, Exception cause) {
        try {
            statements.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Refuses further reads, waits for those under way and closes their connections. */
    @Override
    public void close() throws SQLException {
        closed = true;
        free.acquireUninterruptibly(MAX_CONNECTIONS);
        try {
            SQLException failure = null;
            for (Statements each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
                failure = close(each, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            free.release(MAX_CONNECTIONS);
        }
    }

    private static @Nullable SQLException close(Statements statements, @Nullable SQLException before) {
        try {
            statements.close();
            return before;
        } catch (SQLException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
