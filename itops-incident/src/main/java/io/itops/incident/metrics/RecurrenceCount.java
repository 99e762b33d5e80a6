package io.itops.incident.metrics;

import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what came back and what would have come anyway, fingerprint by fingerprint. */
final class RecurrenceCount {
    private static final int LEAST_FINGERPRINTS = 5;

    /** How many incidents of a fingerprint were watched, and how many more came back than would have anyway. */
    private record Fingerprint(int followed, double excess) {}

    private final Instant start;

    /** The last instant that is followed by the whole time. */
    private final Instant lastFollowed;

    private final Duration within;
    private final List<Fingerprint> fingerprints = new ArrayList<>();
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

    void add(List<Spell> ofOneFingerprint) {
        List<Spell> incidents = ofOneFingerprint.stream()
                .sorted(Comparator.comparing(Spell::start)
                        .thenComparing(spell -> spell.end().orElse(Instant.MAX)))
                .toList();
        int followedBefore = followed;
        double excessBefore = recurred - expected;
        Instant[] opened = incidents.stream().map(Spell::start).toArray(Instant[]::new);
        double covered = 0;
        for (int i = 0; i < opened.length; i++) {
            covered += between(i == 0 ? null : opened[i - 1], opened[i], opened[i]);
        }
        double all = DurationSample.seconds(Duration.between(start, lastFollowed));
        for (int i = 0; i < opened.length; i++) {
            Optional<Instant> end = incidents.get(i).end().filter(at -> !at.isAfter(lastFollowed));
            if (end.isPresent()) {
                // what only this incident covers does not count: no incident is its own recurrence
                Instant next = i + 1 == opened.length ? opened[i] : opened[i + 1].minus(within);
                Instant until = next.isBefore(opened[i]) ? next : opened[i];
                followed++;
                expected += Math.max(0, covered - between(i == 0 ? null : opened[i - 1], opened[i], until)) / all;
                recurred += comesBack(opened, i, end.get()) ? 1 : 0;
            }
        }
        if (followed > followedBefore) {
            fingerprints.add(new Fingerprint(followed - followedBefore, recurred - expected - excessBefore));
        }
    }

    /** Whether what comes back differs from what comes anyway by more than a number of errors of the jackknife over fingerprints. */
    boolean standsWithoutAnyFingerprint(double errors) {
        int count = fingerprints.size();
        if (count < LEAST_FINGERPRINTS) {
            return false;
        }
        double all = recurred - expected;
        double[] without = fingerprints.stream()
                .mapToDouble(one -> (all - one.excess()) / (followed - one.followed()))
                .toArray();
        double mean = Quantiles.mean(without);
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        return Math.abs(all / followed) > errors * Math.sqrt(squares * (count - 1) / count);
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
