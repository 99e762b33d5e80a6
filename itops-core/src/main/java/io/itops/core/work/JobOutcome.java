package io.itops.core.work;

import io.itops.core.Ref;
import io.itops.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a handler ends a job. What the handler put into the unit of work is committed in each case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface JobOutcome {
    /** How many subjects a parked job may name: one place of a journal event's is for the job itself. */
    int MAX_SUBJECTS = 31;

    /** The job is done. */
    JobOutcome DONE = new Done();

    /** The job is done. */
    record Done() implements JobOutcome {}

    /**
     * The job is to be tried again, keeping its place at the head of its lane.
     *
     * @param at not before this instant
     * @param why what stood in the way: often the words of a failure, so it is cut at 2,000 characters and made one line, not refused
     */
    record Retry(Instant at, String why) implements JobOutcome {
        /** Checks the parts. */
        public Retry {
            at = Require.instant("retry instant", at);
            why = Reasons.readable(why);
        }
    }

    /**
     * The job is put aside for a person: its lane goes on, a journal entry and a meter tell of it, and it can be queued again.
     *
     * @param why what stood in the way: often the words of a failure, so it is cut at 2,000 characters and made one line, not refused
     * @param subjects what the job was about, at most {@value #MAX_SUBJECTS}
     * @param attempts how often the job was tried, at least 0, where not every claim of it was an attempt; every claim was one if empty
     */
    record Park(String why, List<Ref> subjects, OptionalInt attempts) implements JobOutcome {
        /** Checks the parts. */
        public Park {
            why = Reasons.readable(why);
            subjects = Require.size("subjects", Require.list("subjects", subjects), 0, MAX_SUBJECTS);
            Require.present("attempts", attempts)
                    .ifPresent(number -> Require.range("attempts", number, 0, Integer.MAX_VALUE));
        }

        /**
         * A job of which every claim was an attempt is put aside.
         *
         * @param why what stood in the way
         * @param subjects what the job was about, at most {@value #MAX_SUBJECTS}
         */
        public Park(String why, List<Ref> subjects) {
            this(why, subjects, OptionalInt.empty());
        }
    }
}
