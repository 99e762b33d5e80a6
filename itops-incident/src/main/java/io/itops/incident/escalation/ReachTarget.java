package io.itops.incident.escalation;

import io.itops.core.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * Within what time somebody must be told of an incident of a service, and respond to it, and what becomes of an escalation policy that
 * takes longer in its worst case.
 *
 * <p>A response is an acknowledgement, and whoever gives it must have been told before. The first one who is told may not answer: a
 * policy leaves time for a response only if all whom its first round tells are told within it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param within the time from the opening until the first person is told, above zero, at most seven days
 * @param response the time from the opening within which somebody must respond, such as the limit of {@link
 *     io.itops.incident.sla.SlaGoal#RESPOND}: at least the other one, at most seven days; empty if there is none
 * @param otherwise what becomes of a policy that takes longer
 * @since 0.1
 */
public record ReachTarget(Duration within, Optional<Duration> response, Otherwise otherwise) {
    /**
     * What becomes of a policy that is too slow.
     *
     * <p>Immutable and thread-safe.
     *
     * @since 0.1
     */
    public enum Otherwise {
        /** Incidents are not attached. */
        REFUSE,
        /** The log warns. */
        WARN
    }

    /** Checks the parts. */
    public ReachTarget {
        Require.positive("time until somebody is told", within, EscalationStep.LONGEST);
        Duration told = within;
        Require.present("time for a response", response).ifPresent(time -> {
            Require.positive("time for a response", time, EscalationStep.LONGEST);
            Require.that(
                    time.compareTo(told) >= 0, "time for a response", "be at least that until somebody is told", time);
        });
        Require.present("what becomes of a slow policy", otherwise);
    }

    /**
     * A target whose policy must keep it.
     *
     * @param within the time from the opening until the first person is told
     * @return the target
     */
    public static ReachTarget refusing(Duration within) {
        return new ReachTarget(within, Optional.empty(), Otherwise.REFUSE);
    }

    /**
     * A target of which the log tells where a policy does not keep it.
     *
     * @param within the time from the opening until the first person is told
     * @return the target
     */
    public static ReachTarget warning(Duration within) {
        return new ReachTarget(within, Optional.empty(), Otherwise.WARN);
    }

    /**
     * This target with a time within which somebody must respond: all whom the first round of the policy tells must be told within it.
     *
     * @param time the time from the opening until the last one of them is told
     * @return a new target
     */
    public ReachTarget responding(Duration time) {
        return new ReachTarget(within, Optional.of(Require.present("time for a response", time)), otherwise);
    }
}
