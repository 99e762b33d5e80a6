package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Optional;

/**
 * What is said about the state that an incident is in; it goes with the state.
 *
 * <p>Immutable and thread-safe.
 *
 * @param label what the program calls the state; it falls away when the category changes
 * @param queue the queue that it waits in
 * @param hold what it waits for
 * @since 0.1
 */
public record Stay(Optional<String> label, Optional<String> queue, Optional<Hold> hold) {
    /** Nothing is said. */
    public static final Stay PLAIN = new Stay(Optional.empty(), Optional.empty(), Optional.empty());

    /** The greatest length of the name of a queue in code points. */
    public static final int MAX_QUEUE = 100;

    /** How it is written. */
    public static final Codec<Stay> CODEC = Shape.of("stay", s -> {
        var label = s.optional("label", Codec.TEXT, Stay::label);
        var queue = s.optional("queue", Codec.TEXT, Stay::queue);
        var hold = s.optional("hold", Hold.CODEC, Stay::hold);
        return row -> new Stay(row.get(label), row.get(queue), row.get(hold));
    });

    /** Checks the parts. */
    public Stay {
        Require.present("status label", label);
        Require.present("queue", queue).ifPresent(Stay::queueName);
        Require.present("hold", hold);
    }

    static String queueName(String name) {
        return Require.text("queue", Require.id("queue", name), MAX_QUEUE);
    }

    /** What is left when one state follows another. */
    Stay into(IncidentState from, IncidentState to) {
        boolean kept = label.isPresent() && from.category() == to.category();
        return kept ? new Stay(label, Optional.empty(), Optional.empty()) : PLAIN;
    }

    Stay labelled(Optional<String> next) {
        return new Stay(next, queue, hold);
    }

    Stay in(String name) {
        return new Stay(label, Optional.of(name), Optional.empty());
    }

    Stay waiting(Hold next) {
        return new Stay(label, Optional.empty(), Optional.of(next));
    }
}
