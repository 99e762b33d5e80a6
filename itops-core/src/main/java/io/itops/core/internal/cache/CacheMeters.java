package io.itops.core.internal.cache;

import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.itops.core.Meters;

/** Counts what a cache does: {@code <prefix>.hits}, {@code <prefix>.misses}, {@code <prefix>.evictions}. Thread-safe. */
public final class CacheMeters implements StatsCounter {
    private final Meters.Counter hits;
    private final Meters.Counter misses;
    private final Meters.Counter evictions;

    /**
     * Meters of one cache.
     *
     * @param meters the SDK's meters
     * @param prefix the cache's name among them
     */
    public CacheMeters(Meters meters, String prefix) {
        this.hits = meters.counter(prefix + ".hits");
        this.misses = meters.counter(prefix + ".misses");
        this.evictions = meters.counter(prefix + ".evictions");
    }

    @Override
    public void recordHits(int count) {
        hits.add(count);
    }

    @Override
    public void recordMisses(int count) {
        misses.add(count);
    }

    @Override
    public void recordLoadSuccess(long loadTime) {
        // A miss tells of it already.
    }

    @Override
    public void recordLoadFailure(long loadTime) {
        // The failure reaches the caller, who knows what to do about it.
    }

    @Override
    public void recordEviction(int weight, RemovalCause cause) {
        evictions.add();
    }

    @Override
    public CacheStats snapshot() {
        return CacheStats.empty();
    }
}
