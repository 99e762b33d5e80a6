package io.itops.incident.metrics;

import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what came back and what would have come anyway, fingerprint by fingerprint. */
final class RecurrenceCount {
    private final Instant start;

    /** The last instant that is followed by the whole time. */
    private final Instant lastFollowed;

    private final Duration within;
    private int followed;
    private int recurred;
    private double expected;

    RecurrenceCount(Window window, Duration within) {
        this.start = window.start();
        this.lastFollowed = window.end().minus(within);
        this.within = within;
    }

    int followed() {
        return followed;
    }

    int recurred() {
        return recurred;
    }

    double expected() {
        return expected;
    }

    void add(List<IncidentTimes> ofOneFingerprint) {
        List<IncidentTimes> incidents = ofOneFingerprint.stream()
                .sorted(Comparator.comparing(IncidentTimes::openedAt)
                        .thenComparing(times -> RecurrenceRate.end(times).orElse(Instant.MAX)))
                .toList();
        Instant[] opened = incidents.stream().map(IncidentTimes::openedAt).toArray(Instant[]::new);
        double covered = 0;
        for (int i = 0; i < opened.length; i++) {
            covered += between(i == 0 ? null : opened[i - 1], opened[i], opened[i]);
        }
        double all = DurationSample.seconds(Duration.between(start, lastFollowed));
        for (int i = 0; i < opened.length; i++) {
            Optional<Instant> end = RecurrenceRate.end(incidents.get(i)).filter(at -> !at.isAfter(lastFollowed));
            if (end.isPresent()) {
                // what only this incident covers does not count: no incident is its own recurrence
                Instant next = i + 1 == opened.length ? opened[i] : opened[i + 1].minus(within);
                Instant until = next.isBefore(opened[i]) ? next : opened[i];
                followed++;
                expected += Math.max(0, covered - between(i == 0 ? null : opened[i - 1], opened[i], until)) / all;
                recurred += comesBack(opened, i, end.get()) ? 1 : 0;
            }
        }
    }

    /** How much of the time just before an opening lies after the opening before and until an instant. */
    private double between(@Nullable Instant before, Instant opening, Instant until) {
        Instant from = opening.minus(within);
        from = before != null && before.isAfter(from) ? before : from;
        from = from.isBefore(start) ? start : from;
        Instant to = until.isAfter(lastFollowed) ? lastFollowed : until;
        return from.isBefore(to) ? DurationSample.seconds(Duration.between(from, to)) : 0;
    }

    private boolean comesBack(Instant[] opened, int self, Instant end) {
        for (int i = self + 1; i < opened.length && !opened[i].isAfter(end.plus(within)); i++) {
            if (opened[i].isAfter(end)) {
                return true;
            }
        }
        return false;
    }
}
