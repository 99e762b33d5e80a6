package io.itops.jdbc;

import java.sql.SQLException;

/** Keeps an interrupt away from the database: a thread that was interrupted before may still commit, read and clean up. */
final class Interrupts {
    private Interrupts() {}

    /** A piece of work. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Does the work with the thread's interrupt flag cleared, and sets it again afterwards. */
    static <T> T shield(Work<T> work) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            return work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
