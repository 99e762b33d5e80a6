package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.StoreException;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.Merkle;
import io.itops.core.journal.MerkleFrontier;
import io.itops.core.store.ClaimRequest;
import io.itops.testkit.ManualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is ended by SIGKILL while it commits; every commit that it acknowledged is there, whole, and the journal is sound. */
class KilledProcessIT {
    /** Lets space be used again at once, so that commits lie all over the file. */
    private static final String SETTINGS = H2Dialect.SETTINGS.replaceFirst("RETENTION_TIME=[0-9]+", "RETENTION_TIME=0");

    @TempDir
    private Path directory;

    private final ManualClock clock = ManualClock.at(Commits.START);

    @Test
    void everyAcknowledgedCommitIsThereAfterEachKill() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill : new int[] {1, 7, 40, 90}) {
            acknowledged.addAll(runAndKill(SETTINGS, true, 4, "run" + kill + '-', kill));
            check(acknowledged);
        }
    }

    @Test
    void theyAreThereAlsoIfNothingIsForced() throws Exception {
        check(runAndKill(SETTINGS, false, 2, "run-", 100));
    }

    @Test
    void aDatabaseThatWritesLaterIsSeenToLoseCommits() throws Exception {
        List<String> acknowledged = runAndKill(";WRITE_DELAY=60000;DB_CLOSE_ON_EXIT=FALSE", false, 2, "run-", 100);

        assertThatThrownBy(() -> check(acknowledged)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstHasGone() throws Exception {
        Process process = start(SETTINGS, true, 1, "run-");
        try (BufferedReader lines = lines(process)) {
            assertThat(lines.readLine()).isEqualTo("open");
            assertThatThrownBy(() -> JdbcStore.h2(directory).open())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("must be open in one store at a time");
        } finally {
            process.destroyForcibly().waitFor();
        }
        JdbcStore.h2(directory).open().close();
    }

    private void check(List<String> acknowledged) {
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        try (JdbcStore store = JdbcStore.h2(directory).leaseClock(clock).open()) {
            List<JournalEntry> journal = new Journal(store).all();
            Set<String> told = new HashSet<>();
            MerkleFrontier frontier = MerkleFrontier.EMPTY;
            for (int i = 0; i < journal.size(); i++) {
                JournalEntry entry = journal.get(i);
                assertThat(entry.sequence()).isEqualTo(i + 1L);
                String json = entry.event().toJson(entry.sequence());
                frontier = frontier.append(Merkle.leafHash(json.getBytes(StandardCharsets.UTF_8)));
                String id = entry.event().subjects().get(0).id();
                told.add(id);
                // Acknowledged or not: where the journal tells of a commit, its record is there as well.
                assertThat(store.find(Commits.ref(id))).as(id).isPresent();
            }
            assertThat(new Journal(store).head()).isEqualTo(frontier);
            Map<String, Long> byThread = told.stream()
                    .collect(Collectors.groupingBy(
                            id -> id.substring(0, id.lastIndexOf('-') + 1), Collectors.counting()));
            byThread.forEach((thread, count) -> assertThat(
                            store.find(Commits.ref(thread)).orElseThrow().version())
                    .isEqualTo(count));
            assertThat(told).containsAll(acknowledged);
            assertThat(jobs(store)).isEqualTo(journal.size());
        }
    }

    /** The number of outstanding jobs; the leases of an earlier count are over. */
    private static int jobs(JdbcStore store) {
        int jobs = 0;
        int claimed;
        do {
            claimed = store.claim(new ClaimRequest(Set.of("send"), Commits.START, 1_000, Duration.ofHours(1)))
                    .claims()
                    .size();
            jobs += claimed;
        } while (claimed > 0);
        return jobs;
    }

    /** Kills the process when it has acknowledged some commits, and gives all that it acknowledged. */
    private List<String> runAndKill(String settings, boolean force, int threads, String prefix, int kill)
            throws Exception {
        Process process = start(settings, force, threads, prefix);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = lines(process)) {
            assertThat(lines.readLine()).isEqualTo("open");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The last line may have been cut.
                if (line.endsWith(CommittingProcess.ACKNOWLEDGED)) {
                    acknowledged.add(line.substring(0, line.length() - CommittingProcess.ACKNOWLEDGED.length()));
                }
                if (acknowledged.size() == kill) {
                    // Not by the process itself, which would close the stream that still holds what it acknowledged.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(kill);
        return acknowledged;
    }

    private Process start(String settings, boolean force, int threads, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        directory.toString(),
                        settings,
                        Boolean.toString(force),
                        Integer.toString(threads),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
