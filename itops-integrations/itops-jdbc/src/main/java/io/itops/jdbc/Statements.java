package io.itops.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements, each prepared when it is first needed.
 *
 * <p>Not thread-safe; confine to one thread at a time.
 */
final class Statements implements AutoCloseable {
    /** Queries take a few hundred forms at most, and a program uses few of them. */
    private static final int MAX_PREPARED = 256;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean changed;

    /** Makes a value of the row that a result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Whether a statement has changed something since this was last asked. */
    boolean takeChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    /** The rows of a query; parameters are String, Long, Integer or null for an absent String. */
    <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        }
    }

    /** The only row of a query by key, or null. */
    <T> @Nullable T one(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        try (ResultSet result = bind(sql, parameters).executeQuery()) {
            return result.next() ? row.read(result) : null;
        }
    }

    /** Changes exactly one row: the rows are known when a change is made. */
    void change(String sql, @Nullable Object... parameters) throws SQLException {
        changed = true;
        int rows = bind(sql, parameters).executeUpdate();
        if (rows != 1) {
            throw new SQLException("statement must change one row, but changed " + rows + ": " + sql);
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            if (prepared.size() == MAX_PREPARED) {
                forget();
            }
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
        return statement;
    }

    private void forget() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    /** Closes the connection, and with it its statements. */
    @Override
    public void close() throws SQLException {
        prepared.clear();
        connection.close();
    }
}
