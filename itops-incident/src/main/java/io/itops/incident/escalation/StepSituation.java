package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.record.Tree;
import java.time.Duration;
import java.time.Instant;

/**
 * What the conditions of a step are asked about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param severity how bad the incident is
 * @param signals how many firing signals belong to it
 * @param triggeredAt when it was opened, or last reopened
 * @param now the instant at which the step is to be taken
 * @since 0.1
 */
public record StepSituation(Severity severity, long signals, Instant triggeredAt, Instant now) {
    /** Checks the parts. */
    public StepSituation {
        Require.present("severity", severity);
        signals(signals);
        triggeredAt = Require.instant("instant of triggering", triggeredAt);
        now = Require.instant("instant of the step", now);
    }

    static void signals(long number) {
        Require.that(number >= 0 && number <= Tree.MAX_EXACT, "number of signals", "be 0 to " + Tree.MAX_EXACT, number);
    }

    /**
     * How old the incident is.
     *
     * @return the time since it was opened or last reopened, zero where the clock went back
     */
    public Duration age() {
        Duration age = Duration.between(triggeredAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
