package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a person is told about a page, and how long after it, unless the incident is acknowledged before.
 *
 * <p>Immutable and thread-safe.
 *
 * @param to where
 * @param delay how long after the page, at most seven days; zero for at once
 * @param urgencies for pages of which urgencies, at least one
 * @since 0.1
 */
public record NotificationRule(Destination to, Duration delay, Set<PageUrgency> urgencies) {
    /** Checks and copies the parts. */
    public NotificationRule {
        Require.present("destination of a notification rule", to);
        Require.span("delay of a notification rule", delay, EscalationStep.LONGEST);
        Require.size("urgencies of a notification rule", urgencies, 1, 2)
                .forEach(urgency -> Require.present("urgency of a notification rule", urgency));
        urgencies = Collections.unmodifiableSet(EnumSet.copyOf(urgencies));
    }

    /**
     * A rule for pages of any urgency.
     *
     * @param to where
     * @param delay how long after the page
     * @return the rule
     */
    public static NotificationRule of(Destination to, Duration delay) {
        return new NotificationRule(to, delay, EnumSet.allOf(PageUrgency.class));
    }

    @Override
    public String toString() {
        return to
                + (delay.isZero() ? " at once" : " after " + Words.duration(delay))
                + (urgencies.size() == 2 ? "" : " for " + urgencies.iterator().next() + " urgency");
    }
}
