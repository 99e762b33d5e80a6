package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the fulfilment of a request has come.
 *
 * <p>Immutable and thread-safe.
 *
 * @param step the place of the present step in the plan, from 0
 * @param queue whose work it is: the step's queue, or the one that it was moved to
 * @param assignee who does it, if anybody does
 * @param due when its target is missed, while it runs
 * @param left how much of its target is left, while the request is on hold
 * @param breached whether its target was missed
 * @since 0.1
 */
public record Fulfilment(
        int step,
        String queue,
        Optional<String> assignee,
        Optional<Instant> due,
        Optional<Duration> left,
        boolean breached) {
    /** How it is written. */
    public static final Codec<Fulfilment> CODEC = Shape.of("fulfilment", s -> {
        var step = s.field("step", Codec.INT, Fulfilment::step);
        var queue = s.field("queue", Codec.TEXT, Fulfilment::queue);
        var assignee = s.optional("assignee", Codec.TEXT, Fulfilment::assignee);
        var due = s.optional("due", Codec.INSTANT, Fulfilment::due);
        var left = s.optional("left", Codec.DURATION, Fulfilment::left);
        var breached = s.field("breached", Codec.BOOL, Fulfilment::breached);
        return row -> new Fulfilment(
                row.get(step), row.get(queue), row.get(assignee), row.get(due), row.get(left), row.get(breached));
    });

    /** Checks the parts. */
    public Fulfilment {
        Require.range("place of the step", step, 0, CatalogueItem.MAX_STEPS - 1);
        Require.id("queue", queue);
        Require.present("assignee", assignee).ifPresent(person -> Require.id("assignee", person));
        due = Require.present("due instant", due).map(at -> Require.instant("due instant", at));
        Require.present("time left", left).ifPresent(time -> Require.span("time left", time, Duration.ofDays(366)));
    }

    static Fulfilment begin(int step, FulfilmentStep what, Instant due) {
        return new Fulfilment(step, what.queue(), Optional.empty(), Optional.of(due), Optional.empty(), false);
    }

    Fulfilment by(String person) {
        return new Fulfilment(step, queue, Optional.of(person), due, left, breached);
    }

    Fulfilment in(String other) {
        return new Fulfilment(step, other, Optional.empty(), due, left, breached);
    }

    Fulfilment missed() {
        return new Fulfilment(step, queue, assignee, due, left, true);
    }

    Fulfilment paused(Duration remaining) {
        return new Fulfilment(step, queue, assignee, Optional.empty(), Optional.of(remaining), breached);
    }

    Fulfilment running(Instant until) {
        return new Fulfilment(step, queue, assignee, Optional.of(until), Optional.empty(), breached);
    }
}
