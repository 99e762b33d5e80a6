package io.itops.simulation.check;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who is on call in a schedule, found by looking at each part of it at one instant, in the plainest way and by no code of the product. It
 * reads the schedule as it was committed. Local times are compared by the clock face, so no clock may jump in the time that is asked about.
 */
final class Rota {
    /** A turn that is deliberately nobody's. */
    private static final String NOBODY = "";

    private final ZoneId zone;
    private final List<Version> versions = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Facts> temporaries;
    private final List<Away> away = new ArrayList<>();
    private final List<Span> accepted;
    private final List<Hours> coverage;
    private final SortedSet<Instant> ends = new TreeSet<>();

    /** From when until when. */
    private record Span(Instant start, Instant end) {
        static Span of(Facts window) {
            return new Span(window.instant("start"), window.instant("end"));
        }

        boolean holds(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    private record Version(Instant from, List<Line> layers) {}

    private record Line(
            String name,
            ZoneId zone,
            List<Hours> open,
            List<String> people,
            ChronoUnit unit,
            List<Double> lengths,
            LocalDateTime anchor) {}

    /** A stretch of each week by the clock face. */
    private record Hours(DayOfWeek day, LocalTime start, int days, LocalTime end) {
        static Hours of(Facts restriction) {
            return new Hours(
                    DayOfWeek.valueOf(restriction.text("day")),
                    LocalTime.parse(restriction.text("start")),
                    restriction.count("days"),
                    LocalTime.parse(restriction.text("end")));
        }

        boolean hold(LocalDateTime local) {
            for (int back = 0; back <= 7; back++) {
                LocalDate date = local.toLocalDate().minusDays(back);
                if (date.getDayOfWeek() == day
                        && !local.isBefore(date.atTime(start))
                        && local.isBefore(date.plusDays(days).atTime(end))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Somebody leaves and somebody comes; either may be missing. */
    private record Change(Span span, Optional<String> leaves, Optional<String> comes, Optional<String> layer) {}

    private record Away(String person, Span span, boolean covered) {}

    private Rota(Facts schedule) {
        this.zone = ZoneId.of(schedule.text("zone"));
        for (Facts version : schedule.list("versions")) {
            ends.add(version.instant("effectiveFrom"));
            versions.add(new Version(
                    version.instant("effectiveFrom"),
                    version.list("layers").stream().map(this::line).toList()));
        }
        schedule.list("overrides").forEach(override -> read(override.text("kind"), override.object("value")));
        this.temporaries = schedule.list("temporaries");
        temporaries.forEach(temporary -> {
            end(Span.of(temporary.object("window")));
            temporary.list("assignments").forEach(assignment -> end(Span.of(assignment.object("window"))));
        });
        for (Facts vacation : schedule.list("vacations")) {
            away.add(new Away(
                    vacation.text("person"),
                    end(Span.of(vacation.object("window"))),
                    vacation.text("cover").equals("NEXT_AVAILABLE")));
        }
        this.accepted = schedule.list("acceptedGaps").stream()
                .map(gap -> end(Span.of(gap.object("window"))))
                .toList();
        this.coverage = schedule.list("coverageHours").stream().map(Hours::of).toList();
    }

    static Rota of(Facts schedule) {
        return new Rota(schedule);
    }

    private Line line(Facts layer) {
        Facts rotation = layer.object("rotation");
        if (!rotation.text("counting").equals("CALENDAR")) {
            throw new IllegalArgumentException("only turns of the calendar are known, not " + rotation);
        }
        return new Line(
                layer.text("name"),
                layer.has("zone") ? ZoneId.of(layer.text("zone")) : zone,
                layer.list("restrictions").stream().map(Hours::of).toList(),
                rotation.texts("participants"),
                ChronoUnit.valueOf(rotation.text("unit") + "S"),
                rotation.numbers("lengths"),
                LocalDateTime.parse(rotation.text("anchor")));
    }

    private void read(String kind, Facts override) {
        switch (kind) {
            case "add" -> change(override, Optional.empty(), Optional.of(override.text("person")));
            case "remove" -> change(override, Optional.of(override.text("person")), Optional.empty());
            case "replace" -> change(override, Optional.of(override.text("person")), Optional.of(override.text("by")));
            case "swap" -> {
                Facts first = override.object("first");
                Facts second = override.object("second");
                change(first, Optional.of(first.text("person")), Optional.of(second.text("person")));
                change(second, Optional.of(second.text("person")), Optional.of(first.text("person")));
            }
            default -> throw new IllegalArgumentException("no override is called " + kind);
        }
    }

    private void change(Facts override, Optional<String> leaves, Optional<String> comes) {
        Optional<String> layer = override.has("layer") ? Optional.of(override.text("layer")) : Optional.empty();
        changes.add(new Change(end(Span.of(override.object("window"))), leaves, comes, layer));
    }

    private Span end(Span span) {
        ends.add(span.start());
        ends.add(span.end());
        return span;
    }

    /** Who is on call, in the order of importance. */
    Set<String> at(Instant instant) {
        List<List<String>> duties = new ArrayList<>();
        Optional<Facts> temporary =
                last(temporaries, given -> Span.of(given.object("window")).holds(instant));
        if (temporary.isPresent()) {
            for (Facts assignment : temporary.get().list("assignments")) {
                if (Span.of(assignment.object("window")).holds(instant)) {
                    duties.add(new ArrayList<>(List.of(assignment.text("person"))));
                }
            }
        } else {
            for (Line line : layersAt(instant)) {
                if (duties.isEmpty()) {
                    String person = inTurn(line, instant);
                    duties.addAll(person.equals(NOBODY) ? List.of() : List.of(new ArrayList<>(List.of(person))));
                    carryOut(duties, instant, change -> change.layer().equals(Optional.of(line.name())));
                    duties.removeIf(duty -> holder(duty).equals(NOBODY));
                }
            }
        }
        carryOut(duties, instant, change -> change.layer().isEmpty());
        Set<String> people = new LinkedHashSet<>();
        duties.forEach(duty -> people.add(holder(duty)));
        people.remove(NOBODY);
        return people;
    }

    /** Whether nobody is on call, and nobody has said that this is right. */
    boolean isUnwantedGap(Instant instant) {
        if (!at(instant).isEmpty() || accepted.stream().anyMatch(span -> span.holds(instant))) {
            return false;
        }
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        if (!coverage.isEmpty() && coverage.stream().noneMatch(hours -> hours.hold(local))) {
            return false;
        }
        if (temporaries.stream()
                .anyMatch(given -> Span.of(given.object("window")).holds(instant))) {
            return true;
        }
        List<String> turns = layersAt(instant).stream()
                .filter(line -> isOpen(line, instant))
                .flatMap(line -> turn(line, instant).stream())
                .toList();
        return turns.isEmpty() || turns.stream().anyMatch(turn -> !turn.equals(NOBODY));
    }

    /** The instants at which the answer can change: where something begins or ends, and each full hour, at which turns do. */
    SortedSet<Instant> edges(Instant from, Instant until) {
        SortedSet<Instant> edges = new TreeSet<>(ends.subSet(from, until));
        edges.add(from);
        for (Instant hour = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
                hour.isBefore(until);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            edges.add(hour);
        }
        return edges;
    }

    private List<Line> layersAt(Instant instant) {
        return last(versions, version -> !version.from().isAfter(instant))
                .map(Version::layers)
                .orElse(List.of());
    }

    private static boolean isOpen(Line line, Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, line.zone());
        return line.open().isEmpty() || line.open().stream().anyMatch(hours -> hours.hold(local));
    }

    /** Whose turn it is: the place in the rotation, by counting units from the anchor. */
    private static Optional<String> turn(Line line, Instant instant) {
        int place = place(line, instant);
        return place < 0
                ? Optional.empty()
                : Optional.of(line.people().get(place % line.people().size()));
    }

    private static int place(Line line, Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, line.zone());
        if (local.isBefore(line.anchor())) {
            return -1;
        }
        double left = line.unit().between(line.anchor(), local);
        int turn = 0;
        while (left >= line.lengths().get(turn % line.lengths().size())) {
            left -= line.lengths().get(turn % line.lengths().size());
            turn++;
        }
        return turn;
    }

    private String inTurn(Line line, Instant instant) {
        int place = place(line, instant);
        if (place < 0 || !isOpen(line, instant)) {
            return NOBODY;
        }
        int size = line.people().size();
        String person = line.people().get(place % size);
        Optional<Away> absence = absence(person, instant);
        if (absence.isEmpty() || !absence.get().covered()) {
            return absence.isEmpty() ? person : NOBODY;
        }
        for (int i = 1; i < size; i++) {
            String next = line.people().get((place + i) % size);
            if (!next.equals(NOBODY) && absence(next, instant).isEmpty()) {
                return next;
            }
        }
        return NOBODY;
    }

    private Optional<Away> absence(String person, Instant instant) {
        return last(away, given -> given.person().equals(person) && given.span().holds(instant));
    }

    /** A duty is the list of those who have had it; the last one has it now. */
    private static String holder(List<String> duty) {
        return duty.get(duty.size() - 1);
    }

    private void carryOut(List<List<String>> duties, Instant instant, Predicate<Change> chosen) {
        for (Change change : changes) {
            if (!change.span().holds(instant) || !chosen.test(change)) {
                continue;
            }
            if (change.leaves().isEmpty()) {
                String person = change.comes().orElseThrow();
                if (duties.stream().noneMatch(duty -> holder(duty).equals(person))) {
                    duties.add(new ArrayList<>(List.of(person)));
                }
                continue;
            }
            String leaves = change.leaves().get();
            for (List<String> duty : duties) {
                boolean had = duty.subList(0, duty.size() - 1).contains(leaves);
                if (holder(duty).equals(leaves) || (had && change.comes().isPresent())) {
                    duty.add(change.comes().orElse(NOBODY));
                }
            }
        }
    }

    private static <T> Optional<T> last(List<T> list, Predicate<T> chosen) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (chosen.test(list.get(i))) {
                return Optional.of(list.get(i));
            }
        }
        return Optional.empty();
    }
}
