package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;

/**
 * A stretch of time in which a person takes no turns.
 *
 * <p>It changes rotations alone: who is assigned by a temporary schedule or an override is on call all the same. Where two of one person
 * overlap, the one made later counts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique among all exceptions of the schedule, at most 100 characters
 * @param person the person's id, at most 100 characters
 * @param window from when until when
 * @param cover who takes the turns
 * @since 0.1
 */
public record Vacation(String id, String person, Window window, Cover cover) {
    /** How vacations are written. */
    public static final Codec<Vacation> CODEC = Shape.of("vacation", s -> {
        var id = s.field("id", Codec.TEXT, Vacation::id);
        var person = s.field("person", Codec.TEXT, Vacation::person);
        var window = s.field("window", Values.WINDOW, Vacation::window);
        var cover = s.field("cover", Codec.ofEnum(Cover.class), Vacation::cover);
        return row -> new Vacation(row.get(id), row.get(person), row.get(window), row.get(cover));
    });

    /** Who takes the turns of a person on vacation. */
    public enum Cover {
        /** The next person of the rotation who is not on vacation; nobody if all are. */
        NEXT_AVAILABLE,
        /** Nobody: the layer has a gap, which lower layers may fill. */
        NOBODY
    }

    /** Checks the parts. */
    public Vacation {
        Values.name("vacation id", id);
        Values.person("person", person);
        Require.present("vacation window", window);
        Require.present("cover", cover);
    }

    /**
     * A vacation in which the next person of the rotation steps in.
     *
     * @param id unique among all exceptions of the schedule
     * @param person the person's id
     * @param window from when until when
     * @return the vacation
     */
    public static Vacation of(String id, String person, Window window) {
        return new Vacation(id, person, window, Cover.NEXT_AVAILABLE);
    }

    /**
     * The same vacation in another window.
     *
     * @param other from when until when
     * @return the vacation
     */
    public Vacation during(Window other) {
        return new Vacation(id, person, other, cover);
    }
}
