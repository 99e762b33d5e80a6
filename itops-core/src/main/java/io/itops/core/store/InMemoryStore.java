package io.itops.core.store;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.journal.JournalPage;
import io.itops.core.journal.JournalQuery;
import io.itops.core.spi.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The embedded default: everything in the memory of this process, gone when it ends.
 *
 * <p>Commits, reads and claims take turns under one lock; a commit costs a few microseconds and is durable only as long as the
 * process lives.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class InMemoryStore implements Store {
    private final InstantSource leaseClock;
    private final MemoryRecords records = new MemoryRecords();
    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryJobs jobs = new MemoryJobs();
    private final Object lock = new Object();

    /** An empty store whose leases run on the system's clock. */
    public InMemoryStore() {
        this(InstantSource.system());
    }

    /**
     * An empty store.
     *
     * @param leaseClock the clock on which leases run
     */
    public InMemoryStore(InstantSource leaseClock) {
        this.leaseClock = Require.present("lease clock", leaseClock);
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        Require.present("reference", ref);
        synchronized (lock) {
            return Optional.ofNullable(records.find(ref));
        }
    }

    @Override
    public Page query(Query query) {
        Require.present("query", query);
        synchronized (lock) {
            return records.query(query);
        }
    }

    @Override
    public CommitResult commit(Commit commit) {
        Require.present("commit", commit);
        synchronized (lock) {
            commit.puts().forEach(put -> check(put.record().ref(), put.expected()));
            commit.removals().forEach(removal -> check(removal.ref(), removal.version()));
            commit.expects().forEach(expect -> check(expect.ref(), expect.version()));
            jobs.check(commit);
            MemoryJournal.Appended appended = journal.prepare(commit.events());
            // Nothing below can fail: the commit is decided.
            commit.puts().forEach(put -> records.put(put.record()));
            var completions = jobs.apply(commit, records::named);
            long first = journal.append(appended, records::named);
            commit.removals().forEach(removal -> records.remove(removal.ref()));
            return commit.events().isEmpty()
                    ? new CommitResult(0, 0, completions)
                    : new CommitResult(first, first + commit.events().size() - 1, completions);
        }
    }

    private void check(Ref ref, long expected) {
        StoredRecord present = records.find(ref);
        long found = present == null ? 0 : present.version();
        if (found != expected) {
            throw new ConflictException(ref, expected, found);
        }
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        Require.present("query", query);
        synchronized (lock) {
            return journal.page(query);
        }
    }

    @Override
    public Claims claim(ClaimRequest request) {
        Require.present("request", request);
        Instant leaseNow = Require.instant("lease clock", leaseClock.instant());
        synchronized (lock) {
            return jobs.claim(request, leaseNow);
        }
    }
}
