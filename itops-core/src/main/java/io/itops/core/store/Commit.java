package io.itops.core.store;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.journal.JournalEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One atomic change of a store: it applies wholly or not at all. There is no other way to write.
 *
 * <p>Order of application: expectations and expected versions are checked against the state before the commit; then claims are
 * completed, jobs and timers cancelled, jobs and timers added in their order, records put and removed, and the events take the
 * next sequence numbers in their order.
 *
 * <p>Immutable and thread-safe.
 *
 * @param puts records to write, by reference, each with the version expected before
 * @param removals records to remove with the version expected before, by reference
 * @param expects what must be at a version (0: absent) though the commit does not write it, by reference
 * @param events what to append to the journal, in order
 * @param jobs jobs and timers to add, in order; a timer replaces the one of the same key
 * @param cancelledTimers timers to cancel; one that is not outstanding is no error
 * @param cancelledJobs ids of jobs to cancel; one that is not outstanding is no error
 * @param completions claims to end
 * @since 0.1
 */
public record Commit(
        List<Put> puts,
        List<Expect> removals,
        List<Expect> expects,
        List<JournalEvent> events,
        List<Job> jobs,
        List<TimerKey> cancelledTimers,
        List<String> cancelledJobs,
        List<Completion> completions) {
    /** The greatest number of operations in a commit. */
    public static final int MAX_OPERATIONS = 1_000;

    /**
     * A record to write.
     *
     * @param record the record; its version is one more than the expected one
     * @param expected the version before, 0 if there is to be none
     */
    public record Put(StoredRecord record, long expected) {
        /** Checks that the versions follow each other. */
        public Put {
            Require.present("record", record);
            Require.that(
                    record.version() == expected + 1,
                    "version of a put",
                    "be the expected one plus 1",
                    record.version());
        }
    }

    /**
     * A version to hold.
     *
     * @param ref the record
     * @param version its version, 0 for absent
     */
    public record Expect(Ref ref, long version) {
        /** Checks the parts. */
        public Expect {
            Require.present("expected record", ref);
            Require.that(version >= 0, "expected version", "be at least 0", version);
        }
    }

    /** Copies the lists, sorts what is sorted by reference, and refuses what contradicts itself. */
    public Commit {
        puts = sorted("puts", puts, put -> put.record().ref());
        removals = sorted("removals", removals, Expect::ref);
        expects = sorted("expects", expects, Expect::ref);
        events = Require.list("events", events);
        jobs = Require.list("jobs", jobs);
        cancelledTimers = Require.list("cancelled timers", cancelledTimers);
        cancelledJobs = Require.list("cancelled jobs", cancelledJobs);
        completions = Require.list("completions", completions);
        int operations = puts.size()
                + removals.size()
                + expects.size()
                + events.size()
                + jobs.size()
                + cancelledTimers.size()
                + cancelledJobs.size()
                + completions.size();
        if (operations > MAX_OPERATIONS) {
            throw new LimitExceededException("operations in a commit", MAX_OPERATIONS, operations);
        }
        Set<Ref> written = new HashSet<>();
        puts.forEach(put -> Require.that(
                written.add(put.record().ref()),
                "record",
                "be written once in a commit",
                put.record().ref()));
        removals.forEach(removal -> {
            Require.that(written.add(removal.ref()), "record", "be written once in a commit", removal.ref());
            Require.that(removal.version() >= 1, "version of a removal", "be at least 1", removal.version());
        });
        Set<String> completed = new HashSet<>();
        completions.forEach(completion -> Require.that(
                completed.add(completion.jobId()), "claim", "be completed once in a commit", completion.jobId()));
        Set<String> added = new HashSet<>();
        jobs.forEach(job -> Require.that(added.add(job.id()), "job id", "be added once in a commit", job.id()));
    }

    private static <E> List<E> sorted(String what, List<E> given, Function<E, Ref> ref) {
        List<E> list = Require.list(what, given);
        if (list.size() < 2) {
            return list;
        }
        List<E> ordered = new ArrayList<>(list);
        ordered.sort(Comparator.comparing(ref));
        return Collections.unmodifiableList(ordered);
    }

    /**
     * Starts an empty commit.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The number of operations.
     *
     * @return 0 to {@value #MAX_OPERATIONS}
     */
    public int operations() {
        return puts.size()
                + removals.size()
                + expects.size()
                + events.size()
                + jobs.size()
                + cancelledTimers.size()
                + cancelledJobs.size()
                + completions.size();
    }

    /**
     * Collects the parts of a commit.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final List<Put> puts = new ArrayList<>();
        private final List<Expect> removals = new ArrayList<>();
        private final Map<Ref, Expect> expects = new LinkedHashMap<>();
        private final List<JournalEvent> events = new ArrayList<>();
        private final List<Job> jobs = new ArrayList<>();
        private final List<TimerKey> cancelledTimers = new ArrayList<>();
        private final List<String> cancelledJobs = new ArrayList<>();
        private final List<Completion> completions = new ArrayList<>();

        private Builder() {}

        /**
         * Writes a record.
         *
         * @param record the record
         * @param expected the version before, 0 if there is to be none
         * @return this
         */
        public Builder put(StoredRecord record, long expected) {
            puts.add(new Put(record, expected));
            return this;
        }

        /**
         * Removes a record.
         *
         * @param ref the record
         * @param expected the version before
         * @return this
         */
        public Builder remove(Ref ref, long expected) {
            Expect removal = new Expect(ref, expected);
            Require.that(expected >= 1, "version of a removal", "be at least 1", expected);
            removals.add(removal);
            return this;
        }

        /**
         * Makes the commit depend on a version that was read. A second expectation of the same record must name the same version.
         *
         * @param ref the record
         * @param version its version, 0 for absent
         * @return this
         */
        public Builder expect(Ref ref, long version) {
            Expect held = new Expect(ref, version);
            Expect before = expects.putIfAbsent(ref, held);
            if (before != null && before.version() != version) {
                throw new InvalidInputException("expected version of " + ref, "be one version", version);
            }
            return this;
        }

        /**
         * Appends an event to the journal.
         *
         * @param event the event
         * @return this
         */
        public Builder event(JournalEvent event) {
            events.add(Require.present("event", event));
            return this;
        }

        /**
         * Adds a job or sets a timer.
         *
         * @param job the job
         * @return this
         */
        public Builder job(Job job) {
            jobs.add(Require.present("job", job));
            return this;
        }

        /**
         * Cancels a timer if it is outstanding.
         *
         * @param key the timer
         * @return this
         */
        public Builder cancelTimer(TimerKey key) {
            cancelledTimers.add(Require.present("timer", key));
            return this;
        }

        /**
         * Cancels a job if it is outstanding.
         *
         * @param jobId the job
         * @return this
         */
        public Builder cancelJob(String jobId) {
            cancelledJobs.add(Require.id("job id", jobId));
            return this;
        }

        /**
         * Ends a claim.
         *
         * @param completion how it ended
         * @return this
         */
        public Builder complete(Completion completion) {
            completions.add(Require.present("completion", completion));
            return this;
        }

        /**
         * The commit.
         *
         * @return the commit
         * @throws io.itops.core.InvalidInputException if a record is written twice
         * @throws LimitExceededException if there are more than {@value Commit#MAX_OPERATIONS} operations
         */
        public Commit build() {
            return new Commit(
                    puts,
                    removals,
                    new ArrayList<>(expects.values()),
                    events,
                    jobs,
                    cancelledTimers,
                    cancelledJobs,
                    completions);
        }
    }
}
