package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import java.time.ZoneId;

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

    LayerLine(Layer layer, ZoneId scheduleZone, DstPolicy policy, Absences absences, Overlay overrides) {
        ZoneId zone = layer.zone().orElse(scheduleZone);
        this.layer = layer;
        this.clock = new TurnClock(layer.rotation(), layer.restrictions(), zone, policy);
        this.hours = new OpenHours(layer.restrictions(), zone, policy);
        this.absences = absences;
        this.overrides = overrides;
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

    boolean hasTurnsOfNobody() {
        return layer.rotation().participants().contains(Participant.NOBODY);
    }

    boolean isTurnOfNobody(long turn) {
        return layer.rotation().participant(turn).person().isEmpty();
    }

    /** Whether restrictions leave the layer open. */
    boolean isOpen(long at) {
        return !hours.within(at, at + 1).isEmpty();
    }

    private Track turns(long from, long until) {
        Track track = new Track();
        forEachTurn(
                from,
                until,
                (start, end, turn, begun) ->
                        absences.add(track, start, end, layer.name(), layer.rotation(), turn, begun));
        return track;
    }

    /** What a turn, or the open part of one, is told to. */
    @FunctionalInterface
    interface Turns {
        void turn(long start, long end, long turn, long begun);
    }

    /** Goes through the turns of the open hours in the order of time, whoever's they are. */
    void forEachTurn(long from, long until, Turns turns) {
        TurnClock.Walk walk = clock.walk();
        for (OpenHours.Stretch open : hours.within(from, until)) {
            long at = open.start();
            for (walk.moveTo(at); at < open.end(); walk.advance()) {
                long end = Math.min(open.end(), walk.next());
                if (walk.turn() >= 0) {
                    turns.turn(at, end, walk.turn(), walk.begun());
                }
                at = end;
                if (at == open.end()) {
                    break;
                }
            }
        }
    }
}
