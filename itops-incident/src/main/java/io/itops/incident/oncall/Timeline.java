package io.itops.incident.oncall;

import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, made ready to be asked. Both forms of the question go through {@link #track}; for instants, what it gives for stretches of
 * 32 days is remembered, so that a second question about the same weeks is a search in a sorted array.
 *
 * <p>Thread-safe; what is remembered changes no answer.
 */
final class Timeline {
    /** The first and the last microsecond that instants may have. */
    static final long FIRST = -62_135_596_800_000_000L;

    static final long LAST = 253_402_300_799_999_999L;

    private static final long STRETCH = 32L * 86_400 * 1_000_000;
    private static final int REMEMBERED = 256;

    private final List<Era> eras = new ArrayList<>();
    private final List<Temporary> temporaries = new ArrayList<>();
    private final Overlay overrides;
    private final AtomicReferenceArray<@Nullable Answers> remembered = new AtomicReferenceArray<>(REMEMBERED);

    /** A version from when it is effective until the next one is. */
    record Era(ScheduleVersion version, long start, long end, List<LayerLine> layers) {}

    private record Temporary(long start, long end, Track track) {}

    /** Who is on call in one stretch: people by the start of each piece, gaps included. */
    private static final class Answers {
        private final long stretch;
        private final long[] starts;
        private final List<List<String>> people;

        Answers(long stretch, long[] starts, List<List<String>> people) {
            this.stretch = stretch;
            this.starts = starts;
            this.people = people;
        }

        List<String> at(long instant) {
            int found = Arrays.binarySearch(starts, instant);
            return people.get(found >= 0 ? found : -found - 2);
        }
    }

    Timeline(OnCallSchedule schedule) {
        Absences absences = new Absences(schedule.vacations());
        Map<String, List<ScheduleOverride>> byLayer = new HashMap<>();
        schedule.overrides()
                .forEach(override -> override.layer()
                        .ifPresent(layer -> byLayer.computeIfAbsent(layer, unused -> new ArrayList<>())
                                .add(override)));
        Map<String, Overlay> overlays = new HashMap<>();
        byLayer.forEach((layer, made) -> overlays.put(layer, new Overlay(made)));
        Overlay none = new Overlay(List.of());
        List<ScheduleVersion> versions = schedule.versions();
        for (int i = 0; i < versions.size(); i++) {
            ScheduleVersion version = versions.get(i);
            long end =
                    i + 1 < versions.size() ? Values.micros(versions.get(i + 1).effectiveFrom()) : Long.MAX_VALUE;
            List<LayerLine> layers = version.layers().stream()
                    .map(layer -> new LayerLine(
                            layer,
                            schedule.zone(),
                            schedule.policy(),
                            absences,
                            overlays.getOrDefault(layer.name(), none)))
                    .toList();
            eras.add(new Era(version, Values.micros(version.effectiveFrom()), end, layers));
        }
        for (TemporarySchedule temporary : schedule.temporaries()) {
            temporaries.add(new Temporary(
                    Values.micros(temporary.window().start()),
                    Values.micros(temporary.window().end()),
                    track(temporary)));
        }
        this.overrides = new Overlay(schedule.overrides().stream()
                .filter(override -> override.layer().isEmpty())
                .toList());
    }

    private static Track track(TemporarySchedule temporary) {
        Track track = new Track();
        long[] edges = temporary.assignments().stream()
                .flatMapToLong(assignment -> LongStream.of(
                        Values.micros(assignment.window().start()),
                        Values.micros(assignment.window().end())))
                .sorted()
                .distinct()
                .toArray();
        for (int i = 0; i + 1 < edges.length; i++) {
            track.add(edges[i], edges[i + 1], assigned(temporary, edges[i]));
        }
        return track;
    }

    private static List<Duty> assigned(TemporarySchedule temporary, long at) {
        List<Duty> on = new ArrayList<>();
        int number = 0;
        for (Assignment assignment : temporary.assignments()) {
            long start = Values.micros(assignment.window().start());
            boolean holds =
                    start <= at && at < Values.micros(assignment.window().end());
            if (holds && on.stream().noneMatch(duty -> duty.person().equals(assignment.person()))) {
                on.add(new Duty(
                        assignment.person(), Cause.numbered(Cause.Kind.TEMPORARY, temporary.id(), number, start)));
            }
            number++;
        }
        return List.copyOf(on);
    }

    /** Who is on call, and why. */
    Track track(long from, long until) {
        Track track = new Track();
        for (Era era : eras) {
            long start = Math.max(from, era.start());
            long end = Math.min(until, era.end());
            if (start < end) {
                Track layers = new Track();
                for (LayerLine layer : era.layers()) {
                    layers = layers.over(layer.track(start, end), start, end);
                }
                track.addPart(layers, start, end);
            }
        }
        for (Temporary temporary : temporaries) {
            if (temporary.start() < until && from < temporary.end()) {
                track = track.with(
                        temporary.track(), Math.max(from, temporary.start()), Math.min(until, temporary.end()));
            }
        }
        return overrides.on(track, from, until);
    }

    /**
     * When gaps are deliberate: at the turns of nobody, where no other layer is open with somebody's turn and no temporary schedule takes
     * the place of the layers.
     */
    Windows deliberateGaps(long from, long until) {
        List<Window> nobodys = new ArrayList<>();
        List<Window> others = new ArrayList<>();
        for (Era era : eras) {
            long first = Math.max(from, era.start());
            long last = Math.min(until, era.end());
            if (first < last && era.layers().stream().anyMatch(LayerLine::hasTurnsOfNobody)) {
                for (LayerLine line : era.layers()) {
                    line.forEachTurn(
                            first,
                            last,
                            (start, end, turn, begun) ->
                                    (line.isTurnOfNobody(turn) ? nobodys : others).add(Values.window(start, end)));
                }
            }
        }
        for (Temporary temporary : temporaries) {
            if (temporary.start() < until && from < temporary.end()) {
                others.add(Values.window(temporary.start(), temporary.end()));
            }
        }
        return nobodys.isEmpty() ? Windows.none() : Windows.of(nobodys).subtract(Windows.of(others));
    }

    /** The version that counts at an instant, if any. */
    @Nullable
    Era eraAt(long at) {
        for (int i = eras.size() - 1; i >= 0; i--) {
            if (eras.get(i).start() <= at) {
                return eras.get(i);
            }
        }
        return null;
    }

    /** Who is on call at an instant. */
    List<String> onCall(long at) {
        long stretch = Math.floorDiv(at, STRETCH);
        int place = (int) Math.floorMod(stretch, (long) REMEMBERED);
        Answers known = remembered.get(place);
        if (known == null || known.stretch != stretch) {
            known = answers(stretch);
            remembered.set(place, known);
        }
        return known.at(at);
    }

    private Answers answers(long stretch) {
        long start = Math.max(FIRST, stretch * STRETCH);
        long end = Math.min(LAST + 1, (stretch + 1) * STRETCH);
        Track track = track(start, end);
        long[] starts = new long[2 * track.size() + 1];
        List<List<String>> people = new ArrayList<>();
        long at = start;
        for (int i = 0; i < track.size(); i++) {
            if (at < track.start(i)) {
                starts[people.size()] = at;
                people.add(List.of());
            }
            starts[people.size()] = track.start(i);
            people.add(track.duties(i).stream().map(Duty::person).toList());
            at = track.end(i);
        }
        if (at < end) {
            starts[people.size()] = at;
            people.add(List.of());
        }
        return new Answers(stretch, Arrays.copyOf(starts, people.size()), people);
    }
}
