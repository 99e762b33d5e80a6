package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;

/**
 * A person and a stretch of time, as someone has written it down.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window from when until when
 * @param person the person's id, at most 100 characters
 * @since 0.1
 */
public record Assignment(Window window, String person) {
    /** How assignments are written. */
    public static final Codec<Assignment> CODEC = Shape.of("assignment", s -> {
        var window = s.field("window", Values.WINDOW, Assignment::window);
        var person = s.field("person", Codec.TEXT, Assignment::person);
        return row -> new Assignment(row.get(window), row.get(person));
    });

    /** Checks the parts. */
    public Assignment {
        Require.present("assignment window", window);
        Values.person("person", person);
    }
}
