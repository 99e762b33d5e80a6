package io.itops.monitoring.metric;

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

    private static final int FARTHEST = 3;

    private SimilarNames() {}

    private record Ranked(String name, int distance) {}

    /** The names most like the one asked for: first those that differ by a suffix alone, then by the letters to be changed. */
    static List<String> of(String asked, Collection<String> names, int limit) {
        String wanted = plain(asked);
        int farthest = Math.min(FARTHEST, wanted.length() / 3);
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
        return stem(a).equals(stem(b)) ? 0 : Math.min(edits(a, b, farthest), edits(stem(a), stem(b), farthest));
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

    /** The letters to insert, remove or replace (V. I. Levenshtein, 1966); more than the farthest wanted where the lengths say so. */
    private static int edits(String a, String b, int farthest) {
        if (Math.abs(a.length() - b.length()) > farthest) {
            return farthest + 1;
        }
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > farthest) {
                return farthest + 1;
            }
            before = row;
        }
        return before[b.length()];
    }
}
