package io.itops.core;

import io.itops.core.record.Codec;

/**
 * The id of a component of the catalog: what changes touch and services are made of.
 *
 * <p>Wide on purpose, since ids come from the catalogs that users have: capitals, dots, slashes and spaces inside are taken as they are,
 * and ids that differ in capitals alone are different ids.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value 1 to 200 characters, no control character, no white space at its ends: {@code ledger-db}, {@code shop/Ledger DB.eu}
 * @since 0.1
 */
public record ComponentId(String value) implements Comparable<ComponentId> {
    /** How the id is written: as its text. */
    public static final Codec<ComponentId> CODEC = Codec.TEXT.map(ComponentId::of, ComponentId::value);

    /** Checks the text. */
    public ComponentId {
        Require.id("component id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static ComponentId of(String value) {
        return new ComponentId(value);
    }

    /**
     * The component as a thing of the catalog.
     *
     * @return its reference
     */
    public Ref ref() {
        return new Ref("component", value);
    }

    @Override
    public int compareTo(ComponentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
