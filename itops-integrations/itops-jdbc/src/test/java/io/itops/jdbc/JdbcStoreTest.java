package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.StoreException;
import io.itops.core.journal.JournalQuery;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.Job;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcStoreTest {
    @TempDir
    private Path directory;

    @Test
    void aDirectoryIsMadeIfItIsMissing() {
        try (JdbcStore store = JdbcStore.h2(directory.resolve("a/b c/d")).open()) {
            store.commit(Commits.create("a"));
        }
        assertThat(directory.resolve("a/b c/d/itops.mv.db")).exists();
    }

    @Test
    void everythingIsThereAfterOpeningAnew() {
        Job job = Job.inLane("job", "send", "lane", Commits.START, "{}");
        try (JdbcStore store = open()) {
            store.commit(Commits.create("a"));
            store.commit(Commit.builder().job(job).build());
            assertThat(store.claim(Texts.claimOf("send")).claims()).hasSize(1);
        }
        try (JdbcStore store = open()) {
            assertThat(store.find(Commits.ref("a")).orElseThrow().version()).isEqualTo(1);
            assertThat(store.journal(JournalQuery.after(0)).events()).hasSize(1);
            Claims claims = store.claim(Texts.claimOf("send"));
            assertThat(claims.claims()).isEmpty();
            assertThat(claims.nextDue()).contains(Commits.START.plusSeconds(30));
        }
    }

    @Test
    void aSecondStoreOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() {
        try (JdbcStore store = open()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(this::open)
                        .isInstanceOf(StoreException.class)
                        .hasMessage(
                                "store operation open failed: directory of a database must be open in one store at a time,"
                                        + " but another has " + directory);
            }
            store.commit(Commits.create("a"));
        }
        open().close();
    }

    static Stream<byte[]> filesOfAFirstOpenThatWasKilled() {
        return Stream.of(
                new byte[0],
                "H:".getBytes(StandardCharsets.ISO_8859_1),
                "H:2,block:2,blo".getBytes(StandardCharsets.ISO_8859_1),
                new byte[4_095],
                new byte[8_192]);
    }

    @ParameterizedTest
    @MethodSource("filesOfAFirstOpenThatWasKilled")
    void aFileThatWasNeverWrittenWholeIsMadeAnew(byte[] content) throws Exception {
        Files.write(directory.resolve("itops.mv.db"), content);

        try (JdbcStore store = open()) {
            store.commit(Commits.create("a"));
        }
        try (JdbcStore store = open()) {
            assertThat(store.find(Commits.ref("a"))).isPresent();
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndItsDirectoryNotHeld() throws Exception {
        Path file = directory.resolve("itops.mv.db");
        Files.writeString(file, "a shopping list");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageNotContaining("open in one store at a time");
        }
        assertThat(Files.readString(file)).isEqualTo("a shopping list");

        Files.delete(file);
        open().close();
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> JdbcStore.h2(file).open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void aDirectoryCannotSmuggleInSettings() {
        assertThatThrownBy(() -> JdbcStore.h2(directory.resolve("a;INIT=SHUTDOWN")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must not contain a semicolon");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndTheDirectoryGivenBack() throws Exception {
        Path file = directory.resolve("itops.mv.db");
        Files.writeString(file, "no database".repeat(1_000));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class);

        Files.delete(file);
        open().close();
    }

    @Test
    void aNewerSchemaIsRefusedAndTheDirectoryGivenBack() throws Exception {
        open().close();
        sql("INSERT INTO itops_schema (version, name, checksum) VALUES (2, 'V002__more.sql', 'x')");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("schema of the database must be at most version 1, but was 2");

        sql("DELETE FROM itops_schema WHERE version = 2");
        open().close();
    }

    @Test
    void closingTwiceIsOneAndUseAfterCloseIsRefused() {
        JdbcStore store = open();
        store.commit(Commits.create("a"));
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();

        List<ThrowingCallable> calls = List.of(
                () -> store.find(Commits.ref("a")),
                () -> store.query(all("thing", false)),
                () -> store.journal(JournalQuery.after(0)),
                () -> store.commit(Commits.create("b")),
                () -> store.claim(Texts.claimOf("send")));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining("the store is closed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "it's \"quoted\" -- ; \\ ? ${x} %s",
                "tab\tline\nreturn\r\u0001\u007F\u0085\u2028",
                "ß Ǆ e\u0301 \u00E9 \uFB01 \u202E \uFEFF",
                "\uD7FF\uE000\uFFFD\uFFFE\uFFFF",
                "😀👩‍👩‍👧‍👦\uDBFF\uDFFF",
                "\uD800 lone \uDC00"
            })
    void textsComeBackAsTheyWereGiven(String text) {
        try (JdbcStore store = open()) {
            store.commit(Commit.builder()
                    .put(Commits.record("a", 1, text, "t" + text, "", "t"), 0)
                    .job(new Job("job", "send", Optional.empty(), Optional.empty(), Commits.START, text))
                    .build());
            assertThat(store.find(Commits.ref("a"))).contains(Commits.record("a", 1, text, "t" + text, "", "t"));
            assertThat(store.claim(Texts.claimOf("send")).claims().get(0).job().payload())
                    .isEqualTo(text);
        }
    }

    @Test
    void aTextMayBeAMebibyteLong() {
        String ascii = "x".repeat(StoredRecord.MAX_JSON);
        String wide = "\uFFFD".repeat(StoredRecord.MAX_JSON);
        try (JdbcStore store = open()) {
            store.commit(Commit.builder()
                    .put(Commits.record("ascii", 1, ascii), 0)
                    .put(Commits.record("wide", 1, wide), 0)
                    .job(new Job("job", "send", Optional.empty(), Optional.empty(), Commits.START, wide))
                    .build());
            assertThat(store.query(all("thing", false)).records())
                    .containsExactly(Commits.record("ascii", 1, ascii), Commits.record("wide", 1, wide));
            assertThat(store.claim(Texts.claimOf("send")).claims().get(0).job().payload())
                    .isEqualTo(wide);
        }
    }

    @Test
    void namesMayBeAsLongAsTheyCan() {
        String longest = "😀".repeat(200);
        Ref ref = Ref.of("t".repeat(64), longest);
        try (JdbcStore store = open()) {
            store.commit(Commit.builder()
                    .put(new StoredRecord(ref, 1, 1, "{}", List.of()), 0)
                    .job(Job.inLane(longest, "j".repeat(64), longest, Commits.START, "{}"))
                    .build());
            assertThat(store.find(ref)).isPresent();
            assertThat(store.claim(Texts.claimOf("j".repeat(64))).claims()).hasSize(1);
        }
    }

    @Test
    void namesAreOrderedByCodeUnit() {
        List<String> ordered =
                List.of("A", "B", "Z", "a", "a ä", "a-b", "aB", "ab", "z", "Ä", "ß", "ä", "😀", "\uFFFD");
        try (JdbcStore store = open()) {
            for (String id :
                    List.of("ß", "😀", "B", "a ä", "z", "ab", "\uFFFD", "A", "ä", "aB", "a", "Ä", "a-b", "Z")) {
                store.commit(Commits.create(id));
            }
            assertThat(store.query(all("thing", false)).records())
                    .extracting(record -> record.ref().id())
                    .containsExactlyElementsOf(ordered);
            List<StoredRecord> descending = store.query(all("thing", true)).records();
            assertThat(descending.get(0).ref().id()).isEqualTo("\uFFFD");
        }
    }

    @Test
    void aRecordKeepsTheNumberOfItsSlots() {
        try (JdbcStore store = open()) {
            store.commit(Commit.builder()
                    .put(Commits.record("none", 1, "{}"), 0)
                    .put(Commits.record("two", 1, "{}", "", ""), 0)
                    .put(Commits.record("four", 1, "{}", "tb", "", "ta", ""), 0)
                    .build());
            Page page = store.query(all("thing", false));
            assertThat(page.records())
                    .extracting(StoredRecord::indexes)
                    .containsExactly(List.of("tb", "", "ta", ""), List.of(), List.of("", ""));
        }
    }

    @Test
    void aRowThatBreaksTheRulesIsAFaultOfTheStorage() throws Exception {
        try (JdbcStore store = open()) {
            store.commit(Commits.create("a"));
        }
        sql("UPDATE itops_record SET version = 0");
        try (JdbcStore store = open()) {
            assertThatThrownBy(() -> store.find(Commits.ref("a")))
                    .isInstanceOf(StoreException.class)
                    .hasCauseInstanceOf(InvalidInputException.class);
        }
    }

    private JdbcStore open() {
        return JdbcStore.h2(directory)
                .leaseClock(InstantSource.fixed(Commits.START))
                .sync(false)
                .open();
    }

    private void sql(String sql) throws SQLException {
        try (H2Dialect dialect = H2Dialect.open(directory, false);
                var connection = dialect.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Query all(String type, boolean descending) {
        return new Query(
                type,
                Map.of(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                descending,
                Optional.empty(),
                1_000);
    }
}
