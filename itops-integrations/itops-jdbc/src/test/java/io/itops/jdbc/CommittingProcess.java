package io.itops.jdbc;

import io.itops.core.store.Commit;
import io.itops.core.store.Job;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The program of a process that is killed: commits on, from several threads, and prints the name of each commit once it was
 * acknowledged. Arguments: the directory, the settings of H2, whether to force, the number of threads, a prefix for the names.
 */
final class CommittingProcess {
    /** What follows the name of an acknowledged commit. */
    static final String ACKNOWLEDGED = " ok";

    private CommittingProcess() {}

    public static void main(String[] args) throws Exception {
        boolean force = Boolean.parseBoolean(args[2]);
        H2Dialect dialect = H2Dialect.open(Path.of(args[0]), "async:", args[1], force);
        JdbcStore store = JdbcStore.open(dialect, InstantSource.fixed(Commits.START));
        System.out.println("open");
        for (int t = 0; t < Integer.parseInt(args[3]); t++) {
            String prefix = args[4] + t + '-';
            new Thread(() -> commitOn(store, prefix)).start();
        }
    }

    private static void commitOn(JdbcStore store, String prefix) {
        for (int i = 0; ; i++) {
            String id = prefix + i;
            Job job = new Job("job-" + id, "send", Optional.empty(), Optional.empty(), Commits.START, "{}");
            Commit commit = Commit.builder()
                    .put(Commits.record(id, 1, "{}"), 0)
                    .put(Commits.record(prefix, i + 1, "x".repeat(i % 900), "t" + i), i)
                    .event(Commits.event(id))
                    .job(job)
                    .build();
            store.commit(commit);
            System.out.println(id + ACKNOWLEDGED);
        }
    }
}
