package io.itops.cli.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log, as far as a replay needs it; no wider than that, since a log has millions.
 *
 * @param line where it begins
 * @param state what its state means; null where it says nothing of it
 * @param time when it happened; null where it says nothing of it
 * @param impact 1 to 9; 0 where it says nothing of it
 * @param urgency 1 to 9; 0 where it says nothing of it
 * @param priority 1 to 9; 0 where it says nothing of it
 * @param reopenings the counter; -1 where it says nothing of it
 */
record LogEvent(
        int line,
        @Nullable LogState state,
        @Nullable Instant time,
        byte impact,
        byte urgency,
        byte priority,
        int reopenings) {}
