package io.itops.incident.oncall;

import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How people take turns.
 *
 * <p>Turns are numbered from 0 and follow each other without gap or overlap: one ends at the instant at which the next begins.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Rotation permits WeeklyRotation {
    /** How rotations are written. */
    Codec<Rotation> CODEC = Family.of("rotation", Rotation.class)
            .with("weekly", WeeklyRotation.class, WeeklyRotation.SHAPE)
            .build();

    /**
     * The number of the turn that an instant belongs to.
     *
     * @param instant any instant
     * @param zone the zone of the rotation's local times
     * @param policy what local times mean where clocks jump
     * @return from 0; empty before the first turn
     * @throws io.itops.core.InvalidInputException if the turn would leave the years 1 to 9999
     */
    Optional<Long> turnAt(Instant instant, ZoneId zone, DstPolicy policy);

    /**
     * From when until when a turn lasts.
     *
     * @param turn its number, from 0
     * @param zone the zone of the rotation's local times
     * @param policy what local times mean where clocks jump
     * @return the turn's window
     * @throws io.itops.core.InvalidInputException if the turn would leave the years 1 to 9999
     */
    Window window(long turn, ZoneId zone, DstPolicy policy);

    /**
     * Whose turn it is.
     *
     * @param turn its number, from 0
     * @return the person's id
     */
    String person(long turn);
}
