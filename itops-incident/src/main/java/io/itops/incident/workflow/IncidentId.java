package io.itops.incident.workflow;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;

/**
 * The id of an incident.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value at most 200 characters
 * @since 0.1
 */
public record IncidentId(String value) implements Comparable<IncidentId> {
    /** How the id is written: as its text. */
    public static final Codec<IncidentId> CODEC = Codec.TEXT.map(IncidentId::of, IncidentId::value);

    /** Checks the text. */
    public IncidentId {
        Require.id("incident id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static IncidentId of(String value) {
        return new IncidentId(value);
    }

    /**
     * What the journal calls the incident.
     *
     * @return its reference
     */
    public Ref ref() {
        return Incident.TYPE.ref(value);
    }

    @Override
    public int compareTo(IncidentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
