package io.itops.incident.priority;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * A priority that a person decided on in the place of what the matrix gives.
 *
 * <p>Immutable and thread-safe.
 *
 * @param priority the priority that holds
 * @param reason why, not blank, at most 1,000 characters
 * @since 0.1
 */
public record PriorityOverride(Priority priority, String reason) {
    /** How it is written. */
    public static final Codec<PriorityOverride> CODEC = Shape.of("priority override", s -> {
        var priority = s.field("priority", Codec.ofEnum(Priority.class), PriorityOverride::priority);
        var reason = s.field("reason", Codec.TEXT, PriorityOverride::reason);
        return row -> new PriorityOverride(row.get(priority), row.get(reason));
    });

    /** Checks the parts. */
    public PriorityOverride {
        Require.present("priority", priority);
        Require.text("reason", reason, 1_000);
    }
}
