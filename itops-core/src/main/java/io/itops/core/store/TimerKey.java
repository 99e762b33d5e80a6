package io.itops.core.store;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;

/**
 * Names a timer: at most one is outstanding for a subject and a name, and setting it again replaces it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param subject the thing that the timer is about
 * @param name what the timer is for: {@code escalate}
 * @since 0.1
 */
public record TimerKey(Ref subject, String name) {
    /** How keys are written. */
    public static final Codec<TimerKey> CODEC = Shape.of("timer key", s -> {
        var subject = s.field("subject", Ref.CODEC, TimerKey::subject);
        var name = s.field("name", Codec.TEXT, TimerKey::name);
        return row -> new TimerKey(row.get(subject), row.get(name));
    });

    /** Checks both parts. */
    public TimerKey {
        Require.present("timer subject", subject);
        Require.slug("timer name", name);
    }
}
