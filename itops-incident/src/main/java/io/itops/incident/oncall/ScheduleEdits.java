package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.Window;
import io.itops.incident.internal.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What changes a schedule and leaves its past as it was. */
final class ScheduleEdits {
    private ScheduleEdits() {}

    static OnCallSchedule edited(OnCallSchedule schedule, List<Layer> layers, Instant from, Continuity continuity) {
        List<Layer> now = Require.list("layers", layers);
        Require.present("continuity", continuity);
        Timeline.@Nullable Era era = schedule.timeline().eraAt(Values.micros(from));
        if (continuity == Continuity.KEEP_CURRENT && era != null) {
            now = now.stream()
                    .map(layer -> continued(schedule, era, layer, from))
                    .toList();
        }
        return withVersion(schedule, new ScheduleVersion(from, now));
    }

    /** Puts a version between the others, or in the place of one that is effective from the same instant. */
    private static OnCallSchedule withVersion(OnCallSchedule schedule, ScheduleVersion version) {
        List<ScheduleVersion> versions = new ArrayList<>(schedule.versions());
        versions.removeIf(other -> other.effectiveFrom().equals(version.effectiveFrom()));
        int place = 0;
        while (place < versions.size() && versions.get(place).effectiveFrom().isBefore(version.effectiveFrom())) {
            place++;
        }
        versions.add(place, version);
        return schedule.toBuilder().versions(versions).build();
    }

    private static Layer continued(OnCallSchedule schedule, Timeline.Era era, Layer layer, Instant from) {
        Optional<LayerLine> before = era.layers().stream()
                .filter(line -> line.layer().name().equals(layer.name()))
                .findFirst();
        if (before.isEmpty()) {
            return layer;
        }
        Rotation old = before.get().layer().rotation();
        long oldTurn = before.get().clock().turnAt(Values.micros(from));
        long turn = clock(schedule, layer).turnAt(Values.micros(from));
        if (oldTurn < 0 || turn < 0) {
            return layer;
        }
        int place = bestPlace(old, oldTurn, layer.rotation());
        return place < 0 ? layer : layer.with(layer.rotation().shifted(turn, place));
    }

    /** Where in a rotation the holder of a turn stands: of several places the first that has most of the same people behind it. */
    private static int bestPlace(Rotation old, long turn, Rotation rotation) {
        int size = rotation.participants().size();
        int best = -1;
        int most = 0;
        for (int place = 0; place < size; place++) {
            int same = 0;
            while (same < size && rotation.participant(place + same).equals(old.participant(turn + same))) {
                same++;
            }
            if (same > most) {
                best = place;
                most = same;
            }
        }
        return best;
    }

    private static TurnClock clock(OnCallSchedule schedule, Layer layer) {
        return new TurnClock(
                layer.rotation(), layer.restrictions(), layer.zone().orElse(schedule.zone()), schedule.policy());
    }

    static OnCallSchedule withoutPerson(OnCallSchedule schedule, String person, Instant at) {
        OnCallSchedule.Builder builder = schedule.toBuilder();
        builder.versions(versionsWithout(schedule, person, at));
        List<ScheduleOverride> overrides = new ArrayList<>();
        Set<String> taken = new HashSet<>(schedule.ids());
        schedule.overrides().forEach(override -> overrides.addAll(without(override, person, at, taken)));
        builder.overrides().clear();
        builder.overrides().addAll(overrides);
        builder.temporaries().replaceAll(temporary -> without(temporary, person, at));
        cut(
                builder.shadows(),
                at,
                Shadow::window,
                Shadow::during,
                shadow -> shadow.person().equals(person));
        return builder.build();
    }

    private static List<ScheduleVersion> versionsWithout(OnCallSchedule schedule, String person, Instant at) {
        List<ScheduleVersion> versions = new ArrayList<>();
        for (int i = 0; i < schedule.versions().size(); i++) {
            ScheduleVersion version = schedule.versions().get(i);
            boolean isOver = i + 1 < schedule.versions().size()
                    && !schedule.versions().get(i + 1).effectiveFrom().isAfter(at);
            if (isOver || version.layers().stream().noneMatch(layer -> takesPart(layer, person))) {
                versions.add(version);
                continue;
            }
            if (version.effectiveFrom().isBefore(at)) {
                versions.add(version);
            }
            Instant from = version.effectiveFrom().isBefore(at) ? at : version.effectiveFrom();
            versions.add(new ScheduleVersion(
                    from,
                    version.layers().stream()
                            .map(layer -> without(schedule, layer, person, from))
                            .toList()));
        }
        return versions;
    }

    private static boolean takesPart(Layer layer, String person) {
        return layer.rotation().participants().stream().anyMatch(participant -> participant.is(person));
    }

    /** The layer without a person: whoever has the turn keeps it, and if it was that person's, the next one's begins at once. */
    private static Layer without(OnCallSchedule schedule, Layer layer, String person, Instant from) {
        if (!takesPart(layer, person)) {
            return layer;
        }
        Rotation rotation = layer.rotation();
        List<Participant> people = rotation.participants();
        long turn = Math.max(0, clock(schedule, layer).turnAt(Values.micros(from)));
        int size = people.size();
        int holder = (int) (turn % size);
        int passed = 0;
        while (passed < size && people.get(holder).is(person)) {
            holder = (holder + 1) % size;
            passed++;
        }
        List<Participant> left = new ArrayList<>();
        int place = 0;
        for (int i = 0; i < size; i++) {
            if (i == holder) {
                place = left.size();
            }
            if (!people.get(i).is(person)) {
                left.add(people.get(i));
            }
        }
        if (left.stream().allMatch(participant -> participant.person().isEmpty())) {
            throw new InvalidInputException("person to remove", "not be the only one of layer " + layer.name(), person);
        }
        return layer.with(rotation.with(left).shifted(turn, place));
    }

    private static List<ScheduleOverride> without(
            ScheduleOverride override, String person, Instant at, Set<String> taken) {
        if (override instanceof ScheduleOverride.Swap swap) {
            return swap.cover().contains(person) ? withoutHalves(swap, person, at, taken) : List.of(override);
        }
        return override.cover().contains(person)
                ? before(override.window(), at).map(override::during).stream().toList()
                : List.of(override);
    }

    /** Both halves go if neither has begun; else what has been stays, as the replacements that it was. */
    private static List<ScheduleOverride> withoutHalves(
            ScheduleOverride.Swap swap, String person, Instant at, Set<String> taken) {
        if (!swap.window().start().isBefore(at)) {
            return List.of();
        }
        if (!swap.window().end().isAfter(at)) {
            return List.of(swap);
        }
        List<ScheduleOverride> halves = new ArrayList<>();
        for (ScheduleOverride.Replace half : swap.halves()) {
            String id = halves.isEmpty() ? half.id() : free(half.id(), taken);
            Optional<Window> window = half.by().equals(person) ? before(half.window(), at) : Optional.of(half.window());
            window.ifPresent(kept ->
                    halves.add(new ScheduleOverride.Replace(id, kept, half.person(), half.by(), Optional.empty())));
        }
        return halves;
    }

    /** An id like a given one that nothing in the schedule has. */
    private static String free(String id, Set<String> taken) {
        String stem = id.substring(0, Math.min(90, id.length()));
        int number = 2;
        while (!taken.add(stem + '/' + number)) {
            number++;
        }
        return stem + '/' + number;
    }

    private static TemporarySchedule without(TemporarySchedule temporary, String person, Instant at) {
        List<Assignment> kept = new ArrayList<>();
        for (Assignment assignment : temporary.assignments()) {
            if (assignment.person().equals(person)) {
                before(assignment.window(), at).ifPresent(window -> kept.add(new Assignment(window, person)));
            } else {
                kept.add(assignment);
            }
        }
        return new TemporarySchedule(temporary.id(), temporary.window(), kept);
    }

    private static Optional<Window> before(Window window, Instant at) {
        if (!window.end().isAfter(at)) {
            return Optional.of(window);
        }
        return window.start().isBefore(at) ? Optional.of(new Window(window.start(), at)) : Optional.empty();
    }

    /** Ends what is chosen at an instant, and drops it if it has not begun. */
    private static <T> void cut(
            List<T> values,
            Instant at,
            Function<T, Window> window,
            BiFunction<T, Window, T> during,
            Predicate<T> chosen) {
        List<T> kept = new ArrayList<>();
        for (T value : values) {
            if (chosen.test(value)) {
                before(window.apply(value), at).ifPresent(part -> kept.add(during.apply(value, part)));
            } else {
                kept.add(value);
            }
        }
        values.clear();
        values.addAll(kept);
    }

    /** Ends an exception at an instant, and drops it if it has not begun. What is over stays as it is. */
    static OnCallSchedule cancelled(OnCallSchedule schedule, String id, Instant at) {
        OnCallSchedule.Builder builder = schedule.toBuilder();
        for (ScheduleOverride override : schedule.overrides()) {
            if (override.id().equals(id) && override.kind() == ScheduleOverride.Kind.SWAP) {
                Require.that(
                        !override.window().start().isBefore(at),
                        "swap to cancel",
                        "not have begun, so that both halves can go",
                        override.window());
            }
        }
        cut(
                builder.overrides(),
                at,
                ScheduleOverride::window,
                ScheduleOverride::during,
                made -> made.id().equals(id));
        cut(
                builder.temporaries(),
                at,
                TemporarySchedule::window,
                TemporarySchedule::during,
                made -> made.id().equals(id));
        cut(
                builder.vacations(),
                at,
                Vacation::window,
                Vacation::during,
                made -> made.id().equals(id));
        cut(
                builder.shadows(),
                at,
                Shadow::window,
                Shadow::during,
                made -> made.id().equals(id));
        cut(
                builder.acceptedGaps(),
                at,
                AcceptedGap::window,
                AcceptedGap::during,
                made -> made.id().equals(id));
        return builder.build();
    }

    /** Drops what ended before an instant: exceptions, and versions that another one has followed. */
    static OnCallSchedule trimmed(OnCallSchedule schedule, Instant before) {
        OnCallSchedule.Builder builder = schedule.toBuilder();
        builder.overrides().removeIf(made -> !made.window().end().isAfter(before));
        builder.temporaries().removeIf(made -> !made.window().end().isAfter(before));
        builder.vacations().removeIf(made -> !made.window().end().isAfter(before));
        builder.shadows().removeIf(made -> !made.window().end().isAfter(before));
        builder.acceptedGaps().removeIf(made -> !made.window().end().isAfter(before));
        List<ScheduleVersion> versions = new ArrayList<>(schedule.versions());
        while (versions.size() > 1 && !versions.get(1).effectiveFrom().isAfter(before)) {
            versions.remove(0);
        }
        // what is left of an override of a layer that went with its versions can change nothing any more
        Set<String> layers = new HashSet<>();
        versions.forEach(version -> version.layers().forEach(layer -> layers.add(layer.name())));
        builder.overrides()
                .removeIf(made -> !layers.containsAll(made.layer().stream().toList()));
        return builder.versions(versions).build();
    }

    /** The part of a window that is still to come. */
    static Window upcoming(String what, Window window, Instant now) {
        Require.that(window.end().isAfter(now), what, "end after " + now + ", since the past stays as it was", window);
        return window.start().isBefore(now) ? new Window(now, window.end()) : window;
    }

    /** Refuses a vacation of somebody who takes no turns while it lasts. */
    static void requireTurns(OnCallSchedule schedule, Vacation vacation) {
        Window window = vacation.window();
        NavigableSet<String> people = new TreeSet<>();
        List<ScheduleVersion> versions = schedule.versions();
        for (int i = 0; i < versions.size(); i++) {
            boolean isOver = i + 1 < versions.size()
                    && !versions.get(i + 1).effectiveFrom().isAfter(window.start());
            if (!isOver && versions.get(i).effectiveFrom().isBefore(window.end())) {
                versions.get(i)
                        .layers()
                        .forEach(layer -> layer.rotation()
                                .participants()
                                .forEach(participant -> participant.person().ifPresent(people::add)));
            }
        }
        Require.that(
                people.contains(vacation.person()),
                "person on vacation",
                "be " + (people.isEmpty() ? "somebody" : Declared.oneOf(people)) + ", who take turns in schedule "
                        + schedule.id() + " in " + window,
                vacation.person());
    }

    /** The same of all vacations that a schedule did not have before and that are not over. */
    static void requireTurns(OnCallSchedule schedule, Optional<OnCallSchedule> before, Instant now) {
        Set<Vacation> known =
                new HashSet<>(before.map(OnCallSchedule::vacations).orElse(List.of()));
        schedule.vacations().stream()
                .filter(vacation -> vacation.window().end().isAfter(now) && !known.contains(vacation))
                .forEach(vacation -> requireTurns(schedule, vacation));
    }

    /** Refuses a swap of which one gives what the person does not have. */
    static void requireHeld(OnCallSchedule schedule, Assignment half, Instant now) {
        Window window = half.window();
        Require.that(!window.start().isBefore(now), "half of a swap", "begin at or after " + now, window);
        long at = Values.micros(window.start());
        Track track = schedule.timeline().track(at, Values.micros(window.end()));
        for (int i = 0; i < track.size() && track.start(i) == at; i++) {
            if (track.duties(i).stream().noneMatch(duty -> duty.person().equals(half.person()))) {
                break;
            }
            at = track.end(i);
        }
        Require.that(
                at == Values.micros(window.end()),
                "half of a swap",
                "be a time throughout which " + half.person() + " is on call",
                window);
    }
}
