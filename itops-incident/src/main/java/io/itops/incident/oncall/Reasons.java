package io.itops.incident.oncall;

import io.itops.core.explain.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Tells why people are on call. */
final class Reasons {
    private static final int MOST = 50;

    private Reasons() {}

    static Explanation of(OnCallSchedule schedule, Instant instant) {
        long at = Values.micros(instant);
        List<Duty> duties = OnCall.duties(schedule, instant);
        Explanation why = Explanation.of(names(duties) + " on call in schedule " + schedule.id() + " at " + instant);
        for (Duty duty : duties.stream().limit(MOST).toList()) {
            why = why.because(Explanation.of(duty.person() + ": " + duty.cause().words()));
        }
        why = why.because(layers(schedule, at));
        for (TemporarySchedule temporary : schedule.temporaries()) {
            if (temporary.window().contains(instant)) {
                why = why.because(Explanation.of("temporary schedule " + temporary.id() + " " + temporary.window()
                        + " takes the place of all layers"));
            }
        }
        for (ScheduleOverride override : schedule.overrides().stream()
                .filter(made -> made.window().contains(instant))
                .limit(MOST)
                .toList()) {
            boolean counts = Effect.countsAt(schedule, override, at);
            why = why.because(Explanation.of(
                    words(override) + (counts ? " changes who is on call" : " changes nothing at this instant")));
        }
        return why;
    }

    private static Explanation layers(OnCallSchedule schedule, long at) {
        Timeline.Era era = schedule.timeline().eraAt(at);
        if (era == null) {
            return Explanation.of("no version is effective yet");
        }
        Explanation layers =
                Explanation.of("the version effective from " + era.version().effectiveFrom() + " counts");
        for (LayerLine line : era.layers()) {
            layers = layers.because(layer(line, at));
        }
        return layers;
    }

    private static Explanation layer(LayerLine line, long at) {
        String name = "layer " + line.layer().name();
        long turn = line.clock().turnAt(at);
        if (!line.isOpen(at)) {
            return Explanation.of(name + " is closed by its restrictions");
        }
        if (turn < 0) {
            return Explanation.of(name + " has not begun: its anchor is "
                    + line.layer().rotation().anchor());
        }
        Track track = line.track(at, at + 1);
        List<Duty> duties = track.size() == 0 ? List.of() : track.duties(0);
        return Explanation.of(name + " has " + names(duties) + " on call")
                .with("turn", turn)
                .with("turn of", line.layer().rotation().participant(turn))
                .with("since", Values.instant(line.clock().begin(turn)));
    }

    private static String names(List<Duty> duties) {
        return duties.isEmpty()
                ? "nobody"
                : duties.stream().limit(MOST).map(Duty::person).collect(Collectors.joining(", "));
    }

    private static String words(ScheduleOverride override) {
        return switch (override.kind()) {
            case ADD ->
                "override " + override.id() + ", which adds " + override.cover().get(0) + ",";
            case REMOVE ->
                "override " + override.id() + ", which removes " + ((ScheduleOverride.Remove) override).person() + ",";
            case REPLACE ->
                "override " + override.id() + ", which puts " + override.cover().get(0) + " in place of "
                        + ((ScheduleOverride.Replace) override).person() + ",";
            case SWAP -> "swap " + override.id() + " between " + String.join(" and ", override.cover());
        };
    }
}
