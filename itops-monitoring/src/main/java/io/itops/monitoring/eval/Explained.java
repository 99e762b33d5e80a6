package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The result of an evaluation together with the steps that led to it: which values each element was made of, down to the series and
 * samples, and what the steps gave that did not reach the result.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Explained {
    private static final int MAX_LEVELS = 6;
    private static final int MAX_CHILDREN = 16;
    private static final int MAX_NODES = 40;
    private static final int MAX_TEXT = 400;
    private static final int NODES_OF_ONE = 8;

    private final Expr expr;
    private final EvalResult result;
    private final Work work;
    private final Map<Labels, Element> byLabels = new HashMap<>();

    Explained(Expr expr, EvalResult result, Work work) {
        this.expr = expr;
        this.result = result;
        this.work = work;
        List<Element> elements = work.elementsOf(expr);
        if (elements != null && result.kind() == EvalResult.Kind.VECTOR) {
            elements.forEach(e -> byLabels.put(Evaluator.finalLabels(e.labels(), e.dropName()), e));
        }
    }

    /**
     * The result.
     *
     * @return the same as an evaluation without explanations gives
     */
    public EvalResult result() {
        return result;
    }

    /**
     * Why one element of the result is there, and what its value rests on.
     *
     * @param labels the labels of the element in the result
     * @return the explanation, empty if the result has no such element
     */
    public Optional<Explanation> of(Labels labels) {
        return Optional.ofNullable(byLabels.get(labels)).map(e -> new Telling(MAX_NODES).element(e, MAX_LEVELS));
    }

    /**
     * Why the result is as it is; for an empty one, the values that were filtered out and the series that were missing.
     *
     * @return the explanation of the whole expression
     */
    public Explanation whole() {
        if (result instanceof EvalResult.Failure failure) {
            return Explanation.of("evaluation failed: " + shorten(failure.text()))
                    .with("cause", failure.cause());
        }
        if (result instanceof EvalResult.Scalar scalar) {
            return Explanation.of(shorten(expr.toString()) + " = " + number(scalar.value()));
        }
        return new Telling(MAX_NODES).step(expr, MAX_LEVELS);
    }

    /**
     * Why the result has no element of some labels: the last step that still gives one, its value, and what it must meet above; nothing
     * about the other elements.
     *
     * @param about tells by the final labels of an element whether it is the one that was asked for
     * @return the explanation, small whatever the number of series
     */
    public Explanation missing(Predicate<Labels> about) {
        return missing(expr, about).orElseGet(this::gone);
    }

    /**
     * The same for many: the elements are gone through once, whatever the number of those that are missing.
     *
     * @param key gives by the final labels of an element what it is asked for by, empty if nobody can ask for it
     * @return gives for what is asked for why the result has no such element, as {@link #missing} does. Not thread-safe; confine to one
     *     thread.
     */
    public Function<Labels, Explanation> missingBy(Function<Labels, Optional<Labels>> key) {
        Require.present("key", key);
        Map<Labels, Dropped> byKey = new HashMap<>();
        collect(expr, key, byKey, Collections.newSetFromMap(new IdentityHashMap<>()));
        return asked -> {
            Dropped found = byKey.get(Require.present("labels", asked));
            return found == null ? gone() : dropped(found.at(), found.child(), found.element());
        };
    }

    /** The step that an element did not get through, and the one that gave it. */
    private record Dropped(Expr at, Expr child, Element element) {}

    /** In the order in which {@link #missing} looks, which the first of two elements decides. */
    private void collect(Expr at, Function<Labels, Optional<Labels>> key, Map<Labels, Dropped> byKey, Set<Expr> seen) {
        if (!seen.add(at)) {
            return;
        }
        for (Expr child : at.children()) {
            for (Element element : Optional.ofNullable(work.elementsOf(child)).orElse(List.of())) {
                key.apply(Evaluator.finalLabels(element.labels(), element.dropName()))
                        .ifPresent(labels -> byKey.putIfAbsent(labels, new Dropped(at, child, element)));
            }
        }
        at.children().forEach(child -> collect(child, key, byKey, seen));
    }

    private Explanation gone() {
        return Explanation.of("no series of these labels has a sample that counts any more")
                .with("condition", shorten(expr.toString()));
    }

    private Optional<Explanation> missing(Expr at, Predicate<Labels> about) {
        for (Expr child : at.children()) {
            List<Element> elements = Optional.ofNullable(work.elementsOf(child)).orElse(List.of());
            for (Element element : elements) {
                if (about.test(Evaluator.finalLabels(element.labels(), element.dropName()))) {
                    return Optional.of(dropped(at, child, element));
                }
            }
        }
        return at.children().stream()
                .flatMap(child -> missing(child, about).stream())
                .findFirst();
    }

    private Explanation dropped(Expr at, Expr child, Element element) {
        Explanation out = Explanation.of(shorten(child.toString()) + " = " + number(element.value())
                        + ", which does not meet the condition")
                .with("value", number(element.value()));
        if (at instanceof Binary binary) {
            boolean left = binary.left() == child;
            String op = binary.op().symbol();
            out = out.with(
                    binary.op().kind() == BinaryOp.Kind.COMPARISON ? "threshold" : "step",
                    shorten(left ? op + ' ' + binary.right() : binary.left() + " " + op));
        } else {
            out = out.with("step", shorten(at.toString()));
        }
        return out.because(new Telling(NODES_OF_ONE).element(element, 3));
    }

    /** One telling, which ends when it has grown too long for a journal entry. */
    private final class Telling {
        private int left;

        Telling(int nodes) {
            this.left = nodes;
        }

        Explanation step(Expr at, int levels) {
            left--;
            List<Element> elements = work.elementsOf(at);
            if (elements != null && !elements.isEmpty()) {
                return withChildren(
                        Explanation.of(shorten(at.toString()) + " gives " + Words.count(elements.size(), "element")),
                        elements,
                        levels,
                        element -> element(element, levels - 1));
            }
            Window window = work.windowOf(at);
            if (window != null) {
                return stretches(at, window, levels);
            }
            Explanation out = Explanation.of(shorten(at.toString()) + " gives no element");
            if (at instanceof Selector) {
                return out.with("why", "no series meets the matchers and has a sample within the lookback");
            }
            List<Expr> inputs = at.children().stream()
                    .filter(child -> child.type() == ValueType.VECTOR || child.type() == ValueType.RANGE)
                    .toList();
            return withChildren(out, inputs, levels, child -> step(child, levels - 1));
        }

        private Explanation stretches(Expr at, Window window, int levels) {
            Explanation out = Explanation.of(shorten(at.toString()) + " holds "
                            + Words.count(window.stretches().size(), "series", "series"))
                    .with("after", Instant.ofEpochMilli(window.start()))
                    .with("until", Instant.ofEpochMilli(window.end()));
            return withChildren(out, window.stretches(), levels, stretch -> {
                left--;
                return samples(Explanation.of(shorten(stretch.labels().toString())), stretch);
            });
        }

        Explanation element(Element element, int levels) {
            left--;
            Origin origin = element.origin();
            Labels labels = Evaluator.finalLabels(element.labels(), element.dropName());
            String made = origin.expr() == null ? "" : shorten(origin.expr().toString());
            Explanation out = Explanation.of(made + " = " + number(element.value())
                    + (labels.size() == 0 ? "" : " for " + shorten(labels.toString())));
            out = samples(out, origin.samples());
            return withChildren(out, origin.inputs(), levels, input -> element(input, levels - 1));
        }

        private <T> Explanation withChildren(
                Explanation parent, List<T> inputs, int levels, Function<T, Explanation> child) {
            Explanation out = parent;
            int shown = 0;
            while (levels > 1 && shown < inputs.size() && shown < MAX_CHILDREN && left > 0) {
                out = out.because(child.apply(inputs.get(shown++)));
            }
            return inputs.size() > shown ? out.with("not shown", inputs.size() - shown) : out;
        }
    }

    private static Explanation samples(Explanation out, @Nullable Stretch stretch) {
        if (stretch == null || stretch.size() == 0) {
            return out;
        }
        Explanation with = out.with("series", shorten(stretch.labels().toString()))
                .with("samples", stretch.size())
                .with("last", point(stretch.last(), stretch.lastTime()));
        return stretch.size() == 1 ? with : with.with("first", point(stretch.first(), stretch.firstTime()));
    }

    private static String point(double value, long at) {
        return number(value) + " at " + Instant.ofEpochMilli(at);
    }

    private static String number(double value) {
        return new NumberLiteral(value).toString();
    }

    private static String shorten(String text) {
        return SafeText.oneLine(SafeText.shorten(text, MAX_TEXT));
    }
}
