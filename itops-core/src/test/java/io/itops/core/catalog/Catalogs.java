package io.itops.core.catalog;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.Kernel;
import io.itops.core.Limits;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.access.AccessDecision;
import io.itops.core.spi.Store;
import java.time.Instant;
import java.time.InstantSource;

/** Catalogs for tests, on a clock that stands still. */
final class Catalogs {
    static final Actor ANN = Actor.user("ann");

    private Catalogs() {}

    static Kernel kernel(Store store, Meters meters) {
        return new Kernel(
                store,
                InstantSource.fixed(Instant.parse("2026-11-24T02:00:00Z")),
                IdSource.seeded(1),
                (actor, permission, subject) -> AccessDecision.allow("test"),
                meters,
                Limits.DEFAULTS);
    }

    static Catalog over(Store store) {
        return new Catalog(kernel(store, Meters.none()), () -> {});
    }

    static Ref service(String id) {
        return Ref.of("service", id);
    }

    static Ref component(String id) {
        return Ref.of("component", id);
    }
}
