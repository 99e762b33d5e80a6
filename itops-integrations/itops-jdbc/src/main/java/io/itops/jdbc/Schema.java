package io.itops.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a database to the schema that this version knows. The files of the schema are numbered from 1 without gaps, run in order,
 * each once; what was run is kept with its checksum in {@code itops_schema}. Refused are a database that holds a file this version
 * does not know (a newer version wrote it) and one where a file reads otherwise than when it was run.
 */
final class Schema {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS itops_schema"
            + " (version INTEGER PRIMARY KEY, name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT NULL)";

    private Schema() {}

    /** What was run. */
    private record Applied(int version, String name, String checksum) {}

    /** Reads the files of a dialect. */
    static List<Script> scripts(Dialect dialect) throws SQLException {
        List<Script> scripts = new ArrayList<>();
        for (String resource : dialect.scripts()) {
            try (InputStream in = Schema.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new SQLException("schema file must be there, but was missing: " + resource);
                }
                String name = resource.substring(resource.lastIndexOf('/') + 1);
                scripts.add(Script.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new SQLException("schema file " + resource + " cannot be read: " + e, e);
            }
        }
        return scripts;
    }

    /** Runs what has not been run yet, in a transaction that no other process writes beside; the caller commits it. */
    static void upgrade(Connection connection, List<Script> scripts) throws SQLException {
        for (int i = 0; i < scripts.size(); i++) {
            if (scripts.get(i).version() != i + 1) {
                throw new SQLException("schema files must be numbered from 1 without gaps, but was "
                        + scripts.get(i).name());
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        List<Applied> applied = applied(connection);
        check(applied, scripts);
        for (Script script : scripts.subList(applied.size(), scripts.size())) {
            run(connection, script);
        }
    }

    private static List<Applied> applied(Connection connection) throws SQLException {
        List<Applied> applied = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT version, name, checksum FROM itops_schema ORDER BY version")) {
            while (row.next()) {
                applied.add(new Applied(row.getInt(1), row.getString(2), row.getString(3)));
            }
        }
        return applied;
    }

    private static void check(List<Applied> applied, List<Script> scripts) throws SQLException {
        for (int i = 0; i < applied.size(); i++) {
            Applied done = applied.get(i);
            if (done.version() > scripts.size()) {
                throw new SQLException("schema of the database must be at most version " + scripts.size() + ", but was "
                        + applied.get(applied.size() - 1).version() + ": a newer version of the SDK wrote it");
            }
            if (done.version() != i + 1) {
                throw new SQLException("schema files run must be numbered without gaps, but was " + done.name());
            }
            Script script = scripts.get(i);
            if (!script.checksum().equals(done.checksum())) {
                throw new SQLException("schema file " + script.name() + " must read as it was run, with SHA-256 "
                        + done.checksum() + ", but was " + script.checksum());
            }
        }
    }

    private static void run(Connection connection, Script script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.statements()) {
                statement.execute(sql);
            }
        }
        try (var insert =
                connection.prepareStatement("INSERT INTO itops_schema (version, name, checksum) VALUES (?, ?, ?)")) {
            insert.setInt(1, script.version());
            insert.setString(2, script.name());
            insert.setString(3, script.checksum());
            insert.executeUpdate();
        }
    }
}
