package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.journal.Journal;
import io.itops.core.store.Commit;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How many commits a second; a commit puts a record of 800 characters with two indexes and appends an event. */
@Tag("campaign")
class ThroughputIT {
    private static final int COMMITS = 2_000;

    /** How often each side of a comparison runs; odd, for its median. */
    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    @Test
    void commitsOfManyThreadsShareForcedWrites() throws Exception {
        System.out.printf("one forced write of 4 KiB takes %.2f ms%n", forcedWrite());
        run(1, true, "warm-up");
        run(1, true, "forced");
        int transactions = run(8, true, "forced");
        run(1, false, "not forced");
        run(8, false, "not forced");
        assertThat(transactions).isLessThan(COMMITS / 2);
    }

    /** Only on a quiet machine does this say anything: {@code -Ditops.measure=true}. */
    @Test
    @EnabledIfSystemProperty(named = "itops.measure", matches = "true")
    void whatItCostsToTellTheWitnessHowFarTheJournalHasCome() throws Exception {
        for (int threads : new int[] {1, 8}) {
            for (boolean sync : new boolean[] {true, false}) {
                compare(threads, sync);
            }
        }
    }

    /** Alternates between the two, so that both see the same weather, each first every other time. */
    private void compare(int threads, boolean sync) throws Exception {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        String label = sync ? "forced" : "not forced";
        for (int i = -1; i < ROUNDS; i++) {
            for (boolean witnessed : new boolean[] {i % 2 == 0, i % 2 != 0}) {
                Path fresh = directory.resolve(label.replace(' ', '-') + '-' + threads + '-' + i + witnessed);
                HookedDialect dialect = new HookedDialect(H2Dialect.open(fresh, sync));
                if (!witnessed) {
                    dialect.withoutWitness();
                }
                double seconds = run(threads, dialect, fresh, label + (witnessed ? " with" : " without") + " witness");
                assertThat(Files.size(fresh.resolve(Witness.NAME)) > 0).isEqualTo(witnessed);
                if (i >= 0) {
                    (witnessed ? with : without).add(COMMITS / seconds);
                }
            }
        }
        System.out.printf(
                "%s, %d threads: median of %d with witness %.0f commits/s, without %.0f, ratio %.3f%n",
                label, threads, ROUNDS, median(with), median(without), median(with) / median(without));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private int run(int threads, boolean sync, String label) throws Exception {
        Path fresh = directory.resolve(label.replace(' ', '-') + threads);
        HookedDialect dialect = new HookedDialect(H2Dialect.open(fresh, sync));
        run(threads, dialect, fresh, label);
        return dialect.committed();
    }

    /** Gives the seconds that all commits took. */
    private static double run(int threads, HookedDialect dialect, Path fresh, String label) throws Exception {
        try (JdbcStore store = JdbcStore.open(dialect, InstantSource.fixed(Commits.START))) {
            List<FutureTask<Object>> tasks = new ArrayList<>();
            long start = ManagementFactory.getRuntimeMXBean().getUptime();
            for (int t = 0; t < threads; t++) {
                String name = "t" + t + '-';
                FutureTask<Object> task = new FutureTask<>(() -> commit(store, name, COMMITS / threads));
                tasks.add(task);
                new Thread(task).start();
            }
            for (FutureTask<Object> task : tasks) {
                task.get();
            }
            double seconds = (ManagementFactory.getRuntimeMXBean().getUptime() - start) / 1_000.0;
            assertThat(new Journal(store).head().size()).isEqualTo(COMMITS);
            System.out.printf(
                    "%s, %d threads: %.0f commits/s in %d transactions; the file has %.1f MB%n",
                    label,
                    threads,
                    COMMITS / seconds,
                    dialect.committed(),
                    Files.size(fresh.resolve("itops.mv.db")) / 1e6);
            return seconds;
        }
    }

    private static Object commit(JdbcStore store, String name, int commits) {
        String json = "x".repeat(800);
        for (int i = 0; i < commits; i++) {
            // Every record is put several times, as in real life.
            String id = name + i / 4;
            long version = i % 4;
            store.commit(Commit.builder()
                    .put(Commits.record(id, version + 1, json, "t" + i % 7, "t" + i), version)
                    .event(Commits.event(id))
                    .build());
        }
        return name;
    }

    private double forcedWrite() throws Exception {
        try (FileChannel channel =
                FileChannel.open(directory.resolve("plain"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = ManagementFactory.getRuntimeMXBean().getUptime();
            for (int i = 0; i < 200; i++) {
                channel.write(ByteBuffer.allocate(4_096));
                channel.force(true);
            }
            return (ManagementFactory.getRuntimeMXBean().getUptime() - start) / 200.0;
        }
    }
}
