package io.itops.jdbc;

import java.sql.SQLException;

/**
 * One caller's part of a writing transaction.
 *
 * @param <T> what the caller gets
 */
interface Operation<T> {
    /** Names it in a {@link io.itops.core.StoreException}. */
    String name();

    /** How much it writes, roughly: bounds how many are put into one transaction. */
    int weight();

    /**
     * Judges the operation against the rows as the operations before it in the transaction left them. It writes nothing, so that one
     * which is refused leaves the others untouched.
     *
     * @throws RuntimeException if it is refused; only its own caller hears of it
     * @throws SQLException if the database failed; the whole transaction fails
     */
    Change<T> check(Tables tables) throws SQLException;

    /** What an operation that was not refused does. If it fails in any way, the whole transaction fails. */
    @FunctionalInterface
    interface Change<T> {
        T apply() throws SQLException;
    }
}
