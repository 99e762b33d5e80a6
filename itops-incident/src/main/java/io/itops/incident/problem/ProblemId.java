package io.itops.incident.problem;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;

/**
 * The id of a problem.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value at most 200 characters
 * @since 0.1
 */
public record ProblemId(String value) implements Comparable<ProblemId> {
    /** How the id is written: as its text. */
    public static final Codec<ProblemId> CODEC = Codec.TEXT.map(ProblemId::of, ProblemId::value);

    /** Checks the text. */
    public ProblemId {
        Require.id("problem id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static ProblemId of(String value) {
        return new ProblemId(value);
    }

    /**
     * What the journal calls the problem.
     *
     * @return its reference
     */
    public Ref ref() {
        return Problem.TYPE.ref(value);
    }

    @Override
    public int compareTo(ProblemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
