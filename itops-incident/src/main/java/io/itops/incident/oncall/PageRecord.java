package io.itops.incident.oncall;

import io.itops.core.Require;
import java.time.Instant;

/**
 * That a person was paged.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at when, truncated to microseconds
 * @param person the person's id
 * @since 0.1
 */
public record PageRecord(Instant at, String person) {
    /** Checks the parts. */
    public PageRecord {
        at = Require.instant("page", at);
        Values.person("person", person);
    }
}
