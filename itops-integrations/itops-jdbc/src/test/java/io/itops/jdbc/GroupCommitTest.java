package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ConflictException;
import io.itops.core.LimitExceededException;
import io.itops.core.StoreException;
import io.itops.core.journal.Journal;
import io.itops.core.store.Commit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    @TempDir
    private Path directory;

    private HookedDialect dialect;
    private JdbcStore store;
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void open() throws SQLException {
        dialect = new HookedDialect(H2Dialect.open(directory, false));
        store = JdbcStore.open(dialect, InstantSource.fixed(Commits.START));
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        store.close();
    }

    @Test
    void commitsThatWaitForAnotherShareOneTransaction() throws Exception {
        List<FutureTask<Object>> waiting = whileTheFirstCommits(IntStream.range(0, 7)
                .mapToObj(i -> commit(Commits.create("b" + i)))
                .toList());

        for (FutureTask<Object> each : waiting) {
            each.get();
        }
        assertThat(dialect.committed()).isEqualTo(2);
        assertThat(new Journal(store).head().size()).isEqualTo(8);
        assertThat(IntStream.range(0, 7).mapToObj(i -> store.find(Commits.ref("b" + i))))
                .allMatch(record -> record.isPresent());
    }

    @Test
    void oneOfAGroupIsRefusedAloneForWhatAnotherOfTheGroupWrote() throws Exception {
        List<FutureTask<Object>> waiting = whileTheFirstCommits(
                List.of(commit(Commits.create("b")), commit(Commits.create("b")), commit(Commits.create("c"))));

        assertThat(conflicts(waiting)).hasSize(1).allMatch(conflict -> conflict.found() == 1);
        assertThat(dialect.committed()).isEqualTo(2);
        assertThat(new Journal(store).head().size()).isEqualTo(3);
    }

    @Test
    void nothingOfARefusedCommitIsWritten() throws Exception {
        Commit halfRight = Commit.builder()
                .put(Commits.record("b", 1, "{}"), 0)
                .put(Commits.record("z", 3, "{}"), 2)
                .event(Commits.event("b"))
                .build();
        List<FutureTask<Object>> waiting =
                whileTheFirstCommits(List.of(commit(halfRight), commit(Commits.create("c"))));

        assertThat(conflicts(waiting)).hasSize(1);
        assertThat(store.find(Commits.ref("b"))).isEmpty();
        assertThat(store.find(Commits.ref("c"))).isPresent();
        assertThat(new Journal(store).head().size()).isEqualTo(2);
    }

    @Test
    void twoOfAGroupThatEachExpectWhatTheOtherWritesAreNotBothApplied() throws Exception {
        Commit left = Commit.builder()
                .put(Commits.record("left", 1, "{}"), 0)
                .expect(Commits.ref("right"), 0)
                .build();
        Commit right = Commit.builder()
                .put(Commits.record("right", 1, "{}"), 0)
                .expect(Commits.ref("left"), 0)
                .build();
        List<FutureTask<Object>> waiting = whileTheFirstCommits(List.of(commit(left), commit(right)));

        assertThat(conflicts(waiting)).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenAtAllIsRefusedAlone() throws Exception {
        Commit tooLong = Commit.builder()
                .put(Commits.record("b", 1, "{}"), 0)
                .event(Commits.event("x".repeat(200)))
                .event(Texts.eventBeyondTheLimit())
                .build();
        List<FutureTask<Object>> waiting = whileTheFirstCommits(List.of(commit(tooLong), commit(Commits.create("c"))));

        assertThatThrownBy(waiting.get(0)::get).hasCauseInstanceOf(LimitExceededException.class);
        waiting.get(1).get();
        assertThat(store.find(Commits.ref("b"))).isEmpty();
        assertThat(new Journal(store).head().size()).isEqualTo(2);
    }

    @Test
    void everyoneOfAGroupHearsOfAFailureAndTheNextGroupIsApplied() throws Exception {
        dialect.atBegin(count -> {
            if (count == 2) {
                throw new SQLException("the disk is on fire");
            }
        });
        List<FutureTask<Object>> waiting = whileTheFirstCommits(IntStream.range(0, 5)
                .mapToObj(i -> commit(Commits.create("b" + i)))
                .toList());

        for (FutureTask<Object> each : waiting) {
            assertThatThrownBy(each::get)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .hasMessage("store operation commit failed: the disk is on fire");
        }
        assertThat(store.commit(Commits.create("c")).firstSequence()).isEqualTo(2);
        assertThat(store.find(Commits.ref("b0"))).isEmpty();
    }

    @Test
    void nothingIsWrittenOrShownAfterACommitOfUnknownFate() throws Exception {
        dialect.atCommit(count -> {
            if (count == 2) {
                throw new SQLException("the device does not answer");
            }
        });
        store.commit(Commits.create("a"));

        assertThatThrownBy(() -> store.commit(Commits.create("b"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.commit(Commits.create("c")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must be opened anew")
                .hasMessageContaining("the device does not answer");
        assertThatThrownBy(() -> store.find(Commits.ref("a")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must be opened anew");

        store.close();
        try (JdbcStore again = JdbcStore.h2(directory).sync(false).open()) {
            assertThat(again.find(Commits.ref("a"))).isPresent();
            assertThat(again.find(Commits.ref("c"))).isEmpty();
        }
    }

    @Test
    void aReaderWaitsUntilWhatItSawIsSafe() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        dialect.atCommit(count -> {
            committing.countDown();
            await(goOn);
        });
        start(commit(Commits.create("a")));
        committing.await();
        FutureTask<Object> reader = start(() -> store.find(Commits.ref("a")));
        awaitWaiting(threads.get(1));

        assertThat(reader.isDone()).isFalse();
        goOn.countDown();
        assertThat(reader.get()).isEqualTo(store.find(Commits.ref("a")));
    }

    @Test
    void aCallThatChangesNothingCommitsNothing() {
        store.commit(Commit.builder().expect(Commits.ref("a"), 0).build());
        store.claim(Texts.claimOf("send"));

        assertThat(dialect.committed()).isZero();
    }

    /** Starts calls one after the other while a first commit is held before it is acknowledged, so that they form the next group. */
    private List<FutureTask<Object>> whileTheFirstCommits(List<Callable<Object>> calls) throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        dialect.atCommit(count -> {
            committing.countDown();
            await(goOn);
        });
        FutureTask<Object> first = start(commit(Commits.create("first")));
        committing.await();
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (Callable<Object> call : calls) {
            tasks.add(start(call));
            awaitWaiting(threads.get(threads.size() - 1));
        }
        goOn.countDown();
        first.get();
        return tasks;
    }

    private Callable<Object> commit(Commit commit) {
        return () -> store.commit(commit);
    }

    private FutureTask<Object> start(Callable<Object> call) {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return task;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private static List<ConflictException> conflicts(List<FutureTask<Object>> tasks) throws InterruptedException {
        List<ConflictException> conflicts = new ArrayList<>();
        for (FutureTask<Object> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                conflicts.add((ConflictException) e.getCause());
            }
        }
        return conflicts;
    }
}
