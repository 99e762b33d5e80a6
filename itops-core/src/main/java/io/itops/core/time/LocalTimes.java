package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * From local time to an instant: the one place where the SDK does it, so that a schedule, its preview, its export and the pager
 * cannot disagree.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class LocalTimes {
    private LocalTimes() {}

    /**
     * The instant that a local time means under {@link DstPolicy#JAVA_AND_RFC5545}.
     *
     * @param local date and time in the zone, of the years 1 to 9999
     * @param zone the zone
     * @return the instant, truncated to microseconds
     * @throws InvalidInputException if the instant lies outside the years 1 to 9999
     */
    public static Instant toInstant(LocalDateTime local, ZoneId zone) {
        return toInstant(local, zone, DstPolicy.JAVA_AND_RFC5545);
    }

    /**
     * The instant that a local time means. Every local time has one, also where the zone's clocks skip it or show it twice.
     *
     * @param local date and time in the zone, of the years 1 to 9999
     * @param zone the zone
     * @param policy what gaps and overlaps mean
     * @return the instant, truncated to microseconds
     * @throws InvalidInputException if the instant lies outside the years 1 to 9999
     */
    public static Instant toInstant(LocalDateTime local, ZoneId zone, DstPolicy policy) {
        Require.present("local time", local);
        Require.that(
                local.getYear() >= 1 && local.getYear() <= 9_999, "local time", "lie in the years 1 to 9999", local);
        Require.present("DST policy", policy);
        ZoneRules rules = Require.present("zone", zone).getRules();
        ZoneOffsetTransition jump = rules.getTransition(local);
        Instant instant = jump == null ? local.toInstant(rules.getOffset(local)) : across(jump, local, policy);
        return Require.instant("local time in " + zone, instant);
    }

    private static Instant across(ZoneOffsetTransition jump, LocalDateTime local, DstPolicy policy) {
        return switch (policy) {
            case JAVA_AND_RFC5545 -> local.toInstant(jump.getOffsetBefore());
            case START_FIRST -> jump.isGap() ? jump.getInstant() : local.toInstant(jump.getOffsetBefore());
            case END_LAST -> jump.isGap() ? jump.getInstant() : local.toInstant(jump.getOffsetAfter());
        };
    }
}
