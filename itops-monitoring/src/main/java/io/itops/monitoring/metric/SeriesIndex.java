package io.itops.monitoring.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The inverted index: which series have which label value. Guarded by the store's index lock. */
final class SeriesIndex {
    private final Postings all = new Postings();
    private final Map<String, Map<String, Postings>> byLabel = new HashMap<>();
    private final Map<String, String> pool = new HashMap<>();
    private int nextId;

    MemSeries add(Labels labels) {
        MemSeries series = new MemSeries(nextId++, labels.interned(text -> pool.computeIfAbsent(text, t -> t)));
        all.add(series);
        for (int i = 0; i < series.labels.size(); i++) {
            byLabel.computeIfAbsent(series.labels.nameAt(i), n -> new LinkedHashMap<>())
                    .computeIfAbsent(series.labels.valueAt(i), v -> new Postings())
                    .add(series);
        }
        return series;
    }

    void remove(MemSeries series) {
        all.remove(series);
        for (int i = 0; i < series.labels.size(); i++) {
            String name = series.labels.nameAt(i);
            String value = series.labels.valueAt(i);
            Map<String, Postings> values = byLabel.getOrDefault(name, Map.of());
            Postings postings = values.get(value);
            if (postings != null && postings.remove(series) == 0) {
                values.remove(value);
                pool.remove(value);
                if (values.isEmpty()) {
                    byLabel.remove(name);
                    pool.remove(name);
                }
            }
        }
    }

    /** The values that a label has, in no order that means something. */
    List<String> values(String label) {
        return List.copyOf(byLabel.getOrDefault(label, Map.of()).keySet());
    }

    boolean has(String label, String value) {
        return byLabel.getOrDefault(label, Map.of()).containsKey(value);
    }

    /**
     * The series that meet all matchers, oldest first, as long as no series comes or goes that might belong to them.
     *
     * @param series the series
     * @param basis the list that all such series are on
     * @param changes how often that list had changed
     */
    record Selection(List<MemSeries> series, Postings basis, long changes) {
        boolean holds() {
            return basis.changes == changes;
        }
    }

    /** The series that meet all matchers, to be kept for the next time. */
    Selection select(List<Matcher> matchers, MatcherCache cache) {
        Postings basis = all;
        for (Matcher matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty()) {
                Postings postings =
                        byLabel.getOrDefault(matcher.label(), Map.of()).get(matcher.value());
                if (postings == null) {
                    // Only a new series can bring the value.
                    return new Selection(List.of(), all, all.changes);
                }
                // Series of one metric come and go together more rarely than those of one host, say.
                boolean named = matcher.label().equals(Labels.METRIC_NAME);
                basis = named || basis == all ? postings : basis;
                if (named) {
                    break;
                }
            }
        }
        return new Selection(find(matchers, cache), basis, basis.changes);
    }

    /** The series that meet all matchers, oldest first. */
    List<MemSeries> find(List<Matcher> matchers, MatcherCache cache) {
        List<Condition> conditions = new ArrayList<>(matchers.size());
        for (Matcher matcher : matchers) {
            conditions.add(new Condition(matcher.label(), cache.predicate(matcher)));
        }
        Postings start = narrowest(matchers);
        if (start == null) {
            start = union(conditions);
        }
        List<MemSeries> found = new ArrayList<>();
        start.forEach(series -> {
            for (Condition condition : conditions) {
                if (!condition.test(series.labels.get(condition.label))) {
                    return;
                }
            }
            found.add(series);
        });
        return found;
    }

    /** The shortest list that an equality names, or null where no matcher is an equality. */
    private @Nullable Postings narrowest(List<Matcher> matchers) {
        Postings best = null;
        for (Matcher matcher : matchers) {
            if (matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty()) {
                Postings postings =
                        byLabel.getOrDefault(matcher.label(), Map.of()).get(matcher.value());
                if (postings == null) {
                    return new Postings();
                }
                best = best == null || postings.size() < best.size() ? postings : best;
            }
        }
        return best;
    }

    /** All series with a value that the first condition accepts, if it does not accept a missing label; else all series. */
    private Postings union(List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (!condition.test("")) {
                Postings union = new Postings();
                byLabel.getOrDefault(condition.label, Map.of()).forEach((value, postings) -> {
                    if (condition.test(value)) {
                        postings.forEach(union::add);
                    }
                });
                union.sort();
                return union;
            }
        }
        return all;
    }

    /** A matcher's predicate that remembers the values it has seen within one search. */
    private static final class Condition {
        final String label;
        private final Predicate<String> predicate;
        private final Map<String, Boolean> seen = new HashMap<>();

        Condition(String label, Predicate<String> predicate) {
            this.label = label;
            this.predicate = predicate;
        }

        boolean test(String value) {
            return seen.computeIfAbsent(value, predicate::test);
        }
    }

    /** Series in rising order of their ids. */
    static final class Postings {
        private static final Comparator<MemSeries> BY_ID = Comparator.comparingInt(series -> series.id);

        private final List<MemSeries> series = new ArrayList<>(4);

        private long changes;

        void add(MemSeries added) {
            changes++;
            series.add(added);
        }

        int size() {
            return series.size();
        }

        /** Removes one series and gives the number left. */
        int remove(MemSeries removed) {
            changes++;
            int place = Collections.binarySearch(series, removed, BY_ID);
            if (place >= 0) {
                series.remove(place);
            }
            return series.size();
        }

        void sort() {
            series.sort(BY_ID);
        }

        void forEach(Consumer<MemSeries> action) {
            series.forEach(action);
        }
    }
}
