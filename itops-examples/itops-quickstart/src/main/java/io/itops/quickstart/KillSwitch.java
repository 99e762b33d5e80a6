package io.itops.quickstart;

import io.itops.core.Ref;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A store that kills its process by SIGKILL once the first commit with an entry of a type holds, and before any job of that commit is
 * handed out: nobody acts on it in this life of the process. Thread-safe.
 */
final class KillSwitch implements Store {
    private final Store store;
    private final String type;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    KillSwitch(Store store, String type) {
        this.store = store;
        this.type = type;
    }

    @Override
    public CommitResult commit(Commit commit) {
        if (commit.events().stream().noneMatch(event -> event.type().equals(type))) {
            return store.commit(commit);
        }
        lock.writeLock().lock();
        try {
            CommitResult result = store.commit(commit);
            kill();
            return result;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Does not return. */
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("the process cannot kill itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Claims claim(ClaimRequest request) {
        lock.readLock().lock();
        try {
            return store.claim(request);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public Optional<StoredRecord> find(Ref ref) {
        return store.find(ref);
    }

    @Override
    public Page query(Query query) {
        return store.query(query);
    }

    @Override
    public JournalPage journal(JournalQuery query) {
        return store.journal(query);
    }
}
