package io.itops.incident.oncall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is on vacation when, and who takes the turns.
 *
 * <p>Immutable and thread-safe.
 */
final class Absences {
    private final Map<String, List<Absence>> byPerson = new HashMap<>();

    private record Absence(long start, long end, Vacation.Cover cover) {
        boolean holds(long at) {
            return start <= at && at < end;
        }
    }

    Absences(List<Vacation> vacations) {
        for (Vacation vacation : vacations) {
            byPerson.computeIfAbsent(vacation.person(), person -> new ArrayList<>())
                    .add(new Absence(
                            Values.micros(vacation.window().start()),
                            Values.micros(vacation.window().end()),
                            vacation.cover()));
        }
    }

    /** Adds a part of a turn to a track: in pieces if the person whose turn it is is away for some of it. */
    void add(Track track, long start, long end, String layer, Rotation rotation, long turn, long since) {
        Participant holder = rotation.participant(turn);
        if (holder.person().isEmpty()) {
            return;
        }
        String person = holder.person().get();
        List<Duty> on = List.of(new Duty(person, Cause.numbered(Cause.Kind.TURN, layer, turn, since)));
        if (!isAway(person, start, end)) {
            track.add(start, end, on);
            return;
        }
        SortedSet<Long> cuts = cuts(rotation, start, end);
        long at = start;
        for (long cut : cuts) {
            track.add(at, cut, coverAt(at, on, layer, rotation, turn, since));
            at = cut;
        }
    }

    private List<Duty> coverAt(long at, List<Duty> on, String layer, Rotation rotation, long turn, long since) {
        String person = on.get(0).person();
        Vacation.Cover cover = coverOf(person, at);
        if (cover == null) {
            return on;
        }
        int size = rotation.participants().size();
        for (int i = 1; cover == Vacation.Cover.NEXT_AVAILABLE && i < size; i++) {
            Participant next = rotation.participant(turn + i);
            if (next.person().isPresent() && coverOf(next.person().get(), at) == null) {
                return List.of(new Duty(next.person().get(), Cause.substitute(person, layer, turn, since)));
            }
        }
        return List.of();
    }

    /** Who takes the turns of a person at an instant, by the vacation made last; null if the person is there. */
    private Vacation.@Nullable Cover coverOf(String person, long at) {
        List<Absence> absences = byPerson.getOrDefault(person, List.of());
        for (int i = absences.size() - 1; i >= 0; i--) {
            if (absences.get(i).holds(at)) {
                return absences.get(i).cover();
            }
        }
        return null;
    }

    private boolean isAway(String person, long start, long end) {
        for (Absence absence : byPerson.getOrDefault(person, List.of())) {
            if (absence.start() < end && start < absence.end()) {
                return true;
            }
        }
        return false;
    }

    /** Where who is away changes, and the end. */
    private SortedSet<Long> cuts(Rotation rotation, long start, long end) {
        SortedSet<Long> cuts = new TreeSet<>();
        cuts.add(end);
        for (Participant participant : rotation.participants()) {
            for (Absence absence : participant.person().map(byPerson::get).orElse(List.of())) {
                add(cuts, absence.start(), start, end);
                add(cuts, absence.end(), start, end);
            }
        }
        return cuts;
    }

    private static void add(SortedSet<Long> cuts, long cut, long start, long end) {
        if (start < cut && cut < end) {
            cuts.add(cut);
        }
    }
}
