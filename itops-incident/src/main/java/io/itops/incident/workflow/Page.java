package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.List;

/**
 * One person paged by a step.
 *
 * <p>Immutable and thread-safe.
 *
 * @param person the person's id
 * @param to where the person is told at once, at most 20 ways; none if the person's own rules tell later
 * @param via the target of the step that stands for the person: {@code ann}, {@code schedule primary}
 * @since 0.1
 */
public record Page(String person, List<Destination> to, String via) {
    /** How it is written. */
    public static final Codec<Page> CODEC = Shape.of("page", s -> {
        var person = s.field("person", Codec.TEXT, Page::person);
        var to = s.field("to", Destination.CODEC.list(), Page::to);
        var via = s.field("via", Codec.TEXT, Page::via);
        return row -> new Page(row.get(person), row.get(to), row.get(via));
    });

    /** Checks and copies the parts. */
    public Page {
        Require.id("person", person);
        to = List.copyOf(Require.size("destinations", Require.list("destinations", to), 0, 20));
        Require.text("target", via, 200);
    }
}
