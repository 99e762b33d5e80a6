package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A layer, made ready to be asked.
 *
 * <p>Immutable and thread-safe.
 */
final class LayerLine {
    private final Layer layer;
    private final TurnClock clock;
    private final OpenHours hours;
    private final Absences absences;
    private final Overlay overrides;

    LayerLine(Layer layer, ZoneId scheduleZone, DstPolicy policy, Absences absences, List<ScheduleOverride> overrides) {
        ZoneId zone = layer.zone().orElse(scheduleZone);
        this.layer = layer;
        this.clock = new TurnClock(layer.rotation(), layer.restrictions(), zone, policy);
        this.hours = new OpenHours(layer.restrictions(), zone, policy);
        this.absences = absences;
        this.overrides = new Overlay(overrides.stream()
                .filter(override -> override.layer().equals(Optional.of(layer.name())))
                .toList());
    }

    Layer layer() {
        return layer;
    }

    TurnClock clock() {
        return clock;
    }

    /** Who is on call by this layer. */
    Track track(long from, long until) {
        return overrides.on(turns(from, until), from, until);
    }

    /** Whether restrictions leave the layer open. */
    boolean isOpen(long at) {
        return !hours.within(at, at + 1).isEmpty();
    }

    private Track turns(long from, long until) {
        Track track = new Track();
        TurnClock.Walk walk = clock.walk();
        for (OpenHours.Stretch open : hours.within(from, until)) {
            long at = open.start();
            for (walk.moveTo(at); at < open.end(); walk.advance()) {
                long end = Math.min(open.end(), walk.next());
                if (walk.turn() >= 0) {
                    absences.add(track, at, end, layer.name(), layer.rotation(), walk.turn(), walk.begun());
                }
                at = end;
                if (at == open.end()) {
                    break;
                }
            }
        }
        return track;
    }
}
