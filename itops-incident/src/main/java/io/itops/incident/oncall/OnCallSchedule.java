package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.time.DstPolicy;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Who is on call when, in one zone.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id what escalation policies call it, at most 100 characters
 * @param zone the zone of its local times
 * @param policy what its local times mean where the zone's clocks jump
 * @param rotation how people take turns
 * @since 0.1
 */
public record OnCallSchedule(String id, ZoneId zone, DstPolicy policy, Rotation rotation) {
    private static final Codec<ZoneId> ZONE = Codec.TEXT.map(OnCallSchedule::zoneOf, ZoneId::getId);

    /** How schedules are kept. */
    public static final RecordType<OnCallSchedule> TYPE = RecordType.of("on-call-schedule", 1, t -> {
        t.id(OnCallSchedule::id);
        var id = t.field("id", Codec.TEXT, OnCallSchedule::id);
        var zone = t.field("zone", ZONE, OnCallSchedule::zone);
        var policy = t.field("policy", Codec.ofEnum(DstPolicy.class), OnCallSchedule::policy);
        var rotation = t.field("rotation", Rotation.CODEC, OnCallSchedule::rotation);
        return row -> new OnCallSchedule(row.get(id), row.get(zone), row.get(policy), row.get(rotation));
    });

    /** Checks the parts. */
    public OnCallSchedule {
        Require.text("schedule id", Require.id("schedule id", id), 100);
        Require.present("schedule zone", zone);
        Require.present("DST policy", policy);
        Require.present("rotation", rotation);
    }

    /**
     * One person a week, with local times that mean what {@link java.time.ZonedDateTime} and RFC 5545 make of them.
     *
     * @param id what escalation policies call it
     * @param zone the zone's id: {@code Europe/Berlin}
     * @param handoffDay the weekday on which the next person takes over
     * @param handoffTime the local time at which the next person takes over
     * @param anchor the date on or after which the first turn begins
     * @param people their ids in order
     * @return the schedule
     * @throws io.itops.core.InvalidInputException if there is no such zone or a part is malformed
     */
    public static OnCallSchedule weekly(
            String id,
            String zone,
            DayOfWeek handoffDay,
            LocalTime handoffTime,
            LocalDate anchor,
            List<String> people) {
        return new OnCallSchedule(
                id,
                zoneOf(zone),
                DstPolicy.JAVA_AND_RFC5545,
                new WeeklyRotation(people, handoffDay, handoffTime, anchor));
    }

    /**
     * What the journal calls the schedule.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    private static ZoneId zoneOf(String id) {
        try {
            return ZoneId.of(Require.id("zone", id));
        } catch (DateTimeException e) {
            throw new InvalidInputException("zone", "be one of the tz database", id);
        }
    }
}
