package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.TimeZones;
import io.itops.core.time.WeeklyHours;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One way in which somebody is on call; a schedule has several, of which the first that has somebody counts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called, unique in its version, at most 100 characters; the same layer keeps its name in later versions
 * @param zone the zone of its local times; the schedule's if empty. Layers in zones of their own make a schedule that follows the sun
 * @param rotation how people take turns
 * @param restrictions when the layer has somebody on call, by the local clock; always if empty
 * @since 0.1
 */
public record Layer(String name, Optional<ZoneId> zone, Rotation rotation, WeeklyHours restrictions) {
    /** How layers are written. */
    public static final Codec<Layer> CODEC = Shape.of("layer", s -> {
        var name = s.field("name", Codec.TEXT, Layer::name);
        var zone = s.optional("zone", TimeZones.CODEC, Layer::zone);
        var rotation = s.field("rotation", Rotation.CODEC, Layer::rotation);
        var restrictions = s.field("restrictions", WeeklyHours.CODEC, Layer::restrictions);
        return row -> new Layer(row.get(name), row.get(zone), row.get(rotation), row.get(restrictions));
    });

    /** Checks and copies the parts. */
    public Layer {
        Values.name("layer name", name);
        Require.present("layer zone", zone);
        Require.present("rotation", rotation);
        Require.present("restrictions", restrictions);
    }

    /**
     * A layer that is always open, in the schedule's zone.
     *
     * @param name what it is called
     * @param rotation how people take turns
     * @return the layer
     */
    public static Layer of(String name, Rotation rotation) {
        return new Layer(name, Optional.empty(), rotation, WeeklyHours.NONE);
    }

    /**
     * The same layer in a zone of its own.
     *
     * @param ownZone the zone of its local times
     * @return the layer
     */
    public Layer in(ZoneId ownZone) {
        return new Layer(name, Optional.of(Require.present("layer zone", ownZone)), rotation, restrictions);
    }

    /**
     * The same layer, open at certain times of the week only.
     *
     * @param when the hours; always if empty
     * @return the layer
     */
    public Layer during(WeeklyHours when) {
        return new Layer(name, zone, rotation, when);
    }

    /**
     * The same layer with other turns.
     *
     * @param turns how people take turns
     * @return the layer
     */
    public Layer with(Rotation turns) {
        return new Layer(name, zone, turns, restrictions);
    }
}
