package io.itops.monitoring.metric;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import io.itops.core.Meters;
import io.itops.core.Require;
import io.itops.core.internal.cache.CacheMeters;
import java.util.function.Predicate;

/**
 * Turns matchers into predicates, keeping a bounded number of compiled patterns.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class MatcherCache {
    private static final String METER = "itops.monitoring.matcher.cache";

    private final LoadingCache<String, Pattern> patterns;

    private MatcherCache(int maxPatterns, Meters meters) {
        this.patterns = Caffeine.newBuilder()
                .maximumSize(maxPatterns)
                .executor(Runnable::run)
                .recordStats(() -> new CacheMeters(meters, METER))
                .build(Patterns::compile);
        meters.gauge(METER + ".size", patterns, LoadingCache::estimatedSize);
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
}
