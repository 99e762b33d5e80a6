package io.itops.monitoring.metric;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import io.itops.core.Require;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

    private MatcherCache(int maxPatterns) {
        this.patterns = Caffeine.newBuilder()
                .maximumSize(maxPatterns)
                .executor(Runnable::run)
                .recordStats()
                .build(Patterns::compile);
    }

    /**
     * A cache of its own.
     *
     * @param maxPatterns the greatest number of compiled patterns kept, 1 to 100,000
     * @return an empty cache
     */
    public static MatcherCache ofSize(int maxPatterns) {
        return new MatcherCache(Require.range("matcher cache size", maxPatterns, 1, 100_000));
    }

    /**
     * Makes the cache's meters: {@code itops.monitoring.matcher.cache.hits}, {@code .misses}, {@code .evictions} and {@code .size}.
     *
     * @param registry where the meters go
     */
    void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(
                        "itops.monitoring.matcher.cache.hits",
                        patterns,
                        c -> c.stats().hitCount())
                .register(registry);
        FunctionCounter.builder(
                        "itops.monitoring.matcher.cache.misses",
                        patterns,
                        c -> c.stats().missCount())
                .register(registry);
        FunctionCounter.builder(
                        "itops.monitoring.matcher.cache.evictions",
                        patterns,
                        c -> c.stats().evictionCount())
                .register(registry);
        Gauge.builder("itops.monitoring.matcher.cache.size", patterns, LoadingCache::estimatedSize)
                .register(registry);
    }

    /**
     * The condition on a label's value.
     *
     * @param matcher the matcher
     * @return a predicate over the value, empty standing for a missing label
     */
    public Predicate<String> predicate(Matcher matcher) {
        String value = matcher.value();
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
        for (Matcher matcher : matchers) {
            if (!predicate(matcher).test(labels.get(matcher.label()))) {
                return false;
            }
        }
        return true;
    }

    /** The number of times that a compiled pattern was found, for tests. */
    long hits() {
        return patterns.stats().hitCount();
    }
}
