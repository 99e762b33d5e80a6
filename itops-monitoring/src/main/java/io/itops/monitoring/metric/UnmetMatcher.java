package io.itops.monitoring.metric;

import io.itops.core.Require;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A matcher that no series of its metric meets, and what is there instead.
 *
 * <p>Immutable and thread-safe.
 *
 * @param matcher the matcher
 * @param labelHeld whether a series of the metric has the matcher's label at all
 * @param similar where the label is held, those of its values that are most like the one asked for; else the names of labels that are
 *     most like the matcher's. The most similar comes first; none for a pattern whose label is held
 * @param held some of the values, or names of labels, that are held, in their order; the metric's name is none of them
 * @since 0.1
 */
public record UnmetMatcher(Matcher matcher, boolean labelHeld, List<String> similar, List<String> held) {
    /** Checks and copies the parts. */
    public UnmetMatcher {
        Require.present("matcher", matcher);
        similar = Require.list("similar ones", similar);
        held = Require.list("held ones", held);
    }

    static Optional<UnmetMatcher> of(Matcher matcher, Predicate<String> met, List<Labels> series, int limit) {
        if (series.isEmpty() || series.stream().anyMatch(labels -> met.test(labels.get(matcher.label())))) {
            return Optional.empty();
        }
        Set<String> values = new TreeSet<>(CodePointOrder.INSTANCE);
        series.forEach(labels -> values.add(labels.get(matcher.label())));
        values.remove("");
        if (!values.isEmpty()) {
            List<String> similar =
                    matcher.op() == Matcher.Op.EQUAL ? SimilarNames.of(matcher.value(), values, limit) : List.of();
            return Optional.of(new UnmetMatcher(matcher, true, similar, first(values, limit)));
        }
        Set<String> names = new TreeSet<>(CodePointOrder.INSTANCE);
        series.forEach(labels -> names.addAll(labels.asMap().keySet()));
        names.remove(Labels.METRIC_NAME);
        return Optional.of(
                new UnmetMatcher(matcher, false, SimilarNames.of(matcher.label(), names, limit), first(names, limit)));
    }

    private static List<String> first(Collection<String> all, int limit) {
        return all.stream().limit(limit).toList();
    }
}
