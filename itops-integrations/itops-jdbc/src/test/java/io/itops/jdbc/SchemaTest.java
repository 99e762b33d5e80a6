package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.journal.MerkleFrontier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final String SECOND =
            "-- a column; and more\nALTER TABLE itops_lane ADD COLUMN IF NOT EXISTS note VARCHAR(9);\n";

    @TempDir
    private Path directory;

    private H2Dialect dialect;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        dialect = H2Dialect.open(directory, false);
        connection = dialect.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        dialect.close();
    }

    @Test
    void filesAreRunOnceAndInOrder() throws SQLException {
        Schema.upgrade(connection, scripts());
        assertThat(applied()).containsExactly("1 V001__kernel.sql");

        List<Script> withSecond = scripts(Script.of("V002__note.sql", SECOND));
        Schema.upgrade(connection, withSecond);
        Schema.upgrade(connection, withSecond);

        assertThat(applied()).containsExactly("1 V001__kernel.sql", "2 V002__note.sql");
        execute("INSERT INTO itops_lane (lane, head, note) VALUES ('a', 1, 'b')");
    }

    static Stream<Integer> numbersOfStatements() throws SQLException {
        return IntStream.rangeClosed(
                        0, Schema.scripts(new NoDialect()).get(0).statements().size())
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("numbersOfStatements")
    void aRunThatWasCutIsDoneAgain(int done) throws SQLException {
        for (String sql : scripts().get(0).statements().subList(0, done)) {
            execute(sql);
        }
        Schema.upgrade(connection, scripts());

        assertThat(applied()).containsExactly("1 V001__kernel.sql");
        assertThat(strings("SELECT frontier || ' ' || job_order FROM itops_head"))
                .containsExactly("0 0");
    }

    @Test
    void aSchemaThatANewerVersionWroteIsRefused() throws SQLException {
        Schema.upgrade(connection, scripts(Script.of("V002__note.sql", SECOND)));

        assertThatThrownBy(() -> Schema.upgrade(connection, scripts()))
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "schema of the database must be at most version 1, but was 2: a newer version of the SDK wrote it");
    }

    @Test
    void aFileThatReadsOtherwiseThanWhenItWasRunIsRefused() throws SQLException {
        Schema.upgrade(connection, scripts());
        Script edited = Script.of("V001__kernel.sql", scripts().get(0).text() + "-- better\n");

        assertThatThrownBy(() -> Schema.upgrade(connection, List.of(edited)))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("schema file V001__kernel.sql must read as it was run, with SHA-256 ");
    }

    @Test
    void lineEndsDoNotCount() throws SQLException {
        Schema.upgrade(connection, scripts());
        Script elsewhere = Script.of("V001__kernel.sql", scripts().get(0).text().replace("\n", "\r\n"));
        Schema.upgrade(connection, List.of(elsewhere));

        assertThat(applied()).hasSize(1);
    }

    @Test
    void aGapInTheNumbersIsRefused() throws SQLException {
        List<Script> scripts = scripts(Script.of("V003__note.sql", SECOND));

        assertThatThrownBy(() -> Schema.upgrade(connection, scripts))
                .hasMessage("schema files must be numbered from 1 without gaps, but was V003__note.sql");
    }

    @Test
    void aGapInWhatWasRunIsRefused() throws SQLException {
        Schema.upgrade(connection, scripts());
        execute("UPDATE itops_schema SET version = 2");

        assertThatThrownBy(() -> Schema.upgrade(connection, scripts(Script.of("V002__note.sql", SECOND))))
                .hasMessage("schema files run must be numbered without gaps, but was V001__kernel.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__a.sql", "V001_a.sql", "V001__A.sql", "V001__a.txt", "001__a.sql", "V001__a;b.sql"})
    void aFileMustBeNamedByItsNumber(String name) {
        assertThatThrownBy(() -> Script.of(name, SECOND))
                .hasMessage("schema file must be named V001__what_it_brings.sql, but was " + name);
    }

    @Test
    void commentsAreNoStatements() throws SQLException {
        assertThat(Script.of("V002__note.sql", SECOND).statements())
                .containsExactly("ALTER TABLE itops_lane ADD COLUMN IF NOT EXISTS note VARCHAR(9)");
    }

    private static List<Script> scripts(Script... more) throws SQLException {
        List<Script> scripts = new ArrayList<>(Schema.scripts(new NoDialect()));
        scripts.addAll(List.of(more));
        return scripts;
    }

    private List<String> applied() throws SQLException {
        return strings("SELECT version || ' ' || name FROM itops_schema ORDER BY version");
    }

    private List<String> strings(String sql) throws SQLException {
        return new Statements(connection).list(sql, row -> row.getString(1));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Knows the files of H2 and nothing else. */
    private static final class NoDialect implements Dialect {
        @Override
        public List<String> scripts() {
            return List.of("h2/V001__kernel.sql");
        }

        @Override
        public Connection connect() throws SQLException {
            throw new SQLException("no database");
        }

        @Override
        public void begin(Connection writer) {}

        @Override
        public void commit(Connection writer) {}

        @Override
        public void rollback(Connection writer) {}

        @Override
        public void tend(Connection writer) {}

        @Override
        public void opened(MerkleFrontier head) {}

        @Override
        public void committed(MerkleFrontier head) {}

        @Override
        public SQLException refused(SQLException failure) {
            return failure;
        }

        @Override
        public SQLException told(SQLException failure) {
            return failure;
        }

        @Override
        public void close() {}
    }
}
