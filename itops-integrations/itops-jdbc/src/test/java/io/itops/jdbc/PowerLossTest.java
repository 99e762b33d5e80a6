package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.FormatException;
import io.itops.core.StoreException;
import io.itops.core.journal.Journal;
import io.itops.core.store.Commit;
import io.itops.core.store.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of a database when its process was killed (all that was written) or power was lost (all that was forced to the device,
 * and any part of what was written after), between any two things done to its file.
 */
class PowerLossTest {
    private static final int COMMITS = 300;
    private static final int LARGE_COMMITS = 3;
    private static final int RECORDS = 40;
    private static final int CUTS = 15;

    /** How many of the cuts every run tries of which none may lose anything. */
    private static final int FEW = 6;

    private static final int BLOCK = 4_096;

    private final LoggedFile fileSystem = new LoggedFile();

    @TempDir
    private Path directory;

    /** How much had been done to the file when each commit was acknowledged. */
    private final List<Integer> acknowledged = new ArrayList<>();

    /** Whether a device holds a block of a write that was not forced. */
    @FunctionalInterface
    private interface Device {
        boolean holds(int block, int blocks);
    }

    @BeforeEach
    void register() {
        LoggedFile.LOG.clear();
        FilePath.register(fileSystem);
    }

    @AfterEach
    void unregister() {
        FilePath.unregister(fileSystem);
        LoggedFile.LOG.clear();
    }

    @Test
    void everyCommitIsForcedBeforeItIsAcknowledged() throws SQLException {
        run(true);
        for (int done : acknowledged) {
            assertThat(LoggedFile.LOG.get(done - 1)).isInstanceOf(LoggedFile.Act.Force.class);
        }
    }

    @Test
    void aKillLosesNothing() throws Exception {
        run(false);
        for (int cut : cuts().subList(0, FEW)) {
            assertThat(lost(cut, (block, blocks) -> true))
                    .as("cut after %d acts", cut)
                    .isZero();
        }
    }

    @Test
    void aDeviceThatHoldsOnlyWhatWasForcedLosesNothing() throws Exception {
        run(true);
        for (int cut : cuts().subList(0, FEW)) {
            assertThat(lost(cut, (block, blocks) -> false))
                    .as("cut after %d acts", cut)
                    .isZero();
        }
    }

    @Test
    void aDeviceThatHoldsAnyBlocksOfWhatWasNotForcedLosesNothing() throws Exception {
        run(true);
        Random random = new Random(4);
        for (int cut : cuts().subList(0, FEW)) {
            Device anyBlocks = (block, blocks) -> random.nextBoolean();
            assertThat(lost(cut, anyBlocks)).as("cut after %d acts", cut).isZero();
        }
    }

    @Test
    void aDeviceThatMissesTheMiddleOfTheNewestWriteLosesNothing() throws Exception {
        run(true);
        for (int cut : cuts().subList(0, FEW)) {
            assertThat(lost(cut, PowerLossTest::ends))
                    .as("cut after %d acts", cut)
                    .isZero();
        }
    }

    @Test
    @Tag("campaign")
    void noneOfManyCutsLosesAnything() throws Exception {
        run(true);
        Random random = new Random(6);
        for (int cut : new Random(7)
                .ints(10 * CUTS, acknowledged.get(0), LoggedFile.logged() + 1)
                .toArray()) {
            Device anyBlocks = (block, blocks) -> random.nextBoolean();
            assertThat(lost(cut, (block, blocks) -> true))
                    .as("killed after %d acts", cut)
                    .isZero();
            assertThat(lost(cut, anyBlocks)).as("cut after %d acts", cut).isZero();
        }
    }

    @Test
    @Tag("campaign")
    void aKillLeavesNoHalfOfACommitOfManyMegabytes() throws Exception {
        runLarge();
        for (int cut : cuts().subList(0, FEW)) {
            assertThat(lost(cut, (block, blocks) -> true))
                    .as("cut after %d acts", cut)
                    .isZero();
        }
    }

    @Test
    @Tag("campaign")
    void aDeviceThatHoldsAnyWritesLeavesNoHalfOfACommitOfManyMegabytes() throws Exception {
        runLarge();
        Random random = new Random(5);
        for (int cut : cuts().subList(0, FEW)) {
            boolean[] wholeWrite = {true};
            Device anyWrites = (block, blocks) -> {
                wholeWrite[0] = block == 0 ? random.nextBoolean() : wholeWrite[0];
                return wholeWrite[0];
            };
            assertThat(lost(cut, anyWrites)).as("cut after %d acts", cut).isZero();
        }
    }

    @Test
    void withoutForcingCommitsAreSeenToBeLost() throws Exception {
        run(false);
        assertThat(lost(acknowledged.get(COMMITS - 1), (block, blocks) -> false))
                .isPositive();
    }

    @Test
    void withoutSumsADamagedCommitIsSeenToBeTakenForWhole() throws Exception {
        run(true);
        erase(OrderedFile.SUM);
        assertThat(cuts()).anyMatch(cut -> damaged(cut, PowerLossTest::ends));
    }

    @Test
    @Tag("campaign")
    void withoutMarksHalfOfACommitIsSeenToBeLeft() throws Exception {
        runLarge();
        erase(OrderedFile.DONE);
        assertThat(cuts()).anyMatch(cut -> damaged(cut, (block, blocks) -> true));
    }

    @Test
    void withoutTheRepairAKilledProcessIsSeenToLoseCommits() throws Exception {
        run(false);
        List<Integer> missing = new ArrayList<>();
        for (int cut : cuts()) {
            Path crashed = Directories.create();
            write(crashed.resolve("itops.mv.db"), LoggedFile.LOG.subList(0, cut), (block, blocks) -> true);
            try (Connection connection = DriverManager.getConnection(
                            "jdbc:h2:" + crashed.resolve("itops") + H2Dialect.SETTINGS, "itops", "");
                    ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM itops_journal")) {
                row.next();
                missing.add(acknowledgedBy(cut) - row.getInt(1));
            }
            Directories.delete(crashed);
        }
        assertThat(missing).anyMatch(commits -> commits > 0);
    }

    /** Takes an entry out of everything that was written. */
    private static void erase(String entry) {
        LoggedFile.LOG.replaceAll(act -> {
            if (act instanceof LoggedFile.Act.Write write) {
                byte[] bytes = write.bytes().clone();
                String start = new String(bytes, 0, Math.min(BLOCK, bytes.length), StandardCharsets.ISO_8859_1);
                int place = start.indexOf(entry);
                if (place >= 0) {
                    bytes[place + 1] = 'x';
                }
                return new LoggedFile.Act.Write(write.position(), bytes);
            }
            return act;
        });
    }

    /** Instants at which the process or the power goes: between any two things done to the file after the first commit. */
    private List<Integer> cuts() {
        int first = acknowledged.get(0);
        int last = acknowledged.get(acknowledged.size() - 1);
        return new Random(2).ints(CUTS, first, last + 1).boxed().toList();
    }

    private int acknowledgedBy(int cut) {
        return (int) acknowledged.stream().filter(done -> done <= cut).count();
    }

    private static boolean ends(int block, int blocks) {
        return block == 0 || block == blocks - 1;
    }

    /** Puts the same records over and over. */
    private void run(boolean sync) throws SQLException {
        try (JdbcStore store = open(sync)) {
            for (int i = 0; i < COMMITS; i++) {
                long version = i / RECORDS;
                String id = "r" + i % RECORDS;
                store.commit(Commit.builder()
                        .put(Commits.record(id, version + 1, "x".repeat(500), "t" + i, "t" + i % 7), version)
                        .event(Commits.event(id))
                        .build());
                acknowledged.add(LoggedFile.logged());
            }
        }
    }

    /** Puts all records in every commit, each a few hundred KiB long. */
    private void runLarge() throws SQLException {
        try (JdbcStore store = open(true)) {
            for (int i = 0; i < LARGE_COMMITS; i++) {
                Commit.Builder commit = Commit.builder().event(Commits.event("all"));
                for (int record = 0; record < RECORDS; record++) {
                    commit.put(Commits.record("r" + record, i + 1, ("x" + i).repeat(200_000)), i);
                }
                store.commit(commit.build());
                acknowledged.add(LoggedFile.logged());
            }
        }
    }

    /** Lets the space of what is out of use be used again at once. */
    private JdbcStore open(boolean sync) throws SQLException {
        String settings = H2Dialect.SETTINGS.replaceFirst("RETENTION_TIME=[0-9]+", "RETENTION_TIME=0");
        H2Dialect dialect = H2Dialect.open(directory.resolve("live"), LoggedFile.SCHEME + ":", settings, sync);
        return JdbcStore.open(dialect, InstantSource.fixed(Commits.START));
    }

    /** Whether after a cut commits are lost, or what is left is half a commit or no database. */
    private boolean damaged(int cut, Device device) {
        try {
            return lost(cut, device) > 0;
        } catch (StoreException | FormatException | AssertionError e) {
            return true;
        }
    }

    /** How many of the commits that were acknowledged by the cut are not there after it, whole. */
    private int lost(int cut, Device device) {
        Path crashed = Directories.create();
        try {
            write(crashed.resolve("itops.mv.db"), LoggedFile.LOG.subList(0, cut), device);
            try (JdbcStore store = JdbcStore.h2(crashed).sync(false).open()) {
                int journal = new Journal(store).all().size();
                assertThat(new Journal(store).head().size()).isEqualTo(journal);
                // The journal tells how often each record was put.
                long puts = IntStream.range(0, RECORDS)
                        .mapToObj(i -> store.find(Commits.ref("r" + i)))
                        .mapToLong(record -> record.map(StoredRecord::version).orElse(0L))
                        .sum();
                long each = acknowledged.size() == COMMITS ? 1 : RECORDS;
                assertThat(puts).isEqualTo(journal * each);
                return Math.max(0, acknowledgedBy(cut) - journal);
            }
        } finally {
            Directories.delete(crashed);
        }
    }

    /** Writes what the device holds: all that was forced, and of what was written after what the device happens to hold. */
    private static void write(Path file, List<LoggedFile.Act> acts, Device device) {
        int forced = acts.lastIndexOf(new LoggedFile.Act.Force()) + 1;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < acts.size(); i++) {
                if (acts.get(i) instanceof LoggedFile.Act.Write write) {
                    boolean safe = i < forced;
                    write(channel, write, (block, blocks) -> safe || device.holds(block, blocks));
                } else if (acts.get(i) instanceof LoggedFile.Act.Truncate truncate
                        && (i < forced || device.holds(0, 1))) {
                    channel.truncate(truncate.size());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(FileChannel channel, LoggedFile.Act.Write write, Device device) throws IOException {
        int blocks = (write.bytes().length + BLOCK - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            if (device.holds(block, blocks)) {
                int length = Math.min(BLOCK, write.bytes().length - block * BLOCK);
                channel.write(
                        ByteBuffer.wrap(write.bytes(), block * BLOCK, length), write.position() + (long) block * BLOCK);
            }
        }
    }
}
