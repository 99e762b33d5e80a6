package io.itops.incident.escalation;

import io.itops.core.Require;
import java.time.Duration;

/**
 * Within what time somebody must be told of an incident of a service, and what becomes of an escalation policy that takes longer in its
 * worst case.
 *
 * <p>Immutable and thread-safe.
 *
 * @param within the time from the opening until the first person is told, above zero, at most seven days
 * @param otherwise what becomes of a policy that takes longer
 * @since 0.1
 */
public record ReachTarget(Duration within, Otherwise otherwise) {
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

    /** Checks both parts. */
    public ReachTarget {
        Require.positive("time until somebody is told", within, EscalationStep.LONGEST);
        Require.present("what becomes of a slow policy", otherwise);
    }

    /**
     * A target whose policy must keep it.
     *
     * @param within the time from the opening until the first person is told
     * @return the target
     */
    public static ReachTarget refusing(Duration within) {
        return new ReachTarget(within, Otherwise.REFUSE);
    }

    /**
     * A target of which the log tells where a policy does not keep it.
     *
     * @param within the time from the opening until the first person is told
     * @return the target
     */
    public static ReachTarget warning(Duration within) {
        return new ReachTarget(within, Otherwise.WARN);
    }
}
