package io.itops.core.record;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of a sealed interface, each with a tag and a shape. Building one checks that every member is there.
 *
 * <p>As a codec it writes an object with the two fields {@code kind} and {@code value}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <E> the sealed interface
 * @since 0.1
 */
public final class Family<E> implements Codec<E> {
    private final String name;
    private final Map<String, Member<E>> byTag;
    private final Map<Class<?>, Member<E>> byClass;

    private record Member<E>(String tag, Codec<? extends E> codec) {
        @SuppressWarnings("unchecked") // a member is only ever found by the class of the value it is asked to write
        Tree write(E value) {
            return ((Codec<E>) codec).write(value);
        }

        @SuppressWarnings("unchecked") // likewise
        void write(E value, JsonWriter out, int depth) {
            DirectCodec.write((Codec<E>) codec, value, out, depth);
        }

        E read(Tree tree) {
            return codec.read(tree);
        }
    }

    private Family(String name, Map<String, Member<E>> byTag, Map<Class<?>, Member<E>> byClass) {
        this.name = name;
        this.byTag = new TreeMap<>(byTag);
        this.byClass = new LinkedHashMap<>(byClass);
    }

    /**
     * Starts a family.
     *
     * @param <E> the sealed interface
     * @param name what its members are, kebab-case
     * @param sealedType the sealed interface's class
     * @return a builder
     */
    public static <E> Builder<E> of(String name, Class<E> sealedType) {
        return new Builder<>(Require.slug("family name", name), sealedType);
    }

    /**
     * What the members are.
     *
     * @return the name given
     */
    public String name() {
        return name;
    }

    /**
     * The tag of a value.
     *
     * @param value the value
     * @return its member's tag
     */
    public String tag(E value) {
        return member(value).tag();
    }

    /**
     * All tags.
     *
     * @return in their order
     */
    public List<String> tags() {
        return List.copyOf(byTag.keySet());
    }

    /**
     * The neutral form of a value without its tag.
     *
     * @param value the value
     * @return its tree
     */
    public Tree body(E value) {
        return member(value).write(value);
    }

    /**
     * Reads what {@link #body} wrote.
     *
     * @param tag the tag that was kept beside it
     * @param body the tree
     * @return the value, or empty if the tag is unknown here (a newer release wrote it)
     * @throws FormatException if the tree is not one of the member's shape
     */
    public Optional<E> read(String tag, Tree body) {
        Member<E> member = byTag.get(tag);
        return member == null ? Optional.empty() : Optional.of(member.read(body));
    }

    @Override
    public Tree write(E value) {
        Members.Builder members = new Members.Builder(2);
        members.put("kind", new Tree.Text(tag(value)));
        members.put("value", body(value));
        return new Tree.Obj(members.build());
    }

    /** Puts a value into a text: {@link DirectCodec#write(Object, JsonWriter, int)}. */
    void write(E value, JsonWriter out, int depth) {
        Member<E> member = member(value);
        int inside = out.open('{', depth);
        out.member("kind");
        out.string(member.tag());
        out.member("value");
        member.write(value, out, inside);
        out.close('}');
    }

    @Override
    public E read(Tree tree) {
        Map<String, Tree> members = OBJECT.read(tree).members();
        Tree kind = members.get("kind");
        Tree value = members.get("value");
        if (kind == null || value == null || members.size() != 2) {
            throw new FormatException(
                    "$", "have the two fields kind and value", members.keySet().toString());
        }
        String tag;
        try {
            tag = TEXT.read(kind);
        } catch (FormatException e) {
            throw Mismatch.under(".kind", e);
        }
        try {
            Member<E> member = byTag.get(tag);
            if (member != null) {
                return member.read(value);
            }
        } catch (FormatException e) {
            throw Mismatch.under(".value", e);
        }
        throw new FormatException("$.kind", "be one of " + byTag.keySet(), tag);
    }

    private Member<E> member(E value) {
        Member<E> member = byClass.get(value.getClass());
        if (member == null) {
            throw new InvalidInputException(
                    name, "be one of " + byTag.keySet(), value.getClass().getName());
        }
        return member;
    }

    /**
     * Collects the members of a family.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @param <E> the sealed interface
     */
    public static final class Builder<E> {
        private final String name;
        private final Class<E> sealedType;
        private final Map<String, Member<E>> byTag = new TreeMap<>();
        private final Map<Class<?>, Member<E>> byClass = new LinkedHashMap<>();

        private Builder(String name, Class<E> sealedType) {
            this.name = name;
            this.sealedType = sealedType;
        }

        /**
         * Adds a member.
         *
         * @param <M> the member's type
         * @param tag kebab-case, unique in the family
         * @param type the member's class
         * @param codec its shape
         * @return this
         */
        public <M extends E> Builder<E> with(String tag, Class<M> type, Codec<M> codec) {
            Member<E> member = new Member<>(Require.slug("tag", tag), codec);
            Require.that(byTag.putIfAbsent(tag, member) == null, "tag of " + name, "be declared once", tag);
            Require.that(
                    byClass.putIfAbsent(type, member) == null, "member of " + name, "be declared once", type.getName());
            return this;
        }

        /**
         * Adds a member that has no fields.
         *
         * @param <M> the member's type
         * @param tag kebab-case, unique in the family
         * @param value its only value
         * @return this
         */
        @SuppressWarnings("unchecked") // the class of a value of type M is a class of M
        public <M extends E> Builder<E> withConstant(String tag, M value) {
            return with(tag, (Class<M>) value.getClass(), Shape.of(tag, fields -> row -> value));
        }

        /**
         * The family.
         *
         * @return the family
         * @throws InvalidInputException if the type is not sealed, or members of it are missing
         */
        public Family<E> build() {
            List<String> missing = new ArrayList<>();
            collect(sealedType, missing);
            Require.that(missing.isEmpty(), "family " + name, "have a member for every permitted class", missing);
            return new Family<>(name, byTag, byClass);
        }

        private void collect(Class<?> type, List<String> missing) {
            Class<?> @Nullable [] permitted = type.getPermittedSubclasses();
            if (permitted == null) {
                Require.that(type != sealedType, "type of family " + name, "be sealed", type.getName());
                if (!byClass.containsKey(type)) {
                    missing.add(type.getName());
                }
                return;
            }
            for (Class<?> subtype : permitted) {
                collect(subtype, missing);
            }
        }
    }
}
