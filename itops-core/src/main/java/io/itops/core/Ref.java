package io.itops.core;

import io.itops.core.record.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Names one thing that the SDK keeps: the type of its record and its id. Timelines, expectations and explanations speak of things
 * by it.
 *
 * <p>Immutable and thread-safe. Ordered by type, then id, by UTF-16 code unit.
 *
 * @param type the record type's name, kebab-case: {@code incident}
 * @param id the id inside the type, 1 to 200 characters, no control character, no white space at its ends; what else is allowed is
 *     up to the type: {@code Check out 2.0} is an id of a service
 * @since 0.1
 */
public record Ref(String type, String id) implements Comparable<Ref> {
    /** How references are written: as their text. */
    public static final Codec<Ref> CODEC = Codec.TEXT.map(Ref::parse, Ref::toString);

    /** Checks both parts. */
    public Ref {
        Require.slug("reference type", type);
        Require.id("reference id", id);
    }

    /**
     * A reference from its two parts.
     *
     * @param type the record type's name
     * @param id the id inside the type
     * @return the reference
     */
    public static Ref of(String type, String id) {
        return new Ref(type, id);
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @param text {@code type/id}
     * @return the reference
     * @throws InvalidInputException if there is no slash or a part is malformed
     */
    public static Ref parse(String text) {
        int slash = Require.present("reference", text).indexOf('/');
        Require.that(slash > 0, "reference", "have the form type/id", text);
        return new Ref(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Written out: what the compiler makes for records is slow until it is optimized, and references are compared at every step. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ref ref && id.equals(ref.id) && type.equals(ref.type);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + id.hashCode();
    }

    @Override
    public int compareTo(Ref other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type + '/' + id;
    }
}
