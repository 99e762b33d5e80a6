package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.delivery.Destination;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * One person paged by a step.
 *
 * <p>Immutable and thread-safe.
 *
 * @param person the person's id
 * @param to where the page goes
 * @param via the target of the step that stands for the person: {@code ann}, {@code schedule primary}
 * @since 0.1
 */
public record Page(String person, Destination to, String via) {
    /** How it is written. */
    public static final Codec<Page> CODEC = Shape.of("page", s -> {
        var person = s.field("person", Codec.TEXT, Page::person);
        var to = s.field("to", Destination.CODEC, Page::to);
        var via = s.field("via", Codec.TEXT, Page::via);
        return row -> new Page(row.get(person), row.get(to), row.get(via));
    });

    /** Checks the parts. */
    public Page {
        Require.id("person", person);
        Require.present("destination", to);
        Require.text("target", via, 200);
    }
}
