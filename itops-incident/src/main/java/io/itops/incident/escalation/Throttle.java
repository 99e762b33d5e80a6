package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often one destination is told anything: at most so many notifications within any period of a length. What comes faster waits, and
 * what has waited is told together in one notification, so that nothing is dropped.
 *
 * <p>Immutable and thread-safe.
 *
 * @param most how many notifications, 1 to 100
 * @param period the length of the period, above zero, at most a day
 * @since 0.1
 */
public record Throttle(int most, Duration period) {
    /** How throttles are written. */
    public static final Codec<Throttle> CODEC = Shape.of("throttle", s -> {
        var most = s.field("most", Codec.INT, Throttle::most);
        var period = s.field("period", Codec.DURATION, Throttle::period);
        return row -> new Throttle(row.get(most), row.get(period));
    });

    /** Checks both parts. */
    public Throttle {
        Require.range("notifications of a throttle", most, 1, 100);
        Require.positive("period of a throttle", period, Duration.ofDays(1));
    }

    /**
     * When one more notification may go out.
     *
     * @param sent when earlier ones went out, in the order of time
     * @param now the present instant
     * @return now, or the first instant at which a period has room
     */
    public Instant earliest(List<Instant> sent, Instant now) {
        Require.instant("present instant", now);
        int before = Require.list("instants of notifications", sent).size() - most;
        if (before < 0) {
            return now;
        }
        Instant free = sent.get(before).plus(period);
        // a clock that went back must not make it wait for longer than a period
        Instant latest = now.plus(period);
        return free.isBefore(now) ? now : free.isAfter(latest) ? latest : free;
    }

    @Override
    public String toString() {
        return "at most " + most + " in " + Words.duration(period);
    }
}
