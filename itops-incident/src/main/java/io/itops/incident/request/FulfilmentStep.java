package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the steps that fulfil a request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what is done, at most 200 characters
 * @param queue whose work it is
 * @param target how long it may take (its operational level agreement), at most 366 days; it does not run while the request is on hold
 * @param calendar the business calendar in whose open hours it runs, by its name among {@link RequestCalendars}; none: around the clock
 * @since 0.1
 */
public record FulfilmentStep(String name, String queue, Duration target, Optional<String> calendar) {
    /** How it is written. */
    public static final Codec<FulfilmentStep> CODEC = Shape.of("fulfilment step", s -> {
        var name = s.field("name", Codec.TEXT, FulfilmentStep::name);
        var queue = s.field("queue", Codec.TEXT, FulfilmentStep::queue);
        var target = s.field("target", Codec.DURATION, FulfilmentStep::target);
        var calendar = s.optional("calendar", Codec.TEXT, FulfilmentStep::calendar);
        return row -> new FulfilmentStep(row.get(name), row.get(queue), row.get(target), row.get(calendar));
    });

    /** Checks the parts. */
    public FulfilmentStep {
        Require.text("step name", name, 200);
        Require.id("queue", queue);
        Require.positive("target of a step", target, Duration.ofDays(366));
        Require.that(target.toNanosPart() % 1_000 == 0, "target of a step", "be whole microseconds", target);
        Require.present("calendar of a step", calendar).ifPresent(called -> Require.id("calendar name", called));
    }
}
