package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Time zones by their ids: those of the IANA time zone database such as {@code Europe/Berlin}, and fixed offsets such as {@code +02:00}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class TimeZones {
    /** How zones are written: as their ids. */
    public static final Codec<ZoneId> CODEC = Codec.TEXT.map(TimeZones::of, ZoneId::getId);

    private TimeZones() {}

    /**
     * The zone of an id.
     *
     * @param id the id
     * @return the zone
     * @throws InvalidInputException if there is none of that id, or whoever provides it has no rules for it
     */
    public static ZoneId of(String id) {
        try {
            ZoneId zone = ZoneId.of(Require.id("zone", id));
            // a provider of zones that some library brings along may know an id and no rules
            return Require.that(zone.getRules() != null, "zone", "have rules", zone);
        } catch (DateTimeException e) {
            throw new InvalidInputException("zone", "be one of the tz database", id);
        }
    }
}
