package io.itops.incident.sla;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a clock shows at an instant.
 *
 * <p>Immutable and thread-safe.
 *
 * @param target the name of its target
 * @param party the queue that is bound by an operational level agreement, or the vendor by an underpinning contract; empty where none is
 *     named
 * @param at the instant
 * @param stage how it stands
 * @param limit how much working time may pass; empty if the priority has no limit
 * @param elapsed how much has passed
 * @param warnsAt when it warns or warned, if things stay as they are
 * @param breachesAt when its time is up or was first up, if things stay as they are; empty if it is not going to be: the clock stands, or the
 *     calendar is not open for so long within ten years
 * @param breached whether its time is up or was up once: once broken, a promise stays broken
 * @since 0.1
 */
public record SlaReading(
        String target,
        Optional<String> party,
        Instant at,
        SlaStage stage,
        Optional<Duration> limit,
        Duration elapsed,
        Optional<Instant> warnsAt,
        Optional<Instant> breachesAt,
        boolean breached) {
    /** Checks that all parts are given. */
    public SlaReading {
        Require.slug("SLA target", target);
        Require.present("party", party).ifPresent(name -> Require.id("party", name));
        at = Require.instant("instant of a reading", at);
        Require.present("SLA stage", stage);
        Require.present("SLA limit", limit);
        Require.span("elapsed time", elapsed, SlaClock.MAX);
        Require.present("instant of the warning", warnsAt);
        Require.present("instant of the breach", breachesAt);
    }

    /**
     * How much working time is left.
     *
     * @return the limit less what has passed, negative if that is more; empty if there is no limit
     */
    public Optional<Duration> remaining() {
        return limit.map(time -> time.minus(elapsed));
    }

    /**
     * Whether the goal was reached in time.
     *
     * @return true if it is reached and the time was never up
     */
    public boolean met() {
        return stage == SlaStage.COMPLETED && !breached;
    }
}
