package io.itops.monitoring.eval;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Negation;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.NewestSource;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.metric.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Walks an expression at an instant. One method for each type that an expression can have. */
final class Interpreter {
    private static final long LOOKBACK = Selector.LOOKBACK.toMillis();

    private final MetricSource source;
    private final NewestSource newestOf;
    private final Work work;
    private final Semantics semantics;
    private final long queryStart;
    private final long queryEnd;

    /** What the first instant of a window adds to its start: one millisecond where the start itself is left out. */
    private final long edge;

    /** Kept over many instants alone: for one they would cost more than small expressions do. */
    private final @Nullable IdentityHashMap<Expr, List<Element>> constantVectors;

    private final @Nullable Constants constants;
    private final @Nullable IdentityHashMap<Selector, List<Matcher>> matchers;

    Interpreter(MetricSource source, Work work, long queryStart, long queryEnd) {
        this.source = source;
        this.newestOf = NewestSource.of(source);
        this.work = work;
        this.semantics = work.semantics();
        this.queryStart = queryStart;
        this.queryEnd = queryEnd;
        this.edge = semantics.leftOpen() ? 1 : 0;
        this.constants = ranges() ? new Constants() : null;
        this.constantVectors = ranges() ? new IdentityHashMap<>() : null;
        this.matchers = semantics.dotMatchesNewline() ? null : new IdentityHashMap<>();
    }

    /** Whether the query has more than one instant, so that its result is ordered by labels. */
    boolean ranges() {
        return queryStart != queryEnd;
    }

    double scalar(Expr expr, long now) {
        work.enter();
        double value = scalarOf(expr, now);
        work.leave();
        return value;
    }

    private double scalarOf(Expr expr, long now) {
        if (expr instanceof NumberLiteral literal) {
            return literal.value();
        }
        if (expr instanceof Negation negation) {
            return -scalar(negation.operand(), now);
        }
        if (expr instanceof Binary binary) {
            double left = scalar(binary.left(), now);
            double right = scalar(binary.right(), now);
            if (binary.op().kind() == BinaryOp.Kind.ARITHMETIC) {
                return ScalarFunctions.arithmetic(binary.op(), left, right);
            }
            return ScalarFunctions.holds(binary.op(), left, right) ? 1 : 0;
        }
        if (expr instanceof Call call) {
            return switch (call.function()) {
                case TIME -> now / 1_000.0;
                case PI -> Math.PI;
                case SCALAR -> {
                    List<Element> elements = vector(call.arguments().get(0), now);
                    yield elements.size() == 1 ? elements.get(0).value() : Double.NaN;
                }
                default -> throw unexpected(expr);
            };
        }
        throw unexpected(expr);
    }

    List<Element> vector(Expr expr, long now) {
        if (constants != null && constantVectors != null && constants.holds(expr)) {
            // What is the same at every step is evaluated once.
            List<Element> known = constantVectors.get(expr);
            if (known == null) {
                known = newVector(expr, now);
                constantVectors.put(expr, known);
            }
            return known;
        }
        return newVector(expr, now);
    }

    private List<Element> newVector(Expr expr, long now) {
        work.enter();
        List<Element> elements = work.step(expr, vectorOf(expr, now));
        work.leave();
        if (!semantics.delayedNameRemoval() && !(expr instanceof Selector)) {
            Evaluator.requireDistinct(elements);
        }
        return elements;
    }

    private List<Element> vectorOf(Expr expr, long now) {
        if (expr instanceof Selector selector) {
            return newest(selector, now);
        }
        if (expr instanceof Aggregation aggregation) {
            return aggregate(aggregation, now);
        }
        if (expr instanceof Binary binary) {
            return join(binary, now);
        }
        if (expr instanceof Negation negation) {
            List<Element> out = new ArrayList<>();
            for (Element element : vector(negation.operand(), now)) {
                out.add(work.made(expr, element.labels(), -element.value(), true, List.of(element)));
            }
            return out;
        }
        if (expr instanceof Call call) {
            return new Functions(this, work, call, now).vector();
        }
        throw unexpected(expr);
    }

    String text(Expr expr) {
        if (expr instanceof StringLiteral literal) {
            return literal.value();
        }
        throw unexpected(expr);
    }

    Window window(Expr expr, long now) {
        work.enter();
        Window window;
        if (expr instanceof RangeSelector range) {
            List<Stretch> stretches = new ArrayList<>();
            Window bounds = read(range, now, (inside, stretch) -> stretches.add(stretch));
            window = new Window(bounds.start(), bounds.end(), stretches);
        } else if (expr instanceof Subquery subquery) {
            window = repeat(subquery, now);
        } else {
            throw unexpected(expr);
        }
        work.leave();
        return work.step(expr, window);
    }

    /**
     * Hands over the stretches of a range one by one, where none is asked for afterwards: they are garbage before the next one comes, and
     * not all at once. The window that comes with each has its bounds alone.
     */
    void stretches(RangeSelector range, long now, BiConsumer<Window, Stretch> sink) {
        work.enter();
        read(range, now, sink);
        work.leave();
    }

    private Window read(RangeSelector range, long now, BiConsumer<Window, Stretch> sink) {
        long end = reference(range.selector().shift(), now);
        long start = end - range.range().toMillis();
        Window bounds = new Window(start, end, List.of());
        source.select(matchersOf(range.selector()), start + edge, end, series -> {
            work.read(series.size());
            Stretch stretch = withoutStaleMarkers(series);
            if (stretch.size() > 0) {
                sink.accept(bounds, stretch);
            }
        });
        return bounds;
    }

    /** The instants of a subquery are multiples of its step, the first one after the start, or at it where windows hold it. */
    private Window repeat(Subquery subquery, long now) {
        long end = reference(subquery.shift(), now);
        long start = end - subquery.range().toMillis();
        long step = subquery.step().orElse(work.options().subqueryStep()).toMillis();
        Map<Labels, Points> series = new LinkedHashMap<>();
        long before = Math.floorDiv(start - 1 + edge, step) * step;
        for (long at = before + step; at <= end; at += step) {
            List<Element> elements = vector(subquery.operand(), at);
            // A round that finds nothing costs time too.
            work.spend(Math.max(1, elements.size()));
            for (Element element : elements) {
                series.computeIfAbsent(element.labels(), labels -> new Points(labels, element.dropName()))
                        .add(at, element.value());
            }
        }
        List<Stretch> stretches = new ArrayList<>(series.size());
        series.values().forEach(points -> stretches.add(points.stretch()));
        return new Window(start, end, stretches);
    }

    private List<Element> newest(Selector selector, long now) {
        long end = reference(selector.shift(), now);
        List<Element> out = new ArrayList<>();
        newestOf.selectNewest(matchersOf(selector), end - LOOKBACK + edge, end, (labels, timestamp, value) -> {
            work.read(1);
            if (!StaleMarker.is(value)) {
                Stretch one = work.explaining() ? single(labels, timestamp, value) : null;
                out.add(work.made(selector, labels, value, false, List.of(), one));
            }
        });
        return out;
    }

    /** The newest samples themselves, for the function that tells when they were taken. */
    List<Element> sampleTimes(Call call, Selector selector, long now) {
        long end = reference(selector.shift(), now);
        List<Element> out = new ArrayList<>();
        newestOf.selectNewest(matchersOf(selector), end - LOOKBACK + edge, end, (labels, timestamp, value) -> {
            work.read(1);
            if (!StaleMarker.is(value)) {
                double seconds = timestamp / 1_000.0;
                out.add(work.made(call, labels, seconds, true, List.of(), single(labels, timestamp, value)));
            }
        });
        return out;
    }

    /** The matchers as this version reads them. */
    private List<Matcher> matchersOf(Selector selector) {
        return matchers == null
                ? selector.matchers()
                : matchers.computeIfAbsent(
                        selector,
                        s -> s.matchers().stream().map(Interpreter::onOneLine).toList());
    }

    private static Matcher onOneLine(Matcher matcher) {
        if (!matcher.op().isPattern()) {
            return matcher;
        }
        try {
            return new Matcher(matcher.label(), matcher.op(), "(?-s:" + matcher.value() + ")");
        } catch (InvalidInputException e) {
            throw new EvalException(EvalResult.Cause.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    private static Stretch single(Labels labels, long timestamp, double value) {
        return new Stretch(labels, false, new long[] {timestamp}, new double[] {value});
    }

    private static Stretch withoutStaleMarkers(SeriesSamples series) {
        long[] timestamps = new long[series.size()];
        double[] values = new double[series.size()];
        int n = 0;
        for (int i = 0; i < series.size(); i++) {
            if (!StaleMarker.is(series.valueAt(i))) {
                timestamps[n] = series.timestampAt(i);
                values[n++] = series.valueAt(i);
            }
        }
        boolean whole = n == timestamps.length;
        return new Stretch(
                series.labels(),
                false,
                whole ? timestamps : Arrays.copyOf(timestamps, n),
                whole ? values : Arrays.copyOf(values, n));
    }

    private long reference(Shift shift, long now) {
        long at = now;
        if (shift.at() instanceof At.Fixed fixed) {
            at = fixed.instant().toEpochMilli();
        } else if (shift.at() == At.Bound.START) {
            at = queryStart;
        } else if (shift.at() == At.Bound.END) {
            at = queryEnd;
        }
        return at - shift.offset().toMillis();
    }

    private List<Element> aggregate(Aggregation aggregation, long now) {
        Aggregates aggregates = new Aggregates(work, aggregation);
        AggregateOp op = aggregation.op();
        if (aggregation.parameter().isEmpty()) {
            return aggregates.plain(vector(aggregation.operand(), now));
        }
        Expr parameter = aggregation.parameter().get();
        if (op == AggregateOp.COUNT_VALUES) {
            return aggregates.countValues(text(parameter), vector(aggregation.operand(), now));
        }
        double number = scalar(parameter, now);
        List<Element> elements = vector(aggregation.operand(), now);
        return op == AggregateOp.QUANTILE ? aggregates.quantile(number, elements) : aggregates.top(number, elements);
    }

    private List<Element> join(Binary binary, long now) {
        if (binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR) {
            List<Element> left = vector(binary.left(), now);
            return new Joins(work, binary).join(left, vector(binary.right(), now));
        }
        boolean scalarLeft = binary.left().type() == ValueType.SCALAR;
        double number = scalar(scalarLeft ? binary.left() : binary.right(), now);
        Expr operand = scalarLeft ? binary.right() : binary.left();
        if (operand instanceof Selector selector
                && binary.op().kind() == BinaryOp.Kind.COMPARISON
                && !binary.bool()
                && constants == null
                && !work.explaining()) {
            return compared(selector, binary.op(), number, scalarLeft, now);
        }
        List<Element> out = new ArrayList<>();
        for (Element element : vector(operand, now)) {
            double left = scalarLeft ? number : element.value();
            double right = scalarLeft ? element.value() : number;
            if (binary.op().kind() == BinaryOp.Kind.ARITHMETIC) {
                double value = ScalarFunctions.arithmetic(binary.op(), left, right);
                boolean dropName = element.dropName() || semantics.dropsName(binary.op());
                out.add(work.made(binary, element.labels(), value, dropName, List.of(element)));
                continue;
            }
            boolean holds = ScalarFunctions.holds(binary.op(), left, right);
            if (binary.bool()) {
                out.add(work.made(binary, element.labels(), holds ? 1 : 0, true, List.of(element)));
            } else if (holds) {
                out.add(work.made(binary, element.labels(), element.value(), element.dropName(), List.of(element)));
            }
        }
        return out;
    }

    /**
     * The newest samples for which a comparison with a number holds. Most conditions of alerts are such ones, and of most of them it
     * holds for few series or none: no element is made of the others, where nobody asks for the steps afterwards.
     */
    private List<Element> compared(Selector selector, BinaryOp op, double number, boolean numberLeft, long now) {
        work.enter();
        long end = reference(selector.shift(), now);
        List<Element> out = new ArrayList<>(0);
        int[] found = new int[1];
        newestOf.selectNewest(matchersOf(selector), end - LOOKBACK + edge, end, (labels, timestamp, value) -> {
            work.read(1);
            if (!StaleMarker.is(value)) {
                found[0]++;
                if (numberLeft ? ScalarFunctions.holds(op, number, value) : ScalarFunctions.holds(op, value, number)) {
                    out.add(new Element(labels, value, false, Origin.UNKNOWN));
                }
            }
        });
        work.hold(found[0]);
        work.leave();
        return out;
    }

    private static IllegalStateException unexpected(Expr expr) {
        // Types are checked when the tree is made, so this is a hole in this class.
        return new IllegalStateException("no rule to evaluate " + expr);
    }
}
