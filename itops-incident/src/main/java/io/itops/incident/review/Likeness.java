package io.itops.incident.review;

import io.itops.core.signal.Fingerprint;

/**
 * How an earlier incident is like a later one, the closest first.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Likeness {
    /** The same dedup key: the same trouble by its own account. */
    SAME_KEY,
    /** Another key, but the same service and the same {@linkplain Fingerprint fingerprint}. */
    SAME_FINGERPRINT,
    /** The same fingerprint on a service nearby, by the dependencies of the catalog. */
    NEAR_SERVICE
}
