package io.itops.core;

import io.itops.core.record.Codec;

/**
 * The id of a service of the catalog.
 *
 * <p>Wide on purpose, since ids come from the catalogs that users have: capitals, dots, slashes and spaces inside are taken as they are,
 * and ids that differ in capitals alone are different ids.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value 1 to 200 characters, no control character, no white space at its ends: {@code checkout}, {@code Check out 2.0}
 * @since 0.1
 */
public record ServiceId(String value) implements Comparable<ServiceId> {
    /** How the id is written: as its text. */
    public static final Codec<ServiceId> CODEC = Codec.TEXT.map(ServiceId::of, ServiceId::value);

    /** Checks the text. */
    public ServiceId {
        Require.id("service id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static ServiceId of(String value) {
        return new ServiceId(value);
    }

    /**
     * The service as a thing of the catalog.
     *
     * @return its reference
     */
    public Ref ref() {
        return new Ref("service", value);
    }

    @Override
    public int compareTo(ServiceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
