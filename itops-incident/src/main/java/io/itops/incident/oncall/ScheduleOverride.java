package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.util.List;
import java.util.Optional;

/**
 * An exception from what layers and temporary schedules say.
 *
 * <p>Overrides are carried out one after the other in the order in which they were made, each on what those before it left:
 *
 * <ul>
 *   <li>{@link Add} puts a person on call, beside whoever is;
 *   <li>{@link Remove} takes a person off call, if the person is on call at that point;
 *   <li>{@link Replace} gives every duty that a person has at that point, or that an earlier override took from that person, to another one.
 *       Where the person has none it does nothing: it covers no gap.
 * </ul>
 *
 * <p>So of two that replace the same person the later made one counts, whatever their windows; and what replaces the stand-in of an earlier
 * one counts too. An override of one layer is carried out on that layer, before layers are put on top of each other and before the others.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ScheduleOverride {
    /** How overrides are written. */
    Codec<ScheduleOverride> CODEC = Family.of("override", ScheduleOverride.class)
            .with("add", Add.class, Shape.of("add", s -> {
                var id = s.field("id", Codec.TEXT, Add::id);
                var window = s.field("window", Values.WINDOW, Add::window);
                var person = s.field("person", Codec.TEXT, Add::person);
                var layer = s.optional("layer", Codec.TEXT, Add::layer);
                return row -> new Add(row.get(id), row.get(window), row.get(person), row.get(layer));
            }))
            .with("remove", Remove.class, Shape.of("remove", s -> {
                var id = s.field("id", Codec.TEXT, Remove::id);
                var window = s.field("window", Values.WINDOW, Remove::window);
                var person = s.field("person", Codec.TEXT, Remove::person);
                var layer = s.optional("layer", Codec.TEXT, Remove::layer);
                return row -> new Remove(row.get(id), row.get(window), row.get(person), row.get(layer));
            }))
            .with("replace", Replace.class, Shape.of("replace", s -> {
                var id = s.field("id", Codec.TEXT, Replace::id);
                var window = s.field("window", Values.WINDOW, Replace::window);
                var person = s.field("person", Codec.TEXT, Replace::person);
                var by = s.field("by", Codec.TEXT, Replace::by);
                var layer = s.optional("layer", Codec.TEXT, Replace::layer);
                return row -> new Replace(row.get(id), row.get(window), row.get(person), row.get(by), row.get(layer));
            }))
            .with("swap", Swap.class, Shape.of("swap", s -> {
                var id = s.field("id", Codec.TEXT, Swap::id);
                var first = s.field("first", Assignment.CODEC, Swap::first);
                var second = s.field("second", Assignment.CODEC, Swap::second);
                return row -> new Swap(row.get(id), row.get(first), row.get(second));
            }))
            .build();

    /** The kinds of overrides, for switches. */
    enum Kind {
        /** {@link Add}. */
        ADD,
        /** {@link Remove}. */
        REMOVE,
        /** {@link Replace}. */
        REPLACE,
        /** {@link Swap}. */
        SWAP
    }

    /**
     * Puts a person on call, beside whoever is.
     *
     * @param id unique among all exceptions of the schedule, at most 100 characters
     * @param window from when until when
     * @param person the person's id
     * @param layer the only layer that it changes; the whole schedule if empty
     */
    record Add(String id, Window window, String person, Optional<String> layer) implements ScheduleOverride {
        /** Checks the parts. */
        public Add {
            check(id, window, layer);
            Values.person("person", person);
        }

        @Override
        public Kind kind() {
            return Kind.ADD;
        }

        @Override
        public Add during(Window other) {
            return new Add(id, other, person, layer);
        }

        @Override
        public List<String> cover() {
            return List.of(person);
        }
    }

    /**
     * Takes a person off call.
     *
     * @param id unique among all exceptions of the schedule, at most 100 characters
     * @param window from when until when
     * @param person the person's id
     * @param layer the only layer that it changes; the whole schedule if empty
     */
    record Remove(String id, Window window, String person, Optional<String> layer) implements ScheduleOverride {
        /** Checks the parts. */
        public Remove {
            check(id, window, layer);
            Values.person("person", person);
        }

        @Override
        public Kind kind() {
            return Kind.REMOVE;
        }

        @Override
        public Remove during(Window other) {
            return new Remove(id, other, person, layer);
        }

        @Override
        public List<String> cover() {
            return List.of();
        }
    }

    /**
     * Puts one person in the place of another one, while that one is on call.
     *
     * @param id unique among all exceptions of the schedule, at most 100 characters
     * @param window from when until when
     * @param person the id of who is replaced
     * @param by the id of who is on call instead
     * @param layer the only layer that it changes; the whole schedule if empty
     */
    record Replace(String id, Window window, String person, String by, Optional<String> layer)
            implements ScheduleOverride {
        /** Checks the parts. */
        public Replace {
            check(id, window, layer);
            Values.person("person", person);
            Values.person("stand-in", by);
            Require.that(!by.equals(person), "stand-in", "be another than who is replaced", by);
        }

        @Override
        public Kind kind() {
            return Kind.REPLACE;
        }

        @Override
        public Replace during(Window other) {
            return new Replace(id, other, person, by, layer);
        }

        @Override
        public List<String> cover() {
            return List.of(by);
        }
    }

    /**
     * Two people trade: each takes over what the other has in a stretch of time. One value, so that there are both halves or none.
     *
     * @param id unique among all exceptions of the schedule, at most 100 characters
     * @param first what the first person gives to the second
     * @param second what the second person gives to the first
     */
    record Swap(String id, Assignment first, Assignment second) implements ScheduleOverride {
        /** Checks the parts. */
        public Swap {
            Values.name("override id", id);
            Require.present("first half", first);
            Require.present("second half", second);
            Require.that(
                    !first.person().equals(second.person()),
                    "second half",
                    "be of another person than the first",
                    second.person());
            Require.that(
                    !first.window().overlaps(second.window()),
                    "second half",
                    "not overlap the first " + first.window(),
                    second.window());
        }

        @Override
        public Kind kind() {
            return Kind.SWAP;
        }

        /** From the begin of the earlier half to the end of the later one. */
        @Override
        public Window window() {
            return first.window().start().isBefore(second.window().start())
                    ? new Window(first.window().start(), second.window().end())
                    : new Window(second.window().start(), first.window().end());
        }

        @Override
        public Optional<String> layer() {
            return Optional.empty();
        }

        /** Itself: a swap has no other window. */
        @Override
        public Swap during(Window other) {
            Require.present("override window", other);
            return this;
        }

        @Override
        public List<String> cover() {
            return List.of(second.person(), first.person());
        }

        /** The two replacements that it stands for. */
        List<Replace> halves() {
            return List.of(
                    new Replace(id, first.window(), first.person(), second.person(), Optional.empty()),
                    new Replace(id, second.window(), second.person(), first.person(), Optional.empty()));
        }
    }

    /**
     * Puts a person on call, beside whoever is.
     *
     * @param id unique among all exceptions of the schedule
     * @param window from when until when
     * @param person the person's id
     * @return the override
     */
    static Add add(String id, Window window, String person) {
        return new Add(id, window, person, Optional.empty());
    }

    /**
     * Takes a person off call.
     *
     * @param id unique among all exceptions of the schedule
     * @param window from when until when
     * @param person the person's id
     * @return the override
     */
    static Remove remove(String id, Window window, String person) {
        return new Remove(id, window, person, Optional.empty());
    }

    /**
     * Puts one person in the place of another one, while that one is on call.
     *
     * @param id unique among all exceptions of the schedule
     * @param window from when until when
     * @param person the id of who is replaced
     * @param by the id of who is on call instead
     * @return the override
     */
    static Replace replace(String id, Window window, String person, String by) {
        return new Replace(id, window, person, by, Optional.empty());
    }

    /**
     * What it is called.
     *
     * @return unique in the schedule
     */
    String id();

    /**
     * From when until when it counts.
     *
     * @return the window; of a swap, from its first instant to its last
     */
    Window window();

    /**
     * The only layer that it changes.
     *
     * @return the layer's name; the whole schedule if empty
     */
    Optional<String> layer();

    /**
     * What kind it is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The same override in another window.
     *
     * @param other from when until when
     * @return the override
     */
    ScheduleOverride during(Window other);

    /**
     * Who comes on call by it.
     *
     * @return ids of people
     */
    List<String> cover();

    private static void check(String id, Window window, Optional<String> layer) {
        Values.name("override id", id);
        Require.present("override window", window);
        Require.present("layer", layer).ifPresent(name -> Values.name("layer name", name));
    }
}
