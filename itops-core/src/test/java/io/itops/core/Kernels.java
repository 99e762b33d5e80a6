package io.itops.core;

import io.itops.core.access.AccessDecision;
import io.itops.core.spi.Store;
import java.time.InstantSource;

/** Kernels for tests: seeded ids, everything allowed, no meters. */
public final class Kernels {
    private Kernels() {}

    public static Kernel over(Store store, InstantSource clock) {
        return with(store, clock, Limits.DEFAULTS);
    }

    public static Kernel with(Store store, InstantSource clock, Limits limits) {
        return new Kernel(
                store,
                clock,
                IdSource.seeded(1),
                (actor, permission, subject) -> AccessDecision.allow("test"),
                Meters.none(),
                limits);
    }
}
