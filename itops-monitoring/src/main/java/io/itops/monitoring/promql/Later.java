package io.itops.monitoring.promql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Prometheus has and this SDK does not have yet, so that it is refused by its name and never misread. */
final class Later {
    static final String DURATION_EXPRESSIONS = "duration expressions";
    static final String NATIVE_HISTOGRAMS = "native histograms";
    static final String EXTENDED_SELECTORS = "anchored and smoothed selectors";
    static final String FILL_MODIFIERS = "fill modifiers";
    static final String START_TIMESTAMPS = "start timestamps";
    private static final String EXPERIMENTAL_FUNCTIONS = "experimental functions";

    private static final Set<String> AGGREGATIONS = Set.of("limitk", "limit_ratio");
    private static final Set<String> EXTENSIONS = Set.of("anchored", "smoothed");
    private static final Set<String> FILLS = Set.of("fill", "fill_left", "fill_right");
    private static final Set<String> IN_DURATIONS =
            Set.of("step", "range", "min", "max", "min_of", "max_of", "start", "end");

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("histogram_avg", NATIVE_HISTOGRAMS),
            Map.entry("histogram_count", NATIVE_HISTOGRAMS),
            Map.entry("histogram_sum", NATIVE_HISTOGRAMS),
            Map.entry("histogram_stddev", NATIVE_HISTOGRAMS),
            Map.entry("histogram_stdvar", NATIVE_HISTOGRAMS),
            Map.entry("histogram_quantiles", EXPERIMENTAL_FUNCTIONS),
            Map.entry("double_exponential_smoothing", EXPERIMENTAL_FUNCTIONS),
            Map.entry("holt_winters", EXPERIMENTAL_FUNCTIONS),
            Map.entry("info", EXPERIMENTAL_FUNCTIONS),
            Map.entry("integral", EXPERIMENTAL_FUNCTIONS),
            Map.entry("mad_over_time", EXPERIMENTAL_FUNCTIONS),
            Map.entry("max_of", EXPERIMENTAL_FUNCTIONS),
            Map.entry("min_of", EXPERIMENTAL_FUNCTIONS),
            Map.entry("sort_by_label", EXPERIMENTAL_FUNCTIONS),
            Map.entry("sort_by_label_desc", EXPERIMENTAL_FUNCTIONS),
            Map.entry("start", EXPERIMENTAL_FUNCTIONS),
            Map.entry("end", EXPERIMENTAL_FUNCTIONS),
            Map.entry("step", EXPERIMENTAL_FUNCTIONS),
            Map.entry("range", EXPERIMENTAL_FUNCTIONS),
            Map.entry("start_timestamp", EXPERIMENTAL_FUNCTIONS),
            Map.entry("ts_of_first_over_time", EXPERIMENTAL_FUNCTIONS),
            Map.entry("ts_of_last_over_time", EXPERIMENTAL_FUNCTIONS),
            Map.entry("ts_of_max_over_time", EXPERIMENTAL_FUNCTIONS),
            Map.entry("ts_of_min_over_time", EXPERIMENTAL_FUNCTIONS));

    private Later() {}

    /** What a call of this name needs that there is not yet. */
    static Optional<String> function(String name) {
        return FILLS.contains(name) ? Optional.of(FILL_MODIFIERS) : Optional.ofNullable(FUNCTIONS.get(name));
    }

    static boolean isAggregation(String lowerCase) {
        return AGGREGATIONS.contains(lowerCase);
    }

    static boolean isExtension(String lowerCase) {
        return EXTENSIONS.contains(lowerCase);
    }

    static boolean isFill(String lowerCase) {
        return FILLS.contains(lowerCase);
    }

    static boolean isInDurations(String lowerCase) {
        return IN_DURATIONS.contains(lowerCase);
    }
}
