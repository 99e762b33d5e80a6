package io.itops.testkit.contract;

import io.itops.core.store.Commit;
import java.util.Map;

/** What the operations of {@link StoreOperations} answer one after the other, by the rules alone: the oracle for concurrent ones. */
public class SequentialStore {
    private final ReferenceJobs jobs = new ReferenceJobs();
    private final int[] versions = new int[2];
    private long sequence;

    public String put(int thing, int version) {
        if (versions[thing] != version) {
            return "conflict";
        }
        versions[thing]++;
        return StoreWords.applied(++sequence, Map.of());
    }

    public String putUnless(int thing) {
        if (versions[0] != 0 || versions[1] != 0) {
            return "conflict";
        }
        versions[thing]++;
        return StoreWords.applied(0, Map.of());
    }

    public String putWithJob(int thing, int job) {
        Commit added = StoreWords.add(job);
        if (versions[thing] != 0 || !jobs.conflicts(added).isEmpty()) {
            return "conflict";
        }
        versions[thing]++;
        jobs.apply(added);
        return StoreWords.applied(++sequence, Map.of());
    }

    public String add(int job) {
        return commit(StoreWords.add(job));
    }

    public String claimOne() {
        return claim(0);
    }

    public String claimAll() {
        return claim(2);
    }

    public String done(int job, int attempt) {
        return commit(StoreWords.done(job, attempt));
    }

    public String retry(int job) {
        return commit(StoreWords.retry(job));
    }

    public String cancel(int job) {
        return commit(StoreWords.cancel(job));
    }

    private String commit(Commit commit) {
        return jobs.conflicts(commit).isEmpty() ? StoreWords.applied(0, jobs.apply(commit)) : "conflict";
    }

    private String claim(int more) {
        return StoreWords.handedOut(jobs.claim(StoreWords.claim(more), StoreFixture.START));
    }
}
