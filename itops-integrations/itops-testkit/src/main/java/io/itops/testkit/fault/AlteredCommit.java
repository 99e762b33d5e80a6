package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.journal.JournalEvent;
import io.itops.core.store.Commit;
import io.itops.core.store.Completion;
import io.itops.core.store.Job;
import io.itops.core.store.TimerKey;
import java.util.List;

/**
 * A commit of which parts are replaced: what a planted bug hands on instead of what it was given.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class AlteredCommit {
    private List<Commit.Put> puts;
    private List<Commit.Expect> removals;
    private List<Commit.Expect> expects;
    private List<JournalEvent> events;
    private List<Job> jobs;
    private List<TimerKey> cancelledTimers;
    private List<String> cancelledJobs;
    private List<Completion> completions;

    private AlteredCommit(Commit commit) {
        this.puts = commit.puts();
        this.removals = commit.removals();
        this.expects = commit.expects();
        this.events = commit.events();
        this.jobs = commit.jobs();
        this.cancelledTimers = commit.cancelledTimers();
        this.cancelledJobs = commit.cancelledJobs();
        this.completions = commit.completions();
    }

    /**
     * Begins with a commit as it is.
     *
     * @param commit the commit
     * @return what replaces its parts
     */
    public static AlteredCommit of(Commit commit) {
        return new AlteredCommit(Require.present("commit", commit));
    }

    /**
     * Replaces what is written.
     *
     * @param others the records to write instead
     * @return this
     */
    public AlteredCommit puts(List<Commit.Put> others) {
        puts = Require.list("puts", others);
        return this;
    }

    /**
     * Replaces what is removed.
     *
     * @param others what to remove instead
     * @return this
     */
    public AlteredCommit removals(List<Commit.Expect> others) {
        removals = Require.list("removals", others);
        return this;
    }

    /**
     * Replaces what is expected without being written.
     *
     * @param others what to expect instead
     * @return this
     */
    public AlteredCommit expects(List<Commit.Expect> others) {
        expects = Require.list("expects", others);
        return this;
    }

    /**
     * Replaces what is told to the journal.
     *
     * @param others the events to append instead
     * @return this
     */
    public AlteredCommit events(List<JournalEvent> others) {
        events = Require.list("events", others);
        return this;
    }

    /**
     * Replaces what is to be done.
     *
     * @param others the jobs and timers to add instead
     * @return this
     */
    public AlteredCommit jobs(List<Job> others) {
        jobs = Require.list("jobs", others);
        return this;
    }

    /**
     * Replaces which timers are cancelled.
     *
     * @param others the timers to cancel instead
     * @return this
     */
    public AlteredCommit cancelledTimers(List<TimerKey> others) {
        cancelledTimers = Require.list("cancelled timers", others);
        return this;
    }

    /**
     * Replaces which jobs are cancelled.
     *
     * @param others the ids of the jobs to cancel instead
     * @return this
     */
    public AlteredCommit cancelledJobs(List<String> others) {
        cancelledJobs = Require.list("cancelled jobs", others);
        return this;
    }

    /**
     * Replaces which claims are ended.
     *
     * @param others the claims to end instead
     * @return this
     */
    public AlteredCommit completions(List<Completion> others) {
        completions = Require.list("completions", others);
        return this;
    }

    /**
     * The commit.
     *
     * @return the commit with what was replaced
     */
    public Commit build() {
        return new Commit(puts, removals, expects, events, jobs, cancelledTimers, cancelledJobs, completions);
    }
}
