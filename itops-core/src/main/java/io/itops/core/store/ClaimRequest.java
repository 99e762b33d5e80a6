package io.itops.core.store;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Ordering;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Asks a store for jobs that are due.
 *
 * <p>Immutable and thread-safe.
 *
 * @param types the job types that the caller can handle, at most 256
 * @param now judges which jobs are due
 * @param max the greatest number of claims wanted, 1 to 1,000
 * @param lease how long the claims stay with the caller, on the store's own clock; at most a day
 * @since 0.1
 */
public record ClaimRequest(Set<String> types, Instant now, int max, Duration lease) {
    /** Checks and copies the parts. */
    public ClaimRequest {
        // Asked again and again about the same types: those that were checked and sorted before are kept as they are.
        types = types instanceof ImmutableSortedSet<String> sorted && sorted.comparator() == Ordering.<String>natural()
                ? sorted
                : ImmutableSortedSet.copyOf(Require.list("job types", types));
        Require.size("job types", types, 0, 256);
        now = Require.instant("claim instant", now);
        Require.range("claim size", max, 1, 1_000);
        Require.positive("lease", lease, Duration.ofDays(1));
    }
}
