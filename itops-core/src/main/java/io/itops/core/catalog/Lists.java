package io.itops.core.catalog;

import io.itops.core.Require;
import java.util.HashSet;
import java.util.List;

/** Copies the lists of the catalog's values. */
final class Lists {
    private Lists() {}

    static <T> List<T> distinct(String what, List<T> given, int max) {
        List<T> copy = Require.list(what, Require.size(what, given, 0, max));
        Require.that(new HashSet<>(copy).size() == copy.size(), what, "be given once each", copy);
        return copy;
    }

    static <T extends Comparable<T>> List<T> sorted(String what, List<T> given, int max) {
        return distinct(what, given, max).stream().sorted().toList();
    }
}
