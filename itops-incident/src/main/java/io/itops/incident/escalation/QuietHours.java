package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.time.ZonedHours;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Hours in which a person is not to be disturbed by what can wait: it is told when they end, and nothing is dropped.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hours the hours, which do not go on for ever
 * @param holds the urgencies that wait, at least one; by default the low one alone
 * @since 0.1
 */
public record QuietHours(ZonedHours hours, Set<PageUrgency> holds) {
    /** Checks and copies the parts. */
    public QuietHours {
        Require.present("quiet hours", hours);
        Require.size("urgencies that quiet hours hold", holds, 1, 2)
                .forEach(urgency -> Require.present("urgency that quiet hours hold", urgency));
        holds = Collections.unmodifiableSet(EnumSet.copyOf(holds));
        Require.that(
                hours.nextOutside(Instant.EPOCH).isPresent(), "quiet hours", "end, so that what waits is told", hours);
    }

    /**
     * Hours that hold what is of low urgency.
     *
     * @param hours the hours
     * @return quiet hours
     */
    public static QuietHours of(ZonedHours hours) {
        return new QuietHours(hours, EnumSet.of(PageUrgency.LOW));
    }

    /**
     * When something may be told.
     *
     * @param urgency how urgent it is
     * @param now the present instant
     * @return now, or the end of the quiet hours
     */
    public Instant earliest(PageUrgency urgency, Instant now) {
        Require.present("urgency", urgency);
        Require.instant("present instant", now);
        if (!holds.contains(urgency)) {
            return now;
        }
        Optional<Instant> end = hours.nextOutside(now);
        return end.orElse(now);
    }
}
