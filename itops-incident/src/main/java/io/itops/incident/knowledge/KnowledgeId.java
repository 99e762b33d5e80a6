package io.itops.incident.knowledge;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;

/**
 * The id of a knowledge entry.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value at most 150 characters
 * @since 0.1
 */
public record KnowledgeId(String value) implements Comparable<KnowledgeId> {
    /** How the id is written: as its text. */
    public static final Codec<KnowledgeId> CODEC = Codec.TEXT.map(KnowledgeId::of, KnowledgeId::value);

    /** So short that the ids of versions, which begin with it, are ids too. */
    private static final int MAX = 150;

    /** Checks the text. */
    public KnowledgeId {
        Require.id("knowledge entry id", value);
        Require.that(value.length() <= MAX, "knowledge entry id", "have at most " + MAX + " characters", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static KnowledgeId of(String value) {
        return new KnowledgeId(value);
    }

    /**
     * What the journal calls the entry.
     *
     * @return its reference
     */
    public Ref ref() {
        return KnowledgeEntry.TYPE.ref(value);
    }

    @Override
    public int compareTo(KnowledgeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
