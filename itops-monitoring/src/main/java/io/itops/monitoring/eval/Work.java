package io.itops.monitoring.eval;

import io.itops.core.InvalidInputException;
import io.itops.core.SafeText;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one evaluation has spent, remarked and, if asked to, kept of its steps. Confined to the evaluating thread. */
final class Work {
    private static final int MAX_ANNOTATIONS = 100;

    /** How many small steps are taken between two looks at the clock. */
    private static final int TICKS = 1_024;

    private final EvalLimits limits;
    private final EvalOptions options;
    private final boolean explaining;
    private final boolean delayed;
    private final Instant begun;
    private final List<Annotation> annotations = new ArrayList<>(0);

    /** Made when they are needed: most evaluations need none, and small ones would cost less than the maps. */
    private final @Nullable IdentityHashMap<Expr, List<Element>> steps;

    private final @Nullable IdentityHashMap<Expr, Window> windows;
    private @Nullable IdentityHashMap<Expr, Set<String>> remarked;
    private long samples;
    private long series;
    private int depth;
    private int ticks;

    Work(EvalOptions options, boolean explaining) {
        this.options = options;
        this.limits = options.limits();
        this.explaining = explaining;
        this.delayed = options.semantics().delayedNameRemoval();
        this.begun = options.clock().instant();
        this.steps = explaining ? new IdentityHashMap<>() : null;
        this.windows = explaining ? new IdentityHashMap<>() : null;
    }

    EvalOptions options() {
        return options;
    }

    Semantics semantics() {
        return options.semantics();
    }

    /** Looks at the clock now and then. */
    private void tick() {
        if (++ticks >= TICKS) {
            ticks = 0;
            if (Duration.between(begun, options.clock().instant()).compareTo(limits.maxTime()) > 0) {
                throw new EvalException(
                        EvalResult.Cause.TIME_LIMIT,
                        "evaluation must take at most " + limits.maxTime() + ", but took longer");
            }
        }
    }

    /** Refuses a vector or matrix that has grown too large. */
    void hold(long count) {
        if (count > limits.maxResult()) {
            throw limit(EvalResult.Cause.RESULT_LIMIT, "samples of the result", limits.maxResult());
        }
    }

    void read(int sampleCount) {
        series++;
        if (series > limits.maxSeries()) {
            throw limit(EvalResult.Cause.SERIES_LIMIT, "series read", limits.maxSeries());
        }
        spend(sampleCount);
    }

    void spend(int sampleCount) {
        tick();
        samples += sampleCount;
        if (samples > limits.maxSamples()) {
            throw limit(EvalResult.Cause.SAMPLE_LIMIT, "samples read", limits.maxSamples());
        }
    }

    void enter() {
        tick();
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

    void warn(Expr about, String text) {
        annotate(Annotation.Level.WARNING, about, text);
    }

    void inform(Expr about, String text) {
        annotate(Annotation.Level.INFO, about, text);
    }

    private void annotate(Annotation.Level level, Expr about, String text) {
        IdentityHashMap<Expr, Set<String>> before = remarked == null ? new IdentityHashMap<>() : remarked;
        remarked = before;
        if (annotations.size() < MAX_ANNOTATIONS
                && before.computeIfAbsent(about, e -> new HashSet<>()).add(text)) {
            annotations.add(new Annotation(level, SafeText.shorten(text, 2_000), Optional.of(about)));
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
        tick();
        Origin origin = explaining ? new Origin(expr, List.copyOf(inputs), stretch) : Origin.UNKNOWN;
        return delayed || !dropName
                ? new Element(labels, value, dropName, origin)
                : new Element(labels.withoutMetricName(), value, false, origin);
    }

    /** Keeps what a step gave, for explanations of what the result lacks; of subqueries the last round. */
    List<Element> step(Expr expr, List<Element> elements) {
        hold(elements.size());
        if (steps != null) {
            steps.put(expr, new ArrayList<>(elements));
        }
        return elements;
    }

    Window step(Expr expr, Window window) {
        if (windows != null) {
            windows.put(expr, window);
        }
        return window;
    }

    boolean explaining() {
        return explaining;
    }

    @Nullable
    List<Element> elementsOf(Expr expr) {
        return steps == null ? null : steps.get(expr);
    }

    @Nullable
    Window windowOf(Expr expr) {
        return windows == null ? null : windows.get(expr);
    }
}
