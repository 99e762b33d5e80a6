package io.itops.core.store;

import io.itops.core.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one request for work handed out, and when to ask again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param claims the claims, by due instant, then in the order in which the jobs were committed
 * @param nextDue the first instant at which another job of the types asked for can be handed out if nothing else happens: a due
 *     instant of a job not handed out, or the end of a lease, as far ahead of the request's {@code now} as it is on the store's own
 *     clock; not after {@code now} if the call left some that were due, and after it otherwise
 * @since 0.1
 */
public record Claims(List<Claim> claims, Optional<Instant> nextDue) {
    /** Copies the list. */
    public Claims {
        claims = Require.list("claims", claims);
        Require.present("next due instant", nextDue);
    }
}
