package io.itops.monitoring.eval;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one evaluation has spent, remarked and, if asked to, kept of its steps. Confined to the evaluating thread. */
final class Work {
    private static final int MAX_ANNOTATIONS = 100;

    private final EvalLimits limits;
    private final boolean explaining;
    private final Set<Annotation> annotations = new LinkedHashSet<>();
    private final IdentityHashMap<Expr, List<Element>> steps = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Window> windows = new IdentityHashMap<>();
    private long samples;
    private long series;
    private int depth;

    Work(EvalLimits limits, boolean explaining) {
        this.limits = limits;
        this.explaining = explaining;
    }

    void read(int sampleCount) {
        series++;
        if (series > limits.maxSeries()) {
            throw limit(EvalResult.Cause.SERIES_LIMIT, "series read", limits.maxSeries());
        }
        spend(sampleCount);
    }

    void spend(int sampleCount) {
        samples += sampleCount;
        if (samples > limits.maxSamples()) {
            throw limit(EvalResult.Cause.SAMPLE_LIMIT, "samples read", limits.maxSamples());
        }
    }

    void enter() {
        if (++depth > limits.maxDepth()) {
            throw limit(EvalResult.Cause.DEPTH_LIMIT, "expression depth", limits.maxDepth());
        }
    }

    void leave() {
        depth--;
    }

    private static EvalException limit(EvalResult.Cause cause, String what, int limit) {
        return new EvalException(cause, what + " must be at most " + limit + ", but was more");
    }

    void warn(String text) {
        annotate(Annotation.Level.WARNING, text);
    }

    void inform(String text) {
        annotate(Annotation.Level.INFO, text);
    }

    private void annotate(Annotation.Level level, String text) {
        if (annotations.size() < MAX_ANNOTATIONS) {
            annotations.add(new Annotation(level, text));
        }
    }

    List<Annotation> annotations() {
        return List.copyOf(annotations);
    }

    /** Labels with one set, where the expression may make them exceed the limits of label sets. */
    Labels with(Labels labels, String name, String value) {
        try {
            return labels.with(name, value);
        } catch (InvalidInputException e) {
            throw new EvalException(EvalResult.Cause.LABEL_LIMIT, String.valueOf(e.getMessage()));
        }
    }

    Element made(Expr expr, Labels labels, double value, boolean dropName, List<Element> inputs) {
        return made(expr, labels, value, dropName, inputs, null);
    }

    Element made(
            Expr expr, Labels labels, double value, boolean dropName, List<Element> inputs, @Nullable Stretch stretch) {
        Origin origin = explaining ? new Origin(expr, List.copyOf(inputs), stretch) : Origin.UNKNOWN;
        return new Element(labels, value, dropName, origin);
    }

    /** Keeps what a step gave, for explanations of what the result lacks; of subqueries the last round. */
    List<Element> step(Expr expr, List<Element> elements) {
        if (explaining) {
            steps.put(expr, new ArrayList<>(elements));
        }
        return elements;
    }

    Window step(Expr expr, Window window) {
        if (explaining) {
            windows.put(expr, window);
        }
        return window;
    }

    boolean explaining() {
        return explaining;
    }

    @Nullable
    List<Element> elementsOf(Expr expr) {
        return steps.get(expr);
    }

    @Nullable
    Window windowOf(Expr expr) {
        return windows.get(expr);
    }
}
