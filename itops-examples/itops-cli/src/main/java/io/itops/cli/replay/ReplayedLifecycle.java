package io.itops.cli.replay;

import io.itops.cli.replay.LogMapping.Kind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A lifecycle through whose public API a log is replayed: the seam between logs and what they are about. Confined to one thread. */
interface ReplayedLifecycle extends AutoCloseable {
    /** The states that a mapping may name. */
    static Set<LogState> states(Kind kind) {
        return switch (kind) {
            case INCIDENT -> EnumSet.allOf(LogState.class);
            case PROBLEM ->
                EnumSet.of(
                        LogState.OPEN,
                        LogState.IN_PROGRESS,
                        LogState.ON_HOLD,
                        LogState.RESOLVED,
                        LogState.CLOSED,
                        LogState.CANCELLED,
                        LogState.UNMAPPED);
        };
    }

    /** Sets the time of what comes next. */
    void at(Instant now);

    /** Takes a case over in the state in which the log has it first. */
    Replayed begin(String id, LogState state);

    @Override
    void close();

    /** A case that is replayed. */
    interface Replayed {
        /** Where it stands by the API. */
        LogState state();

        /**
         * Offers the action that leads from one state to another.
         *
         * @return why it was refused; empty if it was not
         */
        Optional<String> offer(LogState from, LogState to);

        /** Puts the state where the log has it, though the action that leads there was refused. */
        void correct(LogState to, String reason);
    }
}
