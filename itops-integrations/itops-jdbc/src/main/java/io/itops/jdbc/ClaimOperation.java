package io.itops.jdbc;

import io.itops.core.store.ClaimRequest;
import io.itops.core.store.Claims;
import java.time.Instant;

/**
 * Hands out jobs.
 *
 * @param request types, instant, number and lease
 * @param leaseNow the present on the store's clock
 */
record ClaimOperation(ClaimRequest request, Instant leaseNow) implements Operation<Claims> {
    @Override
    public String name() {
        return "claim";
    }

    @Override
    public int weight() {
        return 1 + request.max();
    }

    @Override
    public Change<Claims> check(Tables tables) {
        return () -> tables.claims().claim(request, leaseNow);
    }
}
