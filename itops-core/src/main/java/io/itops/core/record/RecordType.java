package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.store.IndexValue;
import io.itops.core.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a value is kept as a record: its name, its id, its fields, at most four indexes, and how older versions are brought up to
 * date. Declared once, by method references, without reflection.
 *
 * <p>Values must be deeply immutable: one that was read is given to every reader of the same version, in all threads.
 *
 * <pre>{@code
 * static final RecordType<Team> TYPE = RecordType.of("team", 1, t -> {
 *     t.id(team -> team.id().value());
 *     t.textIndex("name", Team::name);
 *     var id = t.field("id", TeamId.CODEC, Team::id);
 *     var name = t.field("name", Codec.TEXT, Team::name);
 *     return row -> new Team(row.get(id), row.get(name));
 * });
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class RecordType<T> {
    private final String name;
    private final int version;
    private final Shape<T> shape;
    private final Function<T, String> id;
    private final Map<String, Function<T, String>> indexes;
    private final Map<Integer, UnaryOperator<Tree.Obj>> upgrades;

    private RecordType(String name, int version, Shape<T> shape, Declaration<T> declaration) {
        this.name = name;
        this.version = version;
        this.shape = shape;
        this.id = Require.present("id of record type " + name, declaration.id);
        this.indexes = new LinkedHashMap<>(declaration.indexes);
        this.upgrades = new TreeMap<>(declaration.upgrades);
        for (int from = 1; from < version; from++) {
            Require.that(
                    upgrades.containsKey(from), "record type " + name, "have an upgrade from version " + from, version);
        }
        upgrades.keySet()
                .forEach(from -> Require.that(
                        from >= 1 && from < version,
                        "upgrade of record type " + name,
                        "start from 1 to below version " + version,
                        from));
        Require.size("indexes of record type " + name, indexes.keySet(), 0, StoredRecord.MAX_INDEXES);
    }

    /**
     * Declares a record type.
     *
     * @param <T> the type of the value
     * @param name kebab-case, unique in the store
     * @param version the present version, from 1; there is an upgrade from each older one
     * @param declaration declares id, fields, indexes and upgrades, and gives the function that makes a value of a row
     * @return the record type
     */
    public static <T> RecordType<T> of(
            String name, int version, Function<Declaration<T>, Function<Shape.Row, T>> declaration) {
        Require.slug("record type name", name);
        Require.that(version >= 1, "record type version", "be at least 1", version);
        Declaration<T> declared = new Declaration<>();
        Shape<T> shape = Shape.of(name, fields -> {
            declared.fields = fields;
            return declaration.apply(declared);
        });
        return new RecordType<>(name, version, shape, declared);
    }

    /**
     * The name under which the records stand in the store.
     *
     * @return kebab-case
     */
    public String name() {
        return name;
    }

    /**
     * The version that is written.
     *
     * @return from 1
     */
    public int version() {
        return version;
    }

    /**
     * The shape of the record's text.
     *
     * @return the shape
     */
    public Shape<T> shape() {
        return shape;
    }

    /**
     * The reference to a record of this type.
     *
     * @param recordId its id
     * @return the reference
     */
    public Ref ref(String recordId) {
        return new Ref(name, recordId);
    }

    /**
     * The reference to a value.
     *
     * @param value the value
     * @return its reference
     */
    public Ref refOf(T value) {
        return ref(id.apply(value));
    }

    /**
     * The slot of an index.
     *
     * @param index its name
     * @return 0 to 3
     */
    public int slot(String index) {
        int slot = 0;
        for (String one : indexes.keySet()) {
            if (one.equals(index)) {
                return slot;
            }
            slot++;
        }
        throw new InvalidInputException("index of " + name, "be one of " + indexes.keySet(), index);
    }

    /**
     * The record of a value.
     *
     * @param value the value
     * @param recordVersion the version that it is to have, from 1
     * @return the record
     */
    public StoredRecord toStored(T value, long recordVersion) {
        List<String> slots = new ArrayList<>(indexes.size());
        for (Function<T, String> index : indexes.values()) {
            slots.add(index.apply(value));
        }
        return new StoredRecord(refOf(value), recordVersion, version, CanonicalJson.write(shape, value), slots);
    }

    /**
     * The value of a record; an older version is brought up to date.
     *
     * @param stored the record
     * @return the value
     * @throws FormatException if the record is of another type or of a newer version, or its text is malformed
     */
    public T fromStored(StoredRecord stored) {
        if (!stored.ref().type().equals(name)) {
            throw new FormatException(
                    stored.ref().toString(),
                    "be a record of type " + name,
                    stored.ref().type());
        }
        if (stored.schema() > version) {
            throw new FormatException(
                    stored.ref().toString(), "be of version " + version + " or older", String.valueOf(stored.schema()));
        }
        Tree tree = CanonicalJson.read(stored.json());
        for (int from = stored.schema(); from < version; from++) {
            tree = Require.present("upgrade", upgrades.get(from)).apply(Codec.OBJECT.read(tree));
        }
        return shape.read(tree);
    }

    @Override
    public String toString() {
        return name + " v" + version;
    }

    /**
     * Collects what a record type consists of.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @param <T> the type of the value
     */
    public static final class Declaration<T> {
        private Shape.@Nullable Fields<T> fields;
        private @Nullable Function<T, String> id;
        private final Map<String, Function<T, String>> indexes = new LinkedHashMap<>();
        private final Map<Integer, UnaryOperator<Tree.Obj>> upgrades = new TreeMap<>();

        private Declaration() {}

        /**
         * Says what the record is called inside its type.
         *
         * @param getter takes the id from the value
         */
        public void id(Function<T, String> getter) {
            id = getter;
        }

        /**
         * A field that is always there.
         *
         * @param <V> the type of the field's value
         * @param fieldName the member's name
         * @param codec how the value is written
         * @param getter takes the value from the object
         * @return the handle that reads it from a row
         */
        public <V> Shape.Field<T, V> field(String fieldName, Codec<V> codec, Function<? super T, ? extends V> getter) {
            return Require.present("fields", fields).field(fieldName, codec, getter);
        }

        /**
         * A field that may be absent.
         *
         * @param <V> the type of the field's value
         * @param fieldName the member's name
         * @param codec how the value is written
         * @param getter takes the value from the object
         * @return the handle that reads it from a row
         */
        public <V> Shape.Field<T, Optional<V>> optional(
                String fieldName, Codec<V> codec, Function<? super T, Optional<V>> getter) {
            return Require.present("fields", fields).optional(fieldName, codec, getter);
        }

        /**
         * An index over text, in code-point order.
         *
         * @param index its name
         * @param getter takes the text, at most 200 code points
         */
        public void textIndex(String index, Function<T, String> getter) {
            add(index, value -> IndexValue.of(getter.apply(value)));
        }

        /**
         * An index over text, in code-point order, of records that have one.
         *
         * @param index its name
         * @param getter takes the text, at most 200 code points, if there is one
         */
        public void optionalTextIndex(String index, Function<T, Optional<String>> getter) {
            add(index, value -> getter.apply(value).map(IndexValue::of).orElse(IndexValue.ABSENT));
        }

        /**
         * An index over instants.
         *
         * @param index its name
         * @param getter takes the instant
         */
        public void instantIndex(String index, Function<T, Instant> getter) {
            add(index, value -> IndexValue.of(getter.apply(value)));
        }

        /**
         * An index over instants, of records that have one.
         *
         * @param index its name
         * @param getter takes the instant, if there is one
         */
        public void optionalInstantIndex(String index, Function<T, Optional<Instant>> getter) {
            add(index, value -> getter.apply(value).map(IndexValue::of).orElse(IndexValue.ABSENT));
        }

        /**
         * An index over whole numbers.
         *
         * @param index its name
         * @param getter takes the number
         */
        public void numberIndex(String index, Function<T, Long> getter) {
            add(index, value -> IndexValue.of(getter.apply(value)));
        }

        /**
         * An index over whole numbers, of records that have one.
         *
         * @param index its name
         * @param getter takes the number, if there is one
         */
        public void optionalNumberIndex(String index, Function<T, Optional<Long>> getter) {
            add(index, value -> getter.apply(value).map(IndexValue::of).orElse(IndexValue.ABSENT));
        }

        /**
         * Brings the text of an older version to the next one.
         *
         * @param from the older version, from 1 to below the type's
         * @param upgrade from its object to that of the next version
         */
        public void upgrade(int from, UnaryOperator<Tree.Obj> upgrade) {
            Require.present("upgrade", upgrade);
            Require.that(upgrades.putIfAbsent(from, upgrade) == null, "upgrade", "be declared once", from);
        }

        private void add(String index, Function<T, String> encoder) {
            Require.that(
                    indexes.putIfAbsent(Require.slug("index name", index), encoder) == null,
                    "index name",
                    "be declared once",
                    index);
        }
    }
}
