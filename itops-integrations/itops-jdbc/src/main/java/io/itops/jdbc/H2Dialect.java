package io.itops.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.h2.Driver;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * H2 as an embedded file that one store of one process has open.
 *
 * <p>What is set, and why:
 *
 * <ul>
 *   <li>{@code WRITE_DELAY=0}: H2 by default answers a commit at once and writes it within half a second, by a thread of its own;
 *       whoever is killed in between loses it. With no delay the committing thread itself writes, and a failure to write is its own.
 *   <li>{@code CHECKPOINT SYNC} after each commit forces the file to the device ({@code fsync}), which H2 by itself does not.
 *   <li>{@code async:}: an interrupt closes a plain file channel under whoever reads or writes, and with it the whole database;
 *       an asynchronous one stays open.
 *   <li>{@code DB_CLOSE_ON_EXIT=FALSE}: else H2 closes the database at the start of a shutdown, while others still commit.
 *   <li>{@code TRACE_LEVEL_FILE=0}: failures are thrown; H2 need not write them beside the database as well.
 * </ul>
 *
 * <p>Without its writing thread H2 does not rewrite chunks that hold little that is still in use, and the file would grow to many
 * times its content; {@link #tend} has it do so.
 */
final class H2Dialect implements Dialect {
    static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** Groups between two looks at how full the file's chunks are. */
    private static final int TEND_EVERY = 50;

    /** Chunks are rewritten while less than this percentage of their bytes is in use. */
    private static final int LEAST_FILL = 50;

    /** How many bytes are rewritten at once: a few milliseconds of work. */
    private static final int REWRITE = 1 << 20;

    private final Path directory;
    private final String url;
    private final boolean sync;
    private final FileChannel lockFile;
    private int groups;

    private H2Dialect(Path directory, String url, boolean sync, FileChannel lockFile) {
        this.directory = directory;
        this.url = url;
        this.sync = sync;
        this.lockFile = lockFile;
    }

    /**
     * Takes a directory for this store alone. H2 itself only keeps other processes out: a second user in this one would get the same
     * database, and commits of both would mix.
     */
    static H2Dialect open(Path directory, boolean sync) throws SQLException {
        return open(directory, "async:", SETTINGS, sync);
    }

    /** The same with another file system of H2 and other settings. */
    static H2Dialect open(Path directory, String fileSystem, String settings, boolean sync) throws SQLException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(';') >= 0) {
            throw new SQLException("directory of a database must not contain a semicolon, but was " + absolute);
        }
        try {
            Files.createDirectories(absolute);
            FileChannel lockFile = FileChannel.open(
                    absolute.resolve("itops.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) == null) {
                lockFile.close();
                throw new SQLException(
                        "directory of a database must be open in one store at a time, but another has " + absolute);
            }
            return new H2Dialect(
                    absolute, "jdbc:h2:" + fileSystem + absolute.resolve("itops") + settings, sync, lockFile);
        } catch (IOException e) {
            throw new SQLException("directory " + absolute + " cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public String description() {
        return "H2 in " + directory;
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
        return Driver.load().connect(url, user);
    }

    @Override
    public void begin(Connection writer) {
        // No other process can have the file open.
    }

    @Override
    public void force(Connection writer) throws SQLException {
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
            MVStore file = ((SessionLocal) writer.unwrap(JdbcConnection.class).getSession())
                    .getDatabase()
                    .getStore()
                    .getMvStore();
            if (rewritten(file)) {
                file.commit();
            }
        }
    }

    private static boolean rewritten(MVStore file) {
        try {
            return file.compact(LEAST_FILL, REWRITE);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new SQLException("lock of " + directory + " cannot be given back: " + e, e);
        }
    }
}
