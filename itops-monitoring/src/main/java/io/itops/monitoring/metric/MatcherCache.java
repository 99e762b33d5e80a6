package io.itops.monitoring.metric;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import com.google.re2j.Pattern;
import io.itops.core.Meters;
import io.itops.core.Require;
import java.util.function.Predicate;

/**
 * Turns matchers into predicates, keeping a bounded number of compiled patterns.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class MatcherCache {
    private final LoadingCache<String, Pattern> patterns;

    private MatcherCache(int maxPatterns, Meters meters) {
        this.patterns = Caffeine.newBuilder()
                .maximumSize(maxPatterns)
                .executor(Runnable::run)
                .recordStats(() -> new MeteredStats(meters))
                .build(Patterns::compile);
        meters.gauge("itops.monitoring.matcher.cache.size", patterns, LoadingCache::estimatedSize);
    }

    /**
     * A cache of its own.
     *
     * @param maxPatterns the greatest number of compiled patterns kept, 1 to 100,000
     * @param meters where its meters go: {@code itops.monitoring.matcher.cache.hits}, {@code .misses}, {@code .evictions} and {@code
     *     .size}
     * @return an empty cache
     */
    public static MatcherCache ofSize(int maxPatterns, Meters meters) {
        return new MatcherCache(
                Require.range("matcher cache size", maxPatterns, 1, 100_000), Require.present("meters", meters));
    }

    /**
     * The condition on a label's value.
     *
     * @param matcher the matcher
     * @return a predicate over the value, empty standing for a missing label
     */
    public Predicate<String> predicate(Matcher matcher) {
        String value = Require.present("matcher", matcher).value();
        return switch (matcher.op()) {
            case EQUAL -> value::equals;
            case NOT_EQUAL -> text -> !value.equals(text);
            case MATCH -> patterns.get(value)::matches;
            case NO_MATCH -> {
                Pattern pattern = patterns.get(value);
                yield text -> !pattern.matches(text);
            }
        };
    }

    /**
     * Whether a label set meets all matchers.
     *
     * @param matchers the matchers
     * @param labels the label set
     * @return true if every matcher holds
     */
    public boolean matchesAll(Iterable<Matcher> matchers, Labels labels) {
        Require.present("labels", labels);
        for (Matcher matcher : Require.present("matchers", matchers)) {
            if (!predicate(matcher).test(labels.get(matcher.label()))) {
                return false;
            }
        }
        return true;
    }

    /** Hands the cache's counts to meters. */
    private static final class MeteredStats implements StatsCounter {
        private final Meters.Counter hits;
        private final Meters.Counter misses;
        private final Meters.Counter evictions;

        MeteredStats(Meters meters) {
            this.hits = meters.counter("itops.monitoring.matcher.cache.hits");
            this.misses = meters.counter("itops.monitoring.matcher.cache.misses");
            this.evictions = meters.counter("itops.monitoring.matcher.cache.evictions");
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
            // A pattern's compile time is bounded by its size; not worth a meter.
        }

        @Override
        public void recordLoadFailure(long loadTime) {
            // Matchers are checked when they are made, so a pattern always compiles.
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
}
