package io.itops.core.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.internal.cache.CacheMeters;
import java.util.function.Supplier;

/** Impacts by revision and failed thing, bounded by the number of affected things that they hold together. Thread-safe. */
final class ImpactCache {
    static final long MAX_AFFECTED = 1_000_000;

    private static final String METER = "itops.catalog.cache";

    private final Cache<Key, Impact> cache;

    private record Key(long revision, Ref failed) {}

    ImpactCache(Meters meters, long maxAffected) {
        cache = Caffeine.newBuilder()
                .maximumWeight(maxAffected)
                .weigher((Key key, Impact impact) -> 1 + impact.affected().size())
                // Housekeeping in the calling thread: no thread of anyone's is used before start().
                .executor(Runnable::run)
                .recordStats(() -> new CacheMeters(meters, METER))
                .build();
        meters.gauge(METER + ".size", cache, Cache::estimatedSize);
    }

    Impact get(long revision, Ref failed, Supplier<Impact> search) {
        return cache.get(new Key(revision, failed), key -> search.get());
    }

    /** Does the housekeeping that is due, so that a test sees the bound. */
    long sizeAfterCleanUp() {
        cache.cleanUp();
        return cache.estimatedSize();
    }
}
