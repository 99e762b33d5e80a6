package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device holds after power was lost: all that was forced, and any part of what was written after. */
class PowerLossTest {
    private static final int COMMITS = 200;
    private static final int CUTS = 8;
    private static final int BLOCK = 4_096;

    private final LoggedFile fileSystem = new LoggedFile();

    @TempDir
    private Path directory;

    /** How much had been done to the file when each commit was acknowledged. */
    private final List<Integer> acknowledged = new ArrayList<>();

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
    void noAcknowledgedCommitIsLostWithAllThatWasNotForced() throws Exception {
        run(true);
        for (int cut : cuts()) {
            assertThat(lost(cut, 0)).as("cut after %d acts", cut).isEmpty();
        }
    }

    @Test
    void noAcknowledgedCommitIsLostIfADeviceWritesInOrderAndStopsMidway() throws Exception {
        run(true);
        Random random = new Random(3);
        for (int cut : cuts()) {
            int blocks = random.nextInt(6);
            assertThat(lost(cut, blocks))
                    .as("cut after %d acts and %d blocks", cut, blocks)
                    .isEmpty();
        }
    }

    @Test
    void withoutForcingAcknowledgedCommitsAreLost() throws Exception {
        run(false);
        assertThat(lost(acknowledged.get(COMMITS - 1), 0)).isNotEmpty();
    }

    /** Instants at which power goes: after the first commit, between any two things done to the file. */
    private List<Integer> cuts() {
        int first = acknowledged.get(0);
        return new Random(2)
                .ints(CUTS, first, acknowledged.get(COMMITS - 1) + 1)
                .boxed()
                .toList();
    }

    private void run(boolean sync) throws SQLException {
        H2Dialect dialect =
                H2Dialect.open(directory.resolve("live"), LoggedFile.SCHEME + ":", H2Dialect.SETTINGS, sync);
        try (JdbcStore store = JdbcStore.open(dialect, InstantSource.fixed(Commits.START))) {
            for (int i = 0; i < COMMITS; i++) {
                store.commit(Commits.create("c" + i));
                acknowledged.add(LoggedFile.logged());
            }
        }
    }

    /** The numbers of the commits that were acknowledged by the cut and are not there after it. */
    private List<Integer> lost(int cut, int blocksKept) throws IOException {
        Path crashed = Directories.create();
        try {
            write(crashed.resolve("itops.mv.db"), LoggedFile.LOG.subList(0, cut), blocksKept);
            List<Integer> lost = new ArrayList<>();
            try (JdbcStore store = JdbcStore.h2(crashed).sync(false).open()) {
                List<JournalEntry> journal = new Journal(store).all();
                for (int i = 0; i < COMMITS && acknowledged.get(i) <= cut; i++) {
                    if (store.find(Commits.ref("c" + i)).isEmpty() || journal.size() <= i) {
                        lost.add(i);
                    }
                }
            }
            return lost;
        } finally {
            Directories.delete(crashed);
        }
    }

    /** Writes what the device holds: all that was forced, and the first few blocks of what was written after. */
    private static void write(Path file, List<LoggedFile.Act> acts, int blocksKept) throws IOException {
        int forced = acts.lastIndexOf(new LoggedFile.Act.Force()) + 1;
        int left = blocksKept;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (LoggedFile.Act act : acts.subList(0, forced)) {
                if (act instanceof LoggedFile.Act.Write write) {
                    channel.write(ByteBuffer.wrap(write.bytes()), write.position());
                } else if (act instanceof LoggedFile.Act.Truncate truncate) {
                    channel.truncate(truncate.size());
                }
            }
            for (LoggedFile.Act act : acts.subList(forced, acts.size())) {
                if (act instanceof LoggedFile.Act.Write write) {
                    int length = Math.min(write.bytes().length, left * BLOCK);
                    channel.write(ByteBuffer.wrap(write.bytes(), 0, length), write.position());
                    left -= (length + BLOCK - 1) / BLOCK;
                }
            }
        }
    }
}
