package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.journal.Journal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupted threads neither lose what they commit nor harm the database: H2 on plain file channels does not survive this. */
class InterruptTest {
    private static final int COMMITS = 120;

    @TempDir
    private Path directory;

    @Test
    void anInterruptNeitherStopsACallNorHarmsTheDatabase() throws Exception {
        JdbcStore store = JdbcStore.h2(directory).sync(false).open();
        List<Throwable> failures = underInterrupts(store);

        assertThat(failures).isEmpty();
        store.close();
        try (JdbcStore again = JdbcStore.h2(directory).sync(false).open()) {
            assertThat(new Journal(again).all()).hasSize(4 * COMMITS);
        }
    }

    @Test
    void aPlainFileIsSeenToBreak() throws SQLException {
        H2Dialect plain = H2Dialect.open(directory, "", H2Dialect.SETTINGS, false);
        JdbcStore store = JdbcStore.open(plain, InstantSource.fixed(Commits.START));

        assertThat(underInterrupts(store)).isNotEmpty();
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (JdbcStore store = JdbcStore.h2(directory).open()) {
            store.commit(Commits.create("a"));
            assertThat(store.find(Commits.ref("a"))).isPresent();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static List<Throwable> underInterrupts(JdbcStore store) {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger running = new AtomicInteger(4);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "thread-" + t;
            FutureTask<Object> task = new FutureTask<>(() -> commitAndRead(store, name));
            Thread thread = new Thread(() -> {
                task.run();
                try {
                    task.get();
                } catch (Exception e) {
                    failures.add(e);
                } finally {
                    running.decrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        Random random = new Random(1);
        while (running.get() > 0) {
            threads.get(random.nextInt(threads.size())).interrupt();
            Thread.yield();
        }
        return List.copyOf(failures);
    }

    private static Object commitAndRead(JdbcStore store, String name) {
        for (int i = 0; i < COMMITS; i++) {
            store.commit(Commits.create(name + '-' + i));
            assertThat(store.find(Commits.ref(name + '-' + i))).isPresent();
        }
        return name;
    }
}
