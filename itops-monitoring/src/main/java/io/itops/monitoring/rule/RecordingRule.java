package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An expression whose value is kept as samples of another metric, for the rules after it and for everybody else.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the name of the metric: at most 200 characters, without braces
 * @param expression gives an instant vector or a scalar, which counts as one element without labels; at most 500 levels deep and of
 *     10,000 parts
 * @param labels plain texts that replace those of the elements, at most 63; an empty one takes the element's label away
 * @since 0.1
 */
public record RecordingRule(String name, Expr expression, SortedMap<String, String> labels) implements Rule {
    /** Checks the parts. */
    public RecordingRule {
        Require.id("name of a recording rule", name);
        Require.that(
                name.indexOf('{') < 0 && name.indexOf('}') < 0, "name of a recording rule", "have no braces", name);
        Conditions.require("expression of " + name, expression);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("rule labels", labels)));
        Require.size("rule labels", labels.keySet(), 0, Labels.MAX_LABELS - 1);
        Labels.of(labels);
        Require.that(!labels.containsKey(Labels.METRIC_NAME), "rule labels", "not name a metric", labels);
    }

    /**
     * A rule without labels.
     *
     * @param name the name of the metric
     * @param expression what is recorded
     * @return the rule
     */
    public static RecordingRule of(String name, Expr expression) {
        return new RecordingRule(name, expression, Collections.emptySortedMap());
    }

    /**
     * A rule without labels, of text.
     *
     * @param name the name of the metric
     * @param promQl what is recorded
     * @return the rule
     * @throws io.itops.core.SyntaxException if the text is no expression, or is not supported yet
     */
    public static RecordingRule of(String name, String promQl) {
        return of(name, PromQl.parse(promQl));
    }

    @Override
    public Kind kind() {
        return Kind.RECORDING;
    }

    /**
     * What a result means.
     *
     * @param result what the expression gave
     * @param limit the greatest number of series, 0 for any number
     * @return {@link RuleVerdict.Recorded}, or why the evaluation failed: that of the expression did, the limit is exceeded, two
     *     elements give one series, or labels exceed their limits
     */
    public RuleVerdict judge(EvalResult result, int limit) {
        String failure = Conditions.failure(result);
        if (failure != null) {
            return new RuleVerdict.Failed(failure);
        }
        List<Sample> elements = Conditions.elements(result);
        if (limit > 0 && elements.size() > limit) {
            return new RuleVerdict.Failed("exceeded limit of " + limit + " with " + elements.size() + " series");
        }
        Map<Labels, Double> samples = new LinkedHashMap<>();
        for (Sample element : elements) {
            Labels series;
            try {
                series = series(element.labels());
            } catch (InvalidInputException e) {
                return new RuleVerdict.Failed(String.valueOf(e.getMessage()));
            }
            if (samples.put(series, element.value()) != null) {
                return new RuleVerdict.Failed(
                        "vector contains metrics with the same labelset after applying rule labels: " + series);
            }
        }
        return new RuleVerdict.Recorded(samples);
    }

    private Labels series(Labels element) {
        return element.toBuilder().putAll(labels).put(Labels.METRIC_NAME, name).build();
    }
}
