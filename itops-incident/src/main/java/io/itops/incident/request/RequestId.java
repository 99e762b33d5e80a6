package io.itops.incident.request;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;

/**
 * The id of a service request.
 *
 * <p>Immutable and thread-safe. Ordered by its text.
 *
 * @param value at most 200 characters
 * @since 0.1
 */
public record RequestId(String value) implements Comparable<RequestId> {
    /** How the id is written: as its text. */
    public static final Codec<RequestId> CODEC = Codec.TEXT.map(RequestId::of, RequestId::value);

    /** Checks the text. */
    public RequestId {
        Require.id("service request id", value);
    }

    /**
     * An id from its text.
     *
     * @param value the text
     * @return the id
     */
    public static RequestId of(String value) {
        return new RequestId(value);
    }

    /**
     * What the journal calls the request.
     *
     * @return its reference
     */
    public Ref ref() {
        return ServiceRequest.TYPE.ref(value);
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
