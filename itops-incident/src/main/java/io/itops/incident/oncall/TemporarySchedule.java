package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is on call in a stretch of time instead of whom the layers say: for a holiday, a launch, a move.
 *
 * <p>It takes the place of all layers, their overrides included: where it assigns nobody, nobody is on call. Overrides of the whole schedule
 * are carried out on top of it. Where two overlap, the one made later counts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique among all exceptions of the schedule, at most 100 characters
 * @param window from when until when
 * @param assignments who is on call when inside the window, at most 1,000, in the order of importance; where several overlap, all are on call
 * @since 0.1
 */
public record TemporarySchedule(String id, Window window, List<Assignment> assignments) {
    /** How temporary schedules are written. */
    public static final Codec<TemporarySchedule> CODEC = Shape.of("temporary schedule", s -> {
        var id = s.field("id", Codec.TEXT, TemporarySchedule::id);
        var window = s.field("window", Values.WINDOW, TemporarySchedule::window);
        var assignments = s.field("assignments", Assignment.CODEC.list(), TemporarySchedule::assignments);
        return row -> new TemporarySchedule(row.get(id), row.get(window), row.get(assignments));
    });

    /** Checks and copies the parts. */
    public TemporarySchedule {
        Values.name("temporary schedule id", id);
        Require.present("window of a temporary schedule", window);
        assignments = Require.list("assignments", assignments);
        Require.size("assignments", assignments, 0, 1_000);
        for (Assignment assignment : assignments) {
            Require.that(
                    !assignment.window().start().isBefore(window.start())
                            && !assignment.window().end().isAfter(window.end()),
                    "assignment",
                    "lie inside the temporary schedule's window " + window,
                    assignment.window());
        }
    }

    /**
     * The part of it in another window.
     *
     * @param other from when until when
     * @return the temporary schedule, with the parts of its assignments that lie in the window
     */
    public TemporarySchedule during(Window other) {
        Require.present("window of a temporary schedule", other);
        List<Assignment> kept = new ArrayList<>();
        for (Assignment assignment : assignments) {
            assignment.window().intersect(other).ifPresent(part -> kept.add(new Assignment(part, assignment.person())));
        }
        return new TemporarySchedule(id, other, kept);
    }
}
