package io.itops.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the nodes' clock showed when, and when which node was disturbed. All instants are of the simulation's own time unless said. */
final class Timeline {
    private final NavigableMap<Instant, Duration> offsets = new TreeMap<>();
    private final Map<String, NavigableSet<Instant>> disturbances = new TreeMap<>();
    private final NavigableSet<Instant> all = new TreeSet<>();
    private final List<Span> asleep = new ArrayList<>();

    private record Span(Instant from, Instant to) {}

    private Timeline() {}

    static Timeline of(List<Moment> moments) {
        Timeline line = new Timeline();
        line.offsets.put(Instant.MIN, Duration.ZERO);
        Map<String, Integer> sleeping = new TreeMap<>();
        Map<String, Boolean> up = new TreeMap<>();
        Instant since = Instant.MAX;
        for (Moment moment : moments) {
            if (moment instanceof Moment.Jumped jumped) {
                Duration before = line.offsets.lastEntry().getValue();
                line.offsets.put(jumped.at(), before.plus(jumped.by()));
                line.all.add(jumped.at());
            } else if (moment instanceof Moment.Struck struck) {
                line.disturb(struck.node(), struck.at());
            } else if (moment instanceof Moment.Started started) {
                up.put(started.node(), true);
            } else if (moment instanceof Moment.Crashed crashed) {
                up.put(crashed.node(), false);
                sleeping.remove(crashed.node());
                line.disturb(crashed.node(), crashed.at());
            } else if (moment instanceof Moment.Paused paused) {
                sleeping.merge(paused.node(), 1, Integer::sum);
                line.disturb(paused.node(), paused.at());
            } else if (moment instanceof Moment.Resumed resumed) {
                sleeping.computeIfPresent(resumed.node(), (node, times) -> times > 1 ? times - 1 : null);
                line.disturb(resumed.node(), resumed.at());
            } else {
                continue;
            }
            boolean awake =
                    up.entrySet().stream().anyMatch(node -> node.getValue() && !sleeping.containsKey(node.getKey()));
            if (!awake && since.equals(Instant.MAX)) {
                since = moment.at();
            } else if (awake && !since.equals(Instant.MAX)) {
                line.asleep.add(new Span(since, moment.at()));
                since = Instant.MAX;
            }
        }
        if (!since.equals(Instant.MAX)) {
            line.asleep.add(new Span(since, Instant.MAX));
        }
        return line;
    }

    private void disturb(String node, Instant at) {
        disturbances.computeIfAbsent(node, name -> new TreeSet<>()).add(at);
        all.add(at);
    }

    /** What the nodes' clock showed at an instant, after a jump at that instant. */
    Instant clockAt(Instant at) {
        return at.plus(offsets.floorEntry(at).getValue());
    }

    /**
     * Since when the clock has shown a due instant or a later one, without a break until now.
     *
     * @param from not before this instant
     * @param due the due instant, by the clock
     * @param now the end, at which the clock shows the due instant or a later one; otherwise the answer is the end itself
     */
    Instant dueSince(Instant from, Instant due, Instant now) {
        Instant end = now;
        while (true) {
            Map.Entry<Instant, Duration> segment = offsets.floorEntry(end);
            Instant begins = segment.getKey().isAfter(from) ? segment.getKey() : from;
            Instant reached = due.minus(segment.getValue());
            if (reached.isAfter(end)) {
                return now;
            }
            if (reached.isAfter(begins) || begins.equals(from)) {
                return reached.isAfter(begins) ? reached : begins;
            }
            Instant before = begins.minusNanos(1_000);
            Duration earlier = offsets.floorEntry(before).getValue();
            if (before.isBefore(from) || before.plus(earlier).isBefore(due)) {
                return begins;
            }
            end = before;
        }
    }

    /** How long no node was awake between two instants. */
    Duration asleep(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (Span span : asleep) {
            Instant start = span.from().isAfter(from) ? span.from() : from;
            Instant stop = span.to().isBefore(to) ? span.to() : to;
            if (start.isBefore(stop)) {
                sum = sum.plus(Duration.between(start, stop));
            }
        }
        return sum;
    }

    /** Whether a node was disturbed between two instants, both included. */
    boolean disturbed(String node, Instant from, Instant to) {
        return within(disturbances.getOrDefault(node, new TreeSet<>()), from, to);
    }

    /** Whether the clock was set back between two instants, both included: time limits that were being measured then grew. */
    boolean setBack(Instant from, Instant to) {
        return offsets.subMap(from, true, to, true).entrySet().stream()
                .anyMatch(jump -> jump.getValue()
                                .compareTo(offsets.lowerEntry(jump.getKey()).getValue())
                        < 0);
    }

    /** Whether anything was disturbed between two instants, both included, clock jumps among it. */
    boolean disturbed(Instant from, Instant to) {
        return within(all, from, to);
    }

    private static boolean within(NavigableSet<Instant> instants, Instant from, Instant to) {
        Instant next = instants.ceiling(from);
        return next != null && !next.isAfter(to);
    }
}
