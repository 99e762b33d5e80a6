package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;

/**
 * Which elements of two vectors belong together: those that agree on the named labels, or on all but the named ones. The metric's
 * name counts only where it is named.
 *
 * <p>Immutable and thread-safe.
 *
 * @param onNamed true to compare the named labels, false to compare all others
 * @param labels the named labels, at most 64
 * @param group which side may have several elements to one of the other
 * @param include labels that the result takes from the side of one, at most 64
 * @since 0.1
 */
public record Matching(boolean onNamed, List<String> labels, Group group, List<String> include) {
    /** All labels but the metric's name, one to one. */
    public static final Matching ALL_LABELS = new Matching(false, List.of(), Group.NONE, List.of());

    /** Which side may have several elements to one of the other. */
    public enum Group {
        /** Neither: one to one. */
        NONE,
        /** The left one: many to one. */
        LEFT,
        /** The right one: one to many. */
        RIGHT
    }

    /** Checks the labels. */
    public Matching {
        labels = Grouping.names(labels);
        include = Grouping.names(include);
        Require.present("group", group);
        Require.that(
                group != Group.NONE || include.isEmpty(), "included labels", "stand with a group modifier", include);
        for (String label : include) {
            Require.that(
                    !onNamed || !labels.contains(label),
                    "label",
                    "not stand both in on() and in the group modifier",
                    label);
        }
    }

    /**
     * Elements belong together that agree on these labels.
     *
     * @param labels the labels' names; none for one group of all
     * @return a matching, one to one
     */
    public static Matching on(String... labels) {
        return new Matching(true, Require.listOf("labels", labels), Group.NONE, List.of());
    }

    /**
     * Elements belong together that agree on all labels but these.
     *
     * @param labels the labels' names
     * @return a matching, one to one
     */
    public static Matching ignoring(String... labels) {
        return new Matching(false, Require.listOf("labels", labels), Group.NONE, List.of());
    }

    /**
     * This matching with several elements on the left to one on the right.
     *
     * @param include labels that the result takes from the right
     * @return a matching, many to one
     */
    public Matching groupLeft(String... include) {
        return new Matching(onNamed, labels, Group.LEFT, Require.listOf("included labels", include));
    }

    /**
     * This matching with several elements on the right to one on the left.
     *
     * @param include labels that the result takes from the left
     * @return a matching, one to many
     */
    public Matching groupRight(String... include) {
        return new Matching(onNamed, labels, Group.RIGHT, Require.listOf("included labels", include));
    }
}
