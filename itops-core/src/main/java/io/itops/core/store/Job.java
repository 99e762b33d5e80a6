package io.itops.core.store;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * Work to be done at or after an instant, kept by the store until a claim of it completes. A job in a lane waits for all that were
 * put into the lane before it; a timer stands in no lane and is found again by its key; a job may also be neither.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique in the store; every outside effect of the job carries it on every attempt
 * @param type names the handler: {@code delivery.send}
 * @param lane the lane, at most {@value #MAX_LANE} characters
 * @param timer the key, for a timer
 * @param due not handed out before this instant, in whole microseconds
 * @param payload canonical JSON that the handler reads, at most 1 MiB of characters
 * @since 0.1
 */
public record Job(
        String id, String type, Optional<String> lane, Optional<TimerKey> timer, Instant due, String payload) {
    /** The greatest length of a lane's name in code points: room for a prefix and an id. */
    public static final int MAX_LANE = 300;

    /** Checks the parts. */
    public Job {
        Require.id("job id", id);
        Require.slug("job type", type);
        Require.present("job lane", lane);
        Require.present("job timer", timer);
        lane.ifPresent(l -> Require.text("job lane", l, MAX_LANE));
        Require.that(lane.isEmpty() || timer.isEmpty(), "job", "not be in a lane and a timer at once", id);
        due = Require.instant("job due", due);
        Require.present("job payload", payload);
        Require.that(
                payload.length() <= StoredRecord.MAX_JSON,
                "job payload",
                "be at most " + StoredRecord.MAX_JSON + " characters",
                payload.length());
    }

    /**
     * A job that waits its turn in a lane.
     *
     * @param id unique in the store
     * @param type names the handler
     * @param lane the lane
     * @param due not before this instant
     * @param payload canonical JSON
     * @return the job
     */
    public static Job inLane(String id, String type, String lane, Instant due, String payload) {
        return new Job(id, type, Optional.of(Require.present("job lane", lane)), Optional.empty(), due, payload);
    }

    /**
     * A timer.
     *
     * @param id unique in the store
     * @param type names the handler
     * @param key what the timer is called
     * @param due when it rings
     * @param payload canonical JSON
     * @return the job
     */
    public static Job timer(String id, String type, TimerKey key, Instant due, String payload) {
        return new Job(id, type, Optional.empty(), Optional.of(Require.present("timer key", key)), due, payload);
    }
}
