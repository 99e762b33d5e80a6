package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object with named fields, declared by method references.
 *
 * <pre>{@code
 * static final Shape<Step> STEP = Shape.of("step", s -> {
 *     var target = s.field("target", Codec.TEXT, Step::target);
 *     var delay = s.field("delay", Codec.DURATION, Step::delay);
 *     return row -> new Step(row.get(target), row.get(delay));
 * });
 * }</pre>
 *
 * <p>Reading is strict: a missing field, a member that no field names, and a value that the record's own constructor refuses are
 * {@link FormatException}s.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class Shape<T> implements Codec<T> {
    private final String name;
    /** In the order of their names, in which members are kept. */
    private final List<Field<T, ?>> fields;

    private final Function<Row, T> maker;

    private Shape(String name, List<Field<T, ?>> fields, Function<Row, T> maker) {
        this.name = name;
        this.fields = fields.stream().sorted(Comparator.comparing(Field::name)).toList();
        for (int i = 0; i < this.fields.size(); i++) {
            this.fields.get(i).place = i;
        }
        this.maker = maker;
    }

    /**
     * Declares a shape.
     *
     * @param <T> the type of the value
     * @param name what the object is, for messages
     * @param declaration declares the fields and gives the function that makes a value of a row
     * @return the shape
     */
    public static <T> Shape<T> of(String name, Function<Fields<T>, Function<Row, T>> declaration) {
        Fields<T> fields = new Fields<>();
        Function<Row, T> maker = Require.present("declaration", declaration).apply(fields);
        return new Shape<>(Require.text("shape name", name, 100), fields.declared, maker);
    }

    /**
     * What the object is.
     *
     * @return the name given
     */
    public String name() {
        return name;
    }

    @Override
    public Tree.Obj write(T value) {
        Members.Builder members = new Members.Builder(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).write(value, members);
        }
        return new Tree.Obj(members.build());
    }

    /** Puts a value into a text: {@link DirectCodec#write(Object, JsonWriter, int)}. */
    void write(T value, JsonWriter out, int depth) {
        int inside = out.open('{', depth);
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).write(value, out, inside);
        }
        out.close('}');
    }

    @Override
    public T read(Tree tree) {
        Members members = Members.of(OBJECT.read(tree));
        @Nullable Tree[] values = byField(members);
        try {
            return maker.apply(new Row(fields, values));
        } catch (FormatException e) {
            throw e;
        } catch (ItOpsException e) {
            throw Mismatch.translated(tree, e);
        }
    }

    /** The values in the order of the fields, null for one that is absent: both are sorted by name, so one walk through both does. */
    private @Nullable Tree[] byField(Members members) {
        @Nullable Tree[] values = new Tree[fields.size()];
        int field = 0;
        for (int i = 0; i < members.size(); i++) {
            String member = members.nameAt(i);
            while (field < values.length && !fields.get(field).name().equals(member)) {
                field++;
            }
            if (field == values.length) {
                throw new FormatException("$." + member, "be a field of " + name, member);
            }
            values[field++] = members.valueAt(i);
        }
        return values;
    }

    /**
     * Collects the fields of a shape.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @param <T> the type of the value
     */
    public static class Fields<T> {
        private final List<Field<T, ?>> declared = new ArrayList<>();
        private final Set<String> taken = new HashSet<>();

        Fields() {}

        /**
         * A field that is always there.
         *
         * @param <V> the type of the field's value
         * @param name the member's name
         * @param codec how the value is written
         * @param getter takes the value from the object
         * @return the handle that reads it from a row
         */
        public <V> Field<T, V> field(String name, Codec<V> codec, Function<? super T, ? extends V> getter) {
            return add(new Field<>(new Required<>(name, codec, getter), name, member -> {
                if (member == null) {
                    throw new FormatException("$", "have the field " + name, "an object without it");
                }
                return read(name, codec, member);
            }));
        }

        /**
         * A field that may be absent.
         *
         * @param <V> the type of the field's value
         * @param name the member's name
         * @param codec how the value is written
         * @param getter takes the value from the object
         * @return the handle that reads it from a row
         */
        public <V> Field<T, Optional<V>> optional(
                String name, Codec<V> codec, Function<? super T, Optional<V>> getter) {
            return add(new Field<>(
                    new Possible<>(name, codec, getter),
                    name,
                    member -> member == null ? Optional.empty() : Optional.of(read(name, codec, member))));
        }

        private static <V> V read(String name, Codec<V> codec, Tree member) {
            try {
                return codec.read(member);
            } catch (FormatException e) {
                throw Mismatch.under("." + name, e);
            }
        }

        private <V> Field<T, V> add(Field<T, V> field) {
            Require.that(taken.add(field.name()), "field name", "be declared once", field.name());
            declared.add(field);
            return field;
        }
    }

    /**
     * A declared field: the handle by which a row gives its value.
     *
     * <p>Immutable and thread-safe.
     *
     * @param <T> the type of the object
     * @param <V> the type of the field's value
     */
    public static final class Field<T, V> {
        private final String name;
        private final Writer<T> writer;
        private final Reader<V> reader;

        /** Where it stands among the fields of its shape; set once, before the shape is given away. */
        private int place;

        private Field(Writer<T> writer, String name, Reader<V> reader) {
            this.name = Require.text("field name", name, 100);
            this.writer = writer;
            this.reader = reader;
        }

        /**
         * The member's name.
         *
         * @return the name
         */
        public String name() {
            return name;
        }

        private void write(T value, Members.Builder members) {
            writer.write(value, members);
        }

        private void write(T value, JsonWriter out, int depth) {
            writer.write(value, out, depth);
        }

        private interface Reader<V> {
            V read(@Nullable Tree member);
        }
    }

    /** Takes the value of a field from an object, and puts it into its tree or its text. */
    private interface Writer<T> {
        void write(T value, Members.Builder members);

        void write(T value, JsonWriter out, int depth);
    }

    /** A field that is always there. */
    private record Required<T, V>(String name, String label, Codec<V> codec, Function<? super T, ? extends V> getter)
            implements Writer<T> {
        Required(String name, Codec<V> codec, Function<? super T, ? extends V> getter) {
            this(name, JsonWriter.label(name), codec, getter);
        }

        @Override
        public void write(T value, Members.Builder members) {
            members.put(name, codec.write(getter.apply(value)));
        }

        @Override
        public void write(T value, JsonWriter out, int depth) {
            out.labelled(label);
            DirectCodec.write(codec, getter.apply(value), out, depth);
        }
    }

    /** A field that may be absent. */
    private record Possible<T, V>(String name, String label, Codec<V> codec, Function<? super T, Optional<V>> getter)
            implements Writer<T> {
        Possible(String name, Codec<V> codec, Function<? super T, Optional<V>> getter) {
            this(name, JsonWriter.label(name), codec, getter);
        }

        @Override
        public void write(T value, Members.Builder members) {
            Optional<V> given = getter.apply(value);
            if (given.isPresent()) {
                members.put(name, codec.write(given.get()));
            }
        }

        @Override
        public void write(T value, JsonWriter out, int depth) {
            Optional<V> given = getter.apply(value);
            if (given.isPresent()) {
                out.labelled(label);
                DirectCodec.write(codec, given.get(), out, depth);
            }
        }
    }

    /**
     * The members of an object that is being read.
     *
     * <p>Immutable and thread-safe.
     */
    public static final class Row {
        private final List<? extends Field<?, ?>> fields;
        private final @Nullable Tree[] values;

        private Row(List<? extends Field<?, ?>> fields, @Nullable Tree[] values) {
            this.fields = fields;
            this.values = values;
        }

        /**
         * The value of a field.
         *
         * @param <V> the type of the value
         * @param field the field
         * @return its value
         * @throws FormatException if the member is missing or malformed
         * @throws InvalidInputException if the field is one of another shape
         */
        public <V> V get(Field<?, V> field) {
            Require.that(
                    field.place < fields.size() && fields.get(field.place) == field,
                    "field",
                    "be declared by the shape that is read",
                    field.name());
            return field.reader.read(values[field.place]);
        }
    }
}
