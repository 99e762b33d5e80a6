package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;

/**
 * One of the steps that fulfil a request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what is done, at most 200 characters
 * @param queue whose work it is
 * @param target how long it may take (its operational level agreement), at most 366 days; it does not run while the request is on hold
 * @since 0.1
 */
public record FulfilmentStep(String name, String queue, Duration target) {
    /** How it is written. */
    public static final Codec<FulfilmentStep> CODEC = Shape.of("fulfilment step", s -> {
        var name = s.field("name", Codec.TEXT, FulfilmentStep::name);
        var queue = s.field("queue", Codec.TEXT, FulfilmentStep::queue);
        var target = s.field("target", Codec.DURATION, FulfilmentStep::target);
        return row -> new FulfilmentStep(row.get(name), row.get(queue), row.get(target));
    });

    /** Checks the parts. */
    public FulfilmentStep {
        Require.text("step name", name, 200);
        Require.id("queue", queue);
        Require.positive("target of a step", target, Duration.ofDays(366));
    }

    /** When so much of the target is used up that begins to run now. */
    Instant due(Instant now, Duration left) {
        return now.plus(left);
    }

    /** How much of the target is left before it is due. */
    Duration left(Instant now, Instant due) {
        Duration left = Duration.between(now, due);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
