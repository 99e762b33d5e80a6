package io.itops.core;

import io.itops.core.record.Codec;

/**
 * The id of a team of the catalog: people who own and answer for services.
 *
 * <p>Wide on purpose, since ids come from the catalogs that users have: capitals, dots, slashes and spaces inside are taken as they are,
 * and ids that differ in capitals alone are different ids.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value 1 to 200 characters, no control character, no white space at its ends: {@code payments}, {@code Payments & Fraud}
 * @since 0.1
 */
public record TeamId(String value) implements Comparable<TeamId> {
    /** How the id is written: as its text. */
    public static final Codec<TeamId> CODEC = Codec.TEXT.map(TeamId::of, TeamId::value);

    /** Checks the text. */
    public TeamId {
        Require.id("team id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static TeamId of(String value) {
        return new TeamId(value);
    }

    /**
     * The team as a thing of the catalog.
     *
     * @return its reference
     */
    public Ref ref() {
        return new Ref("team", value);
    }

    @Override
    public int compareTo(TeamId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
