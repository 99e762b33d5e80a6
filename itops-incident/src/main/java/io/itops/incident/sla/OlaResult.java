package io.itops.incident.sla;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a queue kept an operational level agreement while an incident lay with it: what a clock came to that is over for good.
 *
 * <p>Immutable and thread-safe.
 *
 * @param target the name of the target
 * @param queue the queue that was bound; empty: nobody's queue
 * @param from since when the incident lay there
 * @param until when the response was given, or the incident was handed on, or resolved for good
 * @param elapsed how much working time had passed by then
 * @param limit how much might pass; empty if its priority had no limit then
 * @param breachedAt when the time was up, if it was by then
 * @since 0.1
 */
public record OlaResult(
        String target,
        Optional<String> queue,
        Instant from,
        Instant until,
        Duration elapsed,
        Optional<Duration> limit,
        Optional<Instant> breachedAt) {
    /** How results are written. */
    static final Codec<OlaResult> CODEC = Shape.of("OLA result", s -> {
        var target = s.field("target", Codec.TEXT, OlaResult::target);
        var queue = s.optional("queue", Codec.TEXT, OlaResult::queue);
        var from = s.field("from", Codec.INSTANT, OlaResult::from);
        var until = s.field("until", Codec.INSTANT, OlaResult::until);
        var elapsed = s.field("elapsed", Codec.DURATION, OlaResult::elapsed);
        var limit = s.optional("limit", Codec.DURATION, OlaResult::limit);
        var breachedAt = s.optional("breachedAt", Codec.INSTANT, OlaResult::breachedAt);
        return row -> new OlaResult(
                row.get(target),
                row.get(queue),
                row.get(from),
                row.get(until),
                row.get(elapsed),
                row.get(limit),
                row.get(breachedAt));
    });

    /** Checks that all parts are given, and that it did not end before it began. */
    public OlaResult {
        Require.slug("SLA target", target);
        Require.present("queue", queue).ifPresent(name -> Require.id("queue", name));
        from = Require.instant("begin of an agreement", from);
        until = Require.instant("end of an agreement", until);
        Require.that(!until.isBefore(from), "end of an agreement", "not be before its begin, " + from, until);
        Require.span("elapsed time", elapsed, SlaClock.MAX);
        Require.present("SLA limit", limit);
        Require.present("instant of the breach", breachedAt);
    }

    /** What a clock came to. */
    static OlaResult of(SlaTarget target, IncidentSla.Entry entry) {
        return of(target, entry, entry.clock().last().at());
    }

    /** What a clock came to that has counted no more since an instant; it ends no earlier than it began, whatever the instant. */
    static OlaResult of(SlaTarget target, IncidentSla.Entry entry, Instant until) {
        SlaReading end = entry.clock().reading(target, entry.clock().last().at());
        Instant from = entry.since().orElse(until);
        return new OlaResult(
                target.name(),
                end.party(),
                from,
                until.isBefore(from) ? from : until,
                end.elapsed(),
                end.limit(),
                end.breached() ? end.breachesAt() : Optional.empty());
    }

    /**
     * Whether the queue kept what it promised.
     *
     * @return true if there was a limit, and the time was never up
     */
    public boolean met() {
        return limit.isPresent() && breachedAt.isEmpty();
    }
}
