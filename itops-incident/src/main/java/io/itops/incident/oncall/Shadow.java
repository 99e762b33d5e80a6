package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.util.Optional;

/**
 * A person who looks on while others are on call, and is listed but never paged.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique among all exceptions of the schedule, at most 100 characters
 * @param person the id of who looks on, at most 100 characters
 * @param of whose shifts are looked on at; everybody's if empty
 * @param window from when until when
 * @since 0.1
 */
public record Shadow(String id, String person, Optional<String> of, Window window) {
    /** How shadows are written. */
    public static final Codec<Shadow> CODEC = Shape.of("shadow", s -> {
        var id = s.field("id", Codec.TEXT, Shadow::id);
        var person = s.field("person", Codec.TEXT, Shadow::person);
        var of = s.optional("of", Codec.TEXT, Shadow::of);
        var window = s.field("window", Values.WINDOW, Shadow::window);
        return row -> new Shadow(row.get(id), row.get(person), row.get(of), row.get(window));
    });

    /** Checks the parts. */
    public Shadow {
        Values.name("shadow id", id);
        Values.person("person", person);
        Require.present("shadowed person", of).ifPresent(other -> {
            Values.person("shadowed person", other);
            Require.that(!other.equals(person), "shadowed person", "be another than the shadow", other);
        });
        Require.present("shadow window", window);
    }

    /**
     * The same shadow in another window.
     *
     * @param other from when until when
     * @return the shadow
     */
    public Shadow during(Window other) {
        return new Shadow(id, person, of, other);
    }
}
