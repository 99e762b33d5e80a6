package io.itops.jdbc;

import io.itops.core.StoreException;
import io.itops.core.journal.MerkleFrontier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Combines the operations of threads that write at the same time into one transaction of the database. The first to come leads: it
 * takes whatever is queued, its own operation included, and has it applied and forced to the device; the others wait for their answer,
 * and one of those who came meanwhile leads the next group. There is no thread beside those of the callers.
 *
 * <p>Thread-safe.
 */
final class GroupCommit implements AutoCloseable {
    /** A group is closed when its members weigh this much: it bounds the transaction and the wait of its members. */
    private static final int MAX_WEIGHT = 4_000;

    private final Dialect dialect;
    private final Statements writer;
    private final Tables tables;
    private final Visibility visibility;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Member<?>> queue = new ArrayDeque<>();
    private boolean leading;
    private boolean closed;

    /** Why nothing more can be written; set by a leader, read by the next one. */
    private @Nullable Throwable broken;

    /** An operation on its way. Its answer is written by the leader, and read by its caller once done is set under the lock. */
    private static final class Member<T> {
        private final Operation<T> operation;
        private @Nullable T result;
        private @Nullable RuntimeException refusal;
        private @Nullable Throwable failure;
        private boolean done;

        Member(Operation<T> operation) {
            this.operation = operation;
        }

        void apply(Tables tables) throws SQLException {
            Operation.Change<T> change;
            try {
                change = operation.check(tables);
            } catch (RuntimeException e) {
                refusal = e;
                return;
            }
            result = change.apply();
        }

        /** The answer, thrown in the caller's own thread. */
        T answer() {
            if (failure != null) {
                throw new StoreException(operation.name(), failure);
            }
            if (refusal != null) {
                throw refusal;
            }
            return Objects.requireNonNull(result);
        }
    }

    GroupCommit(Dialect dialect, Connection connection, Visibility visibility) {
        this.dialect = dialect;
        this.writer = new Statements(connection);
        this.tables = new Tables(writer);
        this.visibility = visibility;
    }

    /**
     * Has an operation applied and waits for its answer.
     *
     * @throws RuntimeException what refused the operation
     * @throws StoreException if the store is closed, or the database failed: then every operation of the group gets one
     */
    <T> T run(Operation<T> operation) {
        Member<T> member = enqueue(operation);
        List<Member<?>> group = groupToLead(member);
        while (!group.isEmpty()) {
            lead(group);
            group = groupToLead(member);
        }
        return member.answer();
    }

    private <T> Member<T> enqueue(Operation<T> operation) {
        lock.lock();
        try {
            if (closed) {
                throw JdbcStore.closed(operation.name());
            }
            Member<T> member = new Member<>(operation);
            queue.add(member);
            return member;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a member's answer, or until its caller is to lead a group; empty if there is an answer. */
    private List<Member<?>> groupToLead(Member<?> member) {
        lock.lock();
        try {
            while (leading && !member.done) {
                changed.awaitUninterruptibly();
            }
            if (member.done) {
                return List.of();
            }
            leading = true;
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Leads a group; those of it go on before the file is tidied up, the next leader after. */
    private void lead(List<Member<?>> group) {
        try {
            boolean written = write(group);
            announce(group);
            if (written) {
                tend();
            }
        } finally {
            stepDown();
        }
    }

    private void announce(List<Member<?>> group) {
        lock.lock();
        try {
            group.forEach(member -> member.done = true);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void stepDown() {
        lock.lock();
        try {
            leading = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Member<?>> take() {
        List<Member<?>> group = new ArrayList<>();
        int weight = 0;
        for (Member<?> next = queue.peek();
                next != null && (group.isEmpty() || weight + next.operation.weight() <= MAX_WEIGHT);
                next = queue.peek()) {
            weight += next.operation.weight();
            group.add(next);
            queue.remove();
        }
        return group;
    }

    /** Applies a group in one transaction; true if it changed something. */
    private boolean write(List<Member<?>> group) {
        try {
            if (broken != null) {
                throw new SQLException(
                        "an earlier commit failed, and the database must be opened anew: " + broken, broken);
            }
            return Interrupts.shield(() -> transaction(group));
        } catch (Throwable e) {
            // An Error counts as well: its callers wait for an answer, and what was applied is unknown.
            Throwable told = e instanceof SQLException failure ? dialect.told(failure) : e;
            group.forEach(member -> member.failure = told);
            return false;
        }
    }

    private boolean transaction(List<Member<?>> group) throws SQLException {
        Connection connection = writer.connection();
        try {
            dialect.begin(connection);
            tables.begin();
            for (Member<?> member : group) {
                member.apply(tables);
            }
            tables.end();
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
        if (!writer.takeChanged()) {
            dialect.rollback(connection);
            return false;
        }
        visibility.begin();
        try {
            dialect.commit(connection);
        } catch (Throwable e) {
            // Whether it was written is unknown, so nothing may be built upon it.
            broken = e;
            visibility.lose();
            throw e;
        }
        visibility.end();
        MerkleFrontier reached = tables.head().reached();
        if (reached != null) {
            dialect.committed(reached);
        }
        return true;
    }

    private void rollBack(Connection connection, Throwable cause) {
        writer.takeChanged();
        try {
            dialect.rollback(connection);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            broken = cause;
            visibility.lose();
        }
    }

    private void tend() {
        try {
            Interrupts.shield(() -> {
                dialect.tend(writer.connection());
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            broken = e;
        }
    }

    /** Refuses what comes from now on, lets what is queued be applied, and closes the writing connection. */
    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            closed = true;
            while (leading || !queue.isEmpty()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        writer.close();
    }
}
