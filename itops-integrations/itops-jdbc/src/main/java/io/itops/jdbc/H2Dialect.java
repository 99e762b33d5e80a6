package io.itops.jdbc;

import io.itops.core.journal.MerkleFrontier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 as an embedded file that one store of one process has open.
 *
 * <p>What is set, and why:
 *
 * <ul>
 *   <li>{@code WRITE_DELAY=0}: H2 by default answers a commit at once and writes it within half a second, by a thread of its own;
 *       whoever is killed in between loses it. With no delay the committing thread itself writes, and a failure to write is its own.
 *   <li>{@code CHECKPOINT SYNC} after each commit forces the file to the device ({@code fsync}), which H2 by itself does not.
 *   <li>a file system of our own ({@link OrderedFile}), so that after a crash {@link H2Header} can go back to the newest commit that is
 *       whole. The space that such a commit needs must not have been written over: while a transaction writes more than one chunk, all
 *       go to the end of the file.
 *   <li>{@code async:}: an interrupt closes a plain file channel under whoever reads or writes, and with it the whole database;
 *       an asynchronous one stays open.
 *   <li>{@code RETENTION_TIME=5000}: H2 keeps what is out of use for 45 s in case the device still has not written what replaced it; we
 *       force that, so the file need not grow so much.
 *   <li>{@code DB_CLOSE_ON_EXIT=FALSE}: else H2 closes the database at the start of a shutdown, while others still commit.
 *   <li>{@code TRACE_LEVEL_FILE=0}: failures are thrown; H2 need not write them beside the database as well.
 * </ul>
 *
 * <p>Without its writing thread H2 does not rewrite chunks that hold little that is still in use, and the file would grow to many
 * times its content; {@link #tend} has it do so.
 */
final class H2Dialect implements Dialect {
    /** The settings of H2. */
    static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=5000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** The file system of H2 beneath our own. */
    static final String FILES = "async:";

    /** Groups between two looks at how full the file's chunks are. */
    private static final int TEND_EVERY = 50;

    /** Chunks are rewritten while less than this percentage of their bytes is in use. */
    private static final int LEAST_FILL = 50;

    /** How many bytes are rewritten at once: a few milliseconds of work. */
    private static final int REWRITE = 1 << 20;

    private final Path directory;
    private final String settings;
    private final String url;
    private final boolean sync;
    private final FileChannel lockFile;
    private final Losses losses;
    private final OrderedFiles files;
    private int groups;

    /** H2's number of the chunk that ended the last transaction; -1 before the first. */
    private long lastDone = -1;

    private H2Dialect(
            Path directory, String fileSystem, String settings, boolean sync, FileChannel lockFile, Losses losses) {
        this.losses = losses;
        this.directory = directory;
        this.settings = settings;
        this.sync = sync;
        this.lockFile = lockFile;
        String path = directory.resolve("itops").toString();
        // The lock sees to it that nobody else in this process uses the same name.
        String scheme = "itops-" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        this.files = OrderedFiles.register(scheme, sync);
        this.url = "jdbc:h2:" + scheme + ':' + fileSystem + path;
    }

    /**
     * Takes a directory for this store alone. H2 itself only keeps other processes out: a second user in this one would get the same
     * database, and commits of both would mix.
     */
    static H2Dialect open(Path directory, boolean sync) throws SQLException {
        return open(directory, FILES, SETTINGS, sync);
    }

    /** The same, telling a log what has gone. */
    static H2Dialect open(Path directory, boolean sync, Logger log) throws SQLException {
        return open(directory, FILES, SETTINGS, sync, log);
    }

    /** The same with another file system of H2 and other settings. */
    static H2Dialect open(Path directory, String fileSystem, String settings, boolean sync) throws SQLException {
        return open(directory, fileSystem, settings, sync, LoggerFactory.getLogger(JdbcStore.class));
    }

    private static H2Dialect open(Path directory, String fileSystem, String settings, boolean sync, Logger log)
            throws SQLException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(';') >= 0) {
            throw new SQLException("directory of a database must not contain a semicolon, but was " + absolute);
        }
        try {
            Files.createDirectories(absolute);
            FileChannel lockFile = lock(absolute);
            try {
                Losses losses = Losses.repairing(file(absolute), log);
                return new H2Dialect(absolute, fileSystem, settings, sync, lockFile, losses);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SQLException(
                    "directory " + absolute + " cannot be used: " + e
                            + "; it must be one that this program may make, read and write",
                    e);
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("itops.mv.db");
    }

    private static FileChannel lock(Path directory) throws IOException, SQLException {
        FileChannel file =
                FileChannel.open(directory.resolve("itops.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw new SQLException(
                    "directory of a database must be open in one store at a time, but another has " + directory);
        }
        return file;
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public List<String> scripts() {
        return List.of("h2/V001__kernel.sql");
    }

    @Override
    public Connection connect() throws SQLException {
        Properties user = new Properties();
        user.setProperty("user", "itops");
        user.setProperty("password", "");
        return Driver.load().connect(url + settings, user);
    }

    @Override
    public void begin(Connection writer) throws SQLException {
        // Should the transaction outgrow H2's buffer, it writes chunks before the commit.
        store(writer).setReuseSpace(false);
        files.database().beginTransaction();
    }

    @Override
    public void commit(Connection writer) throws SQLException {
        MVStore store = store(writer);
        boolean oneChunk =
                store.getCurrentVersion() == lastDone && store.getUnsavedMemory() < store.getAutoCommitMemory() / 2;
        store.setReuseSpace(oneChunk);
        writer.commit();
        store.setReuseSpace(false);
        try {
            files.database().markCommitted();
        } catch (IOException e) {
            throw new SQLException("file of the database cannot be written: " + e, e);
        }
        force(writer);
        lastDone = store.getCurrentVersion();
    }

    @Override
    public void rollback(Connection writer) throws SQLException {
        writer.rollback();
        files.database().endTransaction();
    }

    private void force(Connection writer) throws SQLException {
        if (sync) {
            try (var statement = writer.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    @Override
    public void tend(Connection writer) throws SQLException {
        groups++;
        if (groups % TEND_EVERY == 0) {
            MVStore store = store(writer);
            if (rewritten(store)) {
                store.commit();
                force(writer);
            }
            lastDone = store.getCurrentVersion();
        }
    }

    private static boolean rewritten(MVStore store) {
        try {
            return store.compact(LEAST_FILL, REWRITE);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return false;
            }
            throw e;
        }
    }

    private static MVStore store(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    @Override
    public void opened(MerkleFrontier head) {
        losses.opened(head);
    }

    @Override
    public void committed(MerkleFrontier head) {
        losses.committed(head);
    }

    @Override
    public SQLException refused(SQLException failure) {
        return H2Failure.told(failure, file(directory), true);
    }

    @Override
    public SQLException told(SQLException failure) {
        return H2Failure.told(failure, file(directory), false);
    }

    @Override
    public void close() throws SQLException {
        files.unregister();
        try (losses) {
            lockFile.close();
        } catch (IOException e) {
            throw new SQLException("lock of " + directory + " cannot be given back: " + e, e);
        }
    }
}
