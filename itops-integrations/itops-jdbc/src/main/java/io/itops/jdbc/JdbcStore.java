package io.itops.jdbc;

import io.itops.core.ItOpsException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.StoreException;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.StoredRecord;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a relational database: for now H2, embedded, in a directory of its own.
 *
 * <pre>{@code
 * try (JdbcStore store = JdbcStore.h2(directory).open();
 *         ItOps ops = ItOps.builder().store(store).build()) {
 *     ops.catalog().define(Team.of("payments"), Actor.user("ann"));
 * }
 * }</pre>
 *
 * <p>What was committed survives the end of the process at any instant, {@code SIGKILL} included. Before a call of {@link #commit} or
 * {@link #claim} returns, the database's file has also been forced to the device ({@code fsync}), and readers are shown nothing that
 * was not. H2 alone does not always find its newest commit again, and cannot tell a commit of which only a part reached the device from
 * a whole one; so the store writes a checksum and a mark with every commit, and when a directory is opened that was not closed it first
 * goes back to the newest commit that is marked and whole. What else may befall a device (a block that changes after it was forced) is
 * not repaired: keep copies, made while the store is closed.
 *
 * <p>What else has gone from the file, cut short for one, is told when it is opened: see {@link Builder#open}.
 *
 * <p>Commits and claims that threads make at the same time share one transaction and one forced write; each is still applied wholly or
 * refused on its own. An interrupt neither stops a call nor harms the database. If the database fails to commit, what became of the
 * commits under way is unknown, and every later call throws {@link StoreException}: close the store and open it anew.
 *
 * <p>A directory is open in one store of one process at a time. The store starts no thread; the JDK runs a few daemon threads for the
 * file's asynchronous channel.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class JdbcStore implements Store, AutoCloseable {
    private final Dialect dialect;
    private final InstantSource leaseClock;
    private final Readers readers;
    private final GroupCommit writers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JdbcStore(Dialect dialect, InstantSource leaseClock) throws SQLException {
        this.dialect = dialect;
        this.leaseClock = leaseClock;
        Connection writer = dialect.connect();
        try {
            writer.setAutoCommit(false);
            dialect.begin(writer);
            Schema.upgrade(writer, Schema.scripts(dialect));
            dialect.commit(writer);
            dialect.opened(new HeadRow(new Statements(writer)).frontier());
            writer.rollback();
            Visibility visibility = new Visibility();
            this.writers = new GroupCommit(dialect, writer, visibility);
            this.readers = new Readers(dialect, visibility);
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, writer);
            throw e;
        }
    }

    /** Opens a database that a dialect has at hand; the dialect is closed with the store, or if this fails. */
    static JdbcStore open(Dialect dialect, InstantSource leaseClock) throws SQLException {
        try {
            return Interrupts.shield(() -> new JdbcStore(dialect, leaseClock));
        } catch (SQLException e) {
            closeAfter(e, dialect);
            throw dialect.refused(e);
        } catch (RuntimeException e) {
            closeAfter(e, dialect);
            throw e;
        }
    }

    /** What is thrown once the store is closed. */
    static StoreException closed(String operation) {
        return new StoreException(
                operation,
                new IllegalStateException("the store is closed, and was before whoever still uses it:"
                        + " close the ItOps instance first, then its store"));
    }

    private static void closeAfter(Exception failure, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * A store on an embedded H2 database.
     *
     * @param directory where its files are or will be, in the default file system; created if missing. Not blank, and without semicolon
     * @return a builder
     */
    public static Builder h2(Path directory) {
        Path given = Require.present("directory of a database", directory);
        Require.that(
                given.getFileSystem().equals(FileSystems.getDefault()),
                "directory of a database",
                "lie in the default file system",
                given.toUri());
        String text = given.toString();
        Require.that(!text.isBlank(), "directory of a database", "not be blank", text);
        Require.that(text.indexOf(';') < 0, "directory of a database", "not contain a semicolon", text);
        return new Builder(given);
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        Require.present("reference", ref);
        return readers.read("find", statements -> Optional.ofNullable(new RecordRows(statements).find(ref)));
    }

    @Override
    public Page query(Query query) {
        Require.present("query", query);
        return readers.read("query", statements -> QuerySql.run(query, statements));
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        Require.present("query", query);
        return readers.read("journal", statements -> JournalRows.page(query, statements));
    }

    @Override
    public CommitResult commit(Commit commit) {
        Require.present("commit", commit);
        return writers.run(new CommitOperation(commit));
    }

    @Override
    public Claims claim(ClaimRequest request) {
        Require.present("request", request);
        Instant leaseNow = Require.instant("lease clock", leaseClock.instant());
        return writers.run(new ClaimOperation(request, leaseNow));
    }

    /**
     * Lets calls under way end, then closes the database. Later calls throw {@link StoreException}; a second call of this does nothing.
     *
     * @throws StoreException if the database could not be closed cleanly; what was committed is safe nevertheless
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            Interrupts.shield(() -> {
                try (dialect;
                        writers;
                        readers) {
                    return true;
                }
            });
        } catch (SQLException | RuntimeException e) {
            throw new StoreException("close", e);
        }
    }

    /**
     * Says how to open a store on H2.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @since 0.1
     */
    public static final class Builder {
        private final Path directory;
        private InstantSource leaseClock = InstantSource.system();
        private boolean sync = true;
        private Logger log = LoggerFactory.getLogger(JdbcStore.class);

        private Builder(Path directory) {
            this.directory = directory;
        }

        /**
         * Sets the clock on which leases run; the system's if it is not set.
         *
         * @param clock the clock
         * @return this
         */
        public Builder leaseClock(InstantSource clock) {
            leaseClock = Require.present("lease clock", clock);
            return this;
        }

        /**
         * Sets whether every commit is forced to the device before the call returns; true if it is not set. If not, what was committed
         * still survives the end of the process, but not a loss of power or a crash of the operating system within the time in which that
         * writes by itself (Linux: about 30 s): for tests and throw-away data.
         *
         * @param force whether to force
         * @return this
         */
        public Builder sync(boolean force) {
            sync = force;
            return this;
        }

        /** Sets where it is told what has gone from the file. */
        Builder log(Logger logger) {
            log = logger;
            return this;
        }

        /**
         * Opens the store; brings its schema to this version first if it is older.
         *
         * <p>If the file has lost what was committed, as far as that can be told by what is left of it and by the small file
         * {@code itops.head} beside it, a line of level WARN says how many entries the journal has and had. Move or copy
         * both together. If {@code itops.head} cannot be opened, a WARN says so and the store goes on without it; if there is no
         * database file, both are begun anew.
         *
         * @return the store
         * @throws StoreException if the directory is open in another store or cannot be used, its schema was written by a newer
         *     version, or its file is damaged or not one of the SDK: the message names the file and what to do, the causes end with
         *     what the database says
         */
        public JdbcStore open() {
            try {
                return JdbcStore.open(Interrupts.shield(() -> H2Dialect.open(directory, sync, log)), leaseClock);
            } catch (StoreException e) {
                throw e;
            } catch (SQLException | ItOpsException e) {
                throw new StoreException("open", e);
            }
        }
    }
}
