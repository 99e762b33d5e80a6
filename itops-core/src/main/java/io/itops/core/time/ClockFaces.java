package io.itops.core.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/** The stretches of time in which the clocks of a zone stand at one offset: within one, local time and time run alike. */
final class ClockFaces {
    private ClockFaces() {}

    /** A stretch of one offset. */
    record Face(Instant start, Instant end, ZoneOffset offset) {
        LocalDateTime localStart() {
            return LocalDateTime.ofEpochSecond(start.getEpochSecond(), start.getNano(), offset);
        }

        LocalDateTime localEnd() {
            return LocalDateTime.ofEpochSecond(end.getEpochSecond(), end.getNano(), offset);
        }
    }

    /** The stretches that make up a window, in order. */
    static List<Face> of(ZoneRules rules, Instant start, Instant end) {
        if (rules.isFixedOffset()) {
            return List.of(new Face(start, end, rules.getOffset(start)));
        }
        List<Face> faces = new ArrayList<>(2);
        Instant at = start;
        while (at.isBefore(end)) {
            ZoneOffsetTransition jump = rules.nextTransition(at);
            Instant until = jump == null || jump.getInstant().isAfter(end) ? end : jump.getInstant();
            faces.add(new Face(at, until, rules.getOffset(at)));
            at = until;
        }
        return faces;
    }

    /** When the clocks show a time from the first on and before the second. */
    static List<Window> showing(ZoneRules rules, LocalDateTime first, LocalDateTime end) {
        Instant earliest = first.toInstant(ZoneOffset.MAX);
        Instant latest = end.toInstant(ZoneOffset.MIN);
        List<Window> windows = new ArrayList<>(1);
        for (Face face : of(rules, earliest, latest)) {
            Instant from = first.toInstant(face.offset());
            Instant until = end.toInstant(face.offset());
            from = from.isBefore(face.start()) ? face.start() : from;
            until = until.isAfter(face.end()) ? face.end() : until;
            if (from.isBefore(until)) {
                windows.add(new Window(from, until));
            }
        }
        return windows;
    }
}
