package io.itops.monitoring.expr;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which labels form the groups of an aggregation: the named ones, or all but those and the metric's name.
 *
 * <p>Immutable and thread-safe.
 *
 * @param omitting true to leave the named labels out, false to keep only them
 * @param labels the named labels, at most 64
 * @since 0.1
 */
public record Grouping(boolean omitting, List<String> labels) {
    /** One group of all. */
    public static final Grouping ALL = new Grouping(false, List.of());

    /** Checks the labels. */
    public Grouping {
        labels = names(labels);
    }

    /**
     * One group for each set of values of these labels.
     *
     * @param labels the labels' names
     * @return a grouping
     */
    public static Grouping by(String... labels) {
        return new Grouping(false, Require.listOf("labels", labels));
    }

    /**
     * One group for each set of values of the labels that are not among these.
     *
     * @param labels the labels' names
     * @return a grouping
     */
    public static Grouping without(String... labels) {
        return new Grouping(true, Require.listOf("labels", labels));
    }

    /** The names checked, each once. */
    static List<String> names(List<String> labels) {
        for (String label : Require.list("labels", labels)) {
            Require.text("label name", label, Labels.MAX_NAME);
        }
        return List.copyOf(Require.size("label names", new LinkedHashSet<>(labels), 0, Labels.MAX_LABELS));
    }
}
