package io.itops.change.workflow;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;

/**
 * The id of a change.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value at most 200 characters, no control character
 * @since 0.1
 */
public record ChangeId(String value) {
    /** How the id is written: as its text. */
    public static final Codec<ChangeId> CODEC = Codec.TEXT.map(ChangeId::of, ChangeId::value);

    /** Checks the text. */
    public ChangeId {
        Require.id("change id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static ChangeId of(String value) {
        return new ChangeId(value);
    }

    /**
     * The reference by which the journal speaks of the change.
     *
     * @return the reference
     */
    public Ref ref() {
        return Ref.of("change", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
