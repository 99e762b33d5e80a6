package io.itops.monitoring.metric;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The identity of a time series: label names and values, sorted by name in code point order, as Prometheus sorts them.
 *
 * <p>A label with an empty value is the same as no label, so none is kept. Names and values are any well-formed Unicode without NUL.
 * At most {@value #MAX_LABELS} labels; names at most {@value #MAX_NAME} and values at most {@value #MAX_VALUE} characters.
 *
 * <p>Immutable and thread-safe. The hash is computed once.
 *
 * @since 0.1
 */
public final class Labels implements Comparable<Labels> {
    /** The label that holds the name of the metric. */
    public static final String METRIC_NAME = "__name__";

    /** The label that holds the upper bound of a classic histogram's bucket. */
    public static final String BUCKET_BOUND = "le";

    /** The greatest number of labels, the metric name included. */
    public static final int MAX_LABELS = 64;

    /** The greatest length of a label name, in code points. */
    public static final int MAX_NAME = 128;

    /** The greatest length of a label value, in code points. */
    public static final int MAX_VALUE = 1_024;

    /** How many labels a builder has room for beside those that it begins with. */
    private static final int SPARE = 4;

    /** More than these a builder refuses at once, though some might be removed again. */
    private static final int MANY_LABELS = 4 * MAX_LABELS;

    private static final Labels EMPTY = new Labels(new String[0]);

    /** Names at even places, values at odd ones. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        int h = 1;
        for (String part : pairs) {
            h = 31 * h + part.hashCode();
        }
        this.hash = h ^ (h >>> 16);
    }

    /**
     * No labels at all.
     *
     * @return the empty label set
     */
    public static Labels empty() {
        return EMPTY;
    }

    /**
     * A label set from names and values in turn.
     *
     * @param namesAndValues name, value, name, value, …; names must differ
     * @return the label set
     * @throws InvalidInputException if a name stands twice or alone, or a limit is exceeded
     */
    public static Labels of(String... namesAndValues) {
        Require.present("names and values", namesAndValues);
        Require.that(namesAndValues.length % 2 == 0, "labels", "be pairs of name and value", namesAndValues.length);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = Require.present("label name", namesAndValues[i]);
            if (map.put(name, Require.present("label value", namesAndValues[i + 1])) != null) {
                throw new InvalidInputException("label name", "stand once", name);
            }
        }
        return of(map);
    }

    /**
     * A label set from a map.
     *
     * @param map values by name
     * @return the label set
     * @throws InvalidInputException if a limit is exceeded
     */
    public static Labels of(Map<String, String> map) {
        return builder().putAll(map).build();
    }

    /**
     * A label set of a metric's name and further labels.
     *
     * @param metric the metric's name, 1 to {@value #MAX_VALUE} characters, not blank
     * @param namesAndValues name, value, name, value, …
     * @return the label set
     * @throws InvalidInputException if a name stands twice or alone, or a limit is exceeded
     */
    public static Labels metric(String metric, String... namesAndValues) {
        Require.text("metric name", metric, MAX_VALUE);
        return of(namesAndValues).with(METRIC_NAME, metric);
    }

    /**
     * Starts an empty label set.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(new String[0]);
    }

    /**
     * Starts a label set from this one.
     *
     * @return a builder that holds these labels
     */
    public Builder toBuilder() {
        return new Builder(pairs);
    }

    /**
     * The value of a label.
     *
     * @param name the label's name
     * @return its value, empty if there is no such label
     */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /**
     * The metric's name.
     *
     * @return the value of {@code __name__}, empty if there is none
     */
    public String metricName() {
        return get(METRIC_NAME);
    }

    /**
     * The number of labels.
     *
     * @return 0 to {@value #MAX_LABELS}
     */
    public int size() {
        return pairs.length / 2;
    }

    /**
     * The name at a place of the canonical order.
     *
     * @param index 0 to {@link #size()} - 1
     * @return the label's name
     */
    public String nameAt(int index) {
        return pairs[2 * Place.within(size(), index)];
    }

    /**
     * The value at a place of the canonical order.
     *
     * @param index 0 to {@link #size()} - 1
     * @return the label's value, never empty
     */
    public String valueAt(int index) {
        return pairs[2 * Place.within(size(), index) + 1];
    }

    /**
     * The labels as a map in canonical order.
     *
     * @return values by name, unmodifiable
     */
    public SortedMap<String, String> asMap() {
        TreeMap<String, String> map = new TreeMap<>(CodePointOrder.INSTANCE);
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableSortedMap(map);
    }

    /**
     * These labels with one set.
     *
     * @param name the label's name
     * @param value its value; empty takes the label away
     * @return a label set
     * @throws InvalidInputException if a limit is exceeded
     */
    public Labels with(String name, String value) {
        return get(name).equals(value) ? this : toBuilder().put(name, value).build();
    }

    /**
     * These labels without the named ones.
     *
     * @param names the names to leave out
     * @return a label set
     */
    public Labels without(Collection<String> names) {
        return filter(names, false);
    }

    /**
     * These labels without the metric's name.
     *
     * @return a label set
     */
    public Labels withoutMetricName() {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(METRIC_NAME)) {
                String[] kept = new String[pairs.length - 2];
                System.arraycopy(pairs, 0, kept, 0, i);
                System.arraycopy(pairs, i + 2, kept, i, kept.length - i);
                return wrap(kept);
            }
        }
        return this;
    }

    /**
     * Only the named ones of these labels.
     *
     * @param names the names to keep
     * @return a label set
     */
    public Labels keep(Collection<String> names) {
        return filter(names, true);
    }

    private Labels filter(Collection<String> names, boolean keep) {
        String[] kept = new String[pairs.length];
        int n = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i]) == keep) {
                kept[n++] = pairs[i];
                kept[n++] = pairs[i + 1];
            }
        }
        return n == pairs.length ? this : wrap(Arrays.copyOf(kept, n));
    }

    private static Labels wrap(String[] pairs) {
        return pairs.length == 0 ? EMPTY : new Labels(pairs);
    }

    /** The same labels with every string replaced by the one that stands for it, so that series share their text. */
    Labels interned(UnaryOperator<String> pool) {
        String[] shared = new String[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            shared[i] = pool.apply(pairs[i]);
        }
        return wrap(shared);
    }

    @Override
    public int compareTo(Labels other) {
        int shared = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < shared; i++) {
            int order = CodePointOrder.INSTANCE.compare(pairs[i], other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The form that Prometheus prints: {@code name{label="value", …}}; names that are not plain identifiers are quoted. */
    @Override
    public String toString() {
        String metric = metricName();
        boolean plain = Names.isPlainMetric(metric);
        StringBuilder out = new StringBuilder(plain ? metric : "");
        if (plain && size() == 1) {
            return metric;
        }
        out.append('{');
        String gap = "";
        if (!plain && !metric.isEmpty()) {
            out.append(Names.quoted(metric));
            gap = ", ";
        }
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(METRIC_NAME)) {
                out.append(gap).append(Names.label(pairs[i])).append('=').append(Names.quoted(pairs[i + 1]));
                gap = ", ";
            }
        }
        return out.append('}').toString();
    }

    /**
     * Gathers labels; a later value of a name replaces an earlier one.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        /** As the labels keep them: in the order of the names. */
        private String[] pairs;

        private int length;

        private Builder(String[] start) {
            pairs = Arrays.copyOf(start, start.length + 2 * SPARE);
            length = start.length;
        }

        /**
         * Sets one label.
         *
         * @param name 1 to {@value Labels#MAX_NAME} characters
         * @param value at most {@value Labels#MAX_VALUE} characters; empty takes the label away
         * @return this builder
         * @throws InvalidInputException if a limit is exceeded
         */
        public Builder put(String name, String value) {
            Require.anyText("label name", name, MAX_NAME);
            Require.that(!name.isEmpty(), "label name", "not be empty", name);
            if (Require.anyText("label value", value, MAX_VALUE).isEmpty()) {
                return remove(name);
            }
            int place = place(name);
            if (place < length && pairs[place].equals(name)) {
                pairs[place + 1] = value;
                return this;
            }
            atMost(MANY_LABELS - 1);
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            System.arraycopy(pairs, place, pairs, place + 2, length - place);
            pairs[place] = name;
            pairs[place + 1] = value;
            length += 2;
            return this;
        }

        /**
         * Sets several labels.
         *
         * @param labels values by name
         * @return this builder
         * @throws InvalidInputException if a limit is exceeded
         */
        public Builder putAll(Map<String, String> labels) {
            Require.present("labels", labels).forEach(this::put);
            return this;
        }

        /**
         * Takes one label away.
         *
         * @param name the label's name
         * @return this builder
         */
        public Builder remove(String name) {
            int place = place(Require.present("label name", name));
            if (place < length && pairs[place].equals(name)) {
                System.arraycopy(pairs, place + 2, pairs, place, length - place - 2);
                length -= 2;
            }
            return this;
        }

        private void atMost(int most) {
            if (length > 2 * most) {
                throw new InvalidInputException("labels", "have 0 to " + MAX_LABELS + " elements", length / 2);
            }
        }

        /** Where a name stands or has to stand; names mostly come in order. */
        private int place(String name) {
            if (length == 0 || CodePointOrder.INSTANCE.compare(pairs[length - 2], name) < 0) {
                return length;
            }
            int low = 0;
            int high = length / 2 - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (CodePointOrder.INSTANCE.compare(pairs[2 * middle], name) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return 2 * low;
        }

        /**
         * The label set gathered so far.
         *
         * @return the label set
         * @throws InvalidInputException if there are more than {@value Labels#MAX_LABELS} labels
         */
        public Labels build() {
            atMost(MAX_LABELS);
            return wrap(Arrays.copyOf(pairs, length));
        }
    }
}
