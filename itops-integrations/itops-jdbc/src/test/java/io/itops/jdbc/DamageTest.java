package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.itops.core.Actor;
import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.StoreException;
import io.itops.core.catalog.Team;
import io.itops.core.journal.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;

/** A damaged file never opens as if nothing had been: it is told what has gone, or the file is refused in words that help. */
class DamageTest {
    private static final int COMMITS = 60;

    @TempDir
    private Path directory;

    private final LogLines log = new LogLines();

    @Test
    void aFileThatIsWholeIsOpenedWithoutAWord() {
        fill(COMMITS);
        assertThat(entries()).isEqualTo(COMMITS);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aFileCutShortAnywhereIsRefusedOrSaidToHaveLostEntries() throws IOException {
        fill(COMMITS);
        byte[] whole = Files.readAllBytes(file());
        int opened = 0;
        for (int cut = 1; cut < 16; cut++) {
            log.clear();
            Files.write(file(), Arrays.copyOf(whole, whole.length / 16 * cut));
            long left = opened(cut);
            if (left >= 0 && left < COMMITS) {
                opened++;
                assertThat(log.lines()).as("cut at %s/16", cut).hasSize(1);
                LoggingEvent line = log.lines().get(0);
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getMessage()).startsWith("the file has lost what was committed");
                Map<String, Object> keys = LogLines.keys(line);
                assertThat(keys)
                        .containsEntry("file", file())
                        .containsEntry("entries", left)
                        .containsEntry("entries.before", Integer.toString(COMMITS));
            }
        }
        assertThat(opened).isPositive();
    }

    @Test
    void anOlderCopyInPlaceOfTheFileIsTold() throws IOException {
        fill(3);
        byte[] copy = Files.readAllBytes(file());
        fill(5);
        Files.write(file(), copy);
        assertThat(entries()).isEqualTo(3);
        assertThat(LogLines.keys(log.lines().get(0)))
                .containsEntry("entries", 3L)
                .containsEntry("entries.before", "8");
    }

    @Test
    void aWitnessThatIsTornOrMissingTellsNothing() throws IOException {
        fill(3);
        for (String content : List.of("", "3 ", "\n", "#\n", "3 abc#0\n")) {
            Files.writeString(witness(), content);
            assertThat(entries()).isEqualTo(3);
        }
        Files.delete(witness());
        assertThat(entries()).isEqualTo(3);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aFileAsLongAsBeforeWithOtherEntriesIsToldAsThat() throws IOException {
        fill(3);
        byte[] witness = Files.readAllBytes(witness());
        Files.delete(file());
        try (JdbcStore store = open()) {
            for (String id : List.of("x", "y", "z")) {
                store.commit(Commits.create(id));
            }
        }
        Files.write(witness(), witness);
        log.clear();

        assertThat(entries()).isEqualTo(3);
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getMessage())
                    .startsWith("the file holds other entries than when it was last open")
                    .contains("itops.head")
                    .doesNotContain("reach as far", "lost");
            assertThat(LogLines.keys(line)).containsEntry("entries", 3L).containsEntry("entries.before", "3");
        });
    }

    @Test
    void whoMovesADamagedFileAwayBeginsAnewAndIsNotWarned() throws IOException {
        fill(3);
        flip(10, 4_096 + 10);
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("is damaged");
        Files.move(file(), directory.resolve("damaged"));
        log.clear();

        assertThat(entries()).isZero();
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getMessage())
                    .startsWith("there is no database file")
                    .contains("itops.head");
            assertThat(LogLines.keys(line)).containsEntry("file", file()).containsEntry("entries.before", "3");
        });
        log.clear();
        assertThat(entries()).isZero();
        fill(2);
        assertThat(entries()).isEqualTo(2);
        assertThat(log.lines()).isEmpty();
        assertThat(Files.readString(witness())).startsWith("2 ");
    }

    @Test
    void aWitnessThatCannotBeOpenedIsToldAndTheStoreGoesOnWithoutIt() throws IOException {
        Files.createDirectory(witness());
        for (int i = 0; i < 2; i++) {
            fill(3);
            assertThat(log.lines()).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getMessage()).startsWith("how far the journal has come cannot be kept");
                assertThat(LogLines.keys(line)).containsEntry("file", witness());
                assertThat(line.getThrowable()).isInstanceOf(IOException.class);
            });
            log.clear();
        }
        assertThat(entries()).isEqualTo(6);
    }

    @Test
    void whatIsNoFailureOfTheStoreIsThrownFromOpenAsItIs() throws IOException {
        Files.createDirectory(witness());
        for (RuntimeException thrown :
                List.of(new IllegalStateException("a bug"), new StoreException("a dialect's own", null))) {
            log.fail(thrown);
            assertThatThrownBy(this::open).isSameAs(thrown);
        }
        log.fail(null);
        fill(1);

        Files.delete(witness());
        Files.writeString(witness(), witnessOf(9));
        log.fail(new IllegalStateException("a bug"));
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
        log.fail(null);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void aHeadThatBreaksTheRulesIsAFaultOfTheStorage() throws SQLException {
        fill(1);
        try (H2Dialect dialect = H2Dialect.open(directory, false);
                var connection = dialect.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE itops_head SET frontier = 'x'");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("store operation open failed: ")
                .hasCauseInstanceOf(FormatException.class);
    }

    @Test
    void aMarkedCommitThatIsNotWholeIsGivenUpWithAWord() throws IOException {
        JdbcStore store = open();
        for (int i = 0; i < 3; i++) {
            store.commit(Commits.create("a" + i));
        }
        byte[] running = Files.readAllBytes(file());
        store.close();
        int newest = lastChunk(running);
        running[newest + 600] ^= 1;
        Files.write(file(), running);
        Files.delete(witness());

        assertThat(entries()).isEqualTo(2);
        assertThat(log.lines()).singleElement().satisfies(line -> {
            assertThat(line.getMessage()).startsWith("the newest commits in the file are damaged");
            assertThat(LogLines.keys(line))
                    .containsEntry("entries", 2L)
                    .containsEntry("entries.before", "unknown")
                    .containsEntry("chunks.damaged", 1);
        });
    }

    @Test
    void bothHeadersDamagedIsRefusedInWordsThatHelp() throws IOException {
        fill(3);
        flip(10, 4_096 + 10);
        refused(
                "must be as it was written, but is damaged",
                "put copies of it and of itops.head in their place that were made while it was closed, or move both away");
    }

    @Test
    void oneHeaderDamagedIsRepaired() throws IOException {
        fill(3);
        flip(10);
        assertThat(entries()).isEqualTo(3);
    }

    @Test
    void bytesChangedAnywhereAreNeverTakenForAWholeJournalInSilence() throws IOException {
        fill(COMMITS);
        byte[] whole = Files.readAllBytes(file());
        int refused = 0;
        for (int at = 2 * 4_096; at < whole.length; at += 4_096) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, at, Math.min(at + 4_096, whole.length), (byte) 0x5A);
            Files.write(file(), damaged);
            log.clear();
            long left = opened(at);
            refused += left < 0 ? 1 : 0;
            assertThat(left == COMMITS || left < 0 || !log.lines().isEmpty())
                    .as("block at %s: %s entries", at, left)
                    .isTrue();
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aDatabaseThatAnotherProgramMadeIsRefused() throws SQLException {
        DriverManager.getConnection("jdbc:h2:" + directory.resolve("itops"), "someone", "else")
                .close();
        refused(
                "must be a database of the SDK, but another program made it",
                "give the store another directory, or move the file away together with itops.head");
    }

    @Test
    void aDirectoryWithoutPermissionIsNamed() throws IOException {
        Path closed =
                Files.createDirectory(directory.resolve("closed"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeFalse(Files.isWritable(closed), "root may write everywhere");
        assertThatThrownBy(() -> JdbcStore.h2(closed).open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("directory " + closed + " cannot be used")
                .hasMessageContaining("may make, read and write");
    }

    @Test
    void aStoreClosedBeforeItsInstanceSaysSo() {
        JdbcStore store = open();
        try (ItOps ops = ItOps.builder().store(store).build()) {
            store.close();
            assertThatThrownBy(() -> ops.catalog().define(Team.of("payments"), Actor.user("ann")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the store is closed, and was before whoever still uses it:"
                            + " close the ItOps instance first, then its store");
            assertThatCode(ops::close).doesNotThrowAnyException();
        }
    }

    @Test
    void whatTheBuilderCannotUseIsRefused() throws IOException {
        for (String path : List.of("", " ", "a;b")) {
            assertThatThrownBy(() -> JdbcStore.h2(Path.of(path)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("directory of a database must not ")
                    .hasMessageEndingWith("but was \"" + path + '"');
        }
        Path zip = directory.resolve("a.zip");
        try (var files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThatThrownBy(() -> JdbcStore.h2(files.getPath("/a")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("directory of a database must lie in the default file system");
        }
        assertThatThrownBy(
                        () -> JdbcStore.h2(directory.resolve("x".repeat(5_000))).open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be used");
    }

    private void refused(String rule, String advice) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("database file " + file() + " " + rule)
                    .hasMessageContaining(advice)
                    .cause()
                    .hasCauseInstanceOf(SQLException.class);
        }
    }

    /** How many entries there are; -1 if the file is refused by a typed error. */
    private long opened(int where) {
        try {
            return entries();
        } catch (StoreException e) {
            if (e.operation().equals("open")) {
                assertThat(e).as("damage at %s", where).hasMessageContaining(file().toString());
            } else {
                // What only a read comes upon may look like anything to H2, a value of the wrong type for one.
                assertThat(e).as("damage at %s", where).hasCauseInstanceOf(SQLException.class);
            }
            return -1;
        }
    }

    /** How many entries the head speaks of and the journal really has. */
    private long entries() {
        try (JdbcStore store = open()) {
            Journal journal = new Journal(store);
            long read = journal.all().size();
            assertThat(read).isEqualTo(journal.head().size());
            return read;
        }
    }

    private void fill(int commits) {
        try (JdbcStore store = open()) {
            long before = new Journal(store).head().size();
            for (long i = before; i < before + commits; i++) {
                store.commit(Commits.create("a" + i));
            }
        }
    }

    private JdbcStore open() {
        return JdbcStore.h2(directory).sync(false).log(log).open();
    }

    private Path file() {
        return directory.resolve("itops.mv.db");
    }

    private Path witness() {
        return directory.resolve("itops.head");
    }

    /** What the witness of a journal of some length holds. */
    private String witnessOf(int entries) throws IOException {
        Path other = directory.resolve("other");
        try (JdbcStore store = JdbcStore.h2(other).sync(false).open()) {
            for (int i = 0; i < entries; i++) {
                store.commit(Commits.create("a" + i));
            }
        }
        return Files.readString(other.resolve("itops.head"));
    }

    /** Where the chunk of the highest version begins. */
    private static int lastChunk(byte[] bytes) {
        int last = -1;
        long newest = -1;
        for (int at = 0; at + 200 < bytes.length; at += 4_096) {
            String start = new String(bytes, at, 200, StandardCharsets.ISO_8859_1);
            int version = start.indexOf(",version:");
            if (start.startsWith("chunk:") && start.contains(",done:1") && version > 0) {
                long found = Long.parseLong(start.substring(version + 9).split("[^0-9a-f]", 2)[0], 16);
                if (found > newest) {
                    newest = found;
                    last = at;
                }
            }
        }
        return last;
    }

    private void flip(long... places) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long place : places) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, place);
                one.put(0, (byte) (one.get(0) ^ 0x20)).rewind();
                channel.write(one, place);
            }
        }
    }
}
