package io.itops.monitoring.metric;

import io.itops.monitoring.internal.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the metrics whose names someone may have meant who wrote another one. */
final class SimilarNames {
    /** What Prometheus naming puts behind a name, the longest first, so that a suffix is never cut in half. */
    private static final List<String> SUFFIXES = Stream.of(
                    "_seconds_bucket",
                    "_seconds_count",
                    "_seconds_sum",
                    "_seconds_max",
                    "_seconds_total",
                    "_bytes_total",
                    "_seconds",
                    "_bucket",
                    "_count",
                    "_total",
                    "_bytes",
                    "_sum",
                    "_max")
            .toList();

    private SimilarNames() {}

    private record Ranked(String name, int distance) {}

    /** The names most like the one asked for: first those that differ by a suffix alone, then by the letters to be changed. */
    static List<String> of(String asked, Collection<String> names, int limit) {
        String wanted = plain(asked);
        int farthest = EditDistance.farthest(wanted);
        return names.stream()
                .filter(name -> !name.equals(asked))
                .map(name -> new Ranked(name, distance(wanted, plain(name), farthest)))
                .filter(ranked -> ranked.distance() <= farthest)
                .sorted(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name))
                .limit(limit)
                .map(Ranked::name)
                .toList();
    }

    private static int distance(String a, String b, int farthest) {
        return stem(a).equals(stem(b))
                ? 0
                : Math.min(EditDistance.of(a, b, farthest), EditDistance.of(stem(a), stem(b), farthest));
    }

    /** Dots, hyphens and capitals are what other ways of naming have in the place of what Prometheus has. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String stem(String name) {
        return SUFFIXES.stream()
                .filter(suffix -> name.endsWith(suffix) && name.length() > suffix.length())
                .findFirst()
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }
}
