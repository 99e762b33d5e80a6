package io.itops.monitoring.eval;

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
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Walks an expression at an instant. One method for each type that an expression can have. */
final class Interpreter {
    private static final long LOOKBACK = Selector.LOOKBACK.toMillis();
    private static final long DEFAULT_STEP = 60_000;

    private final MetricSource source;
    private final Work work;
    private final long queryStart;
    private final long queryEnd;

    Interpreter(MetricSource source, Work work, long queryStart, long queryEnd) {
        this.source = source;
        this.work = work;
        this.queryStart = queryStart;
        this.queryEnd = queryEnd;
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
        work.enter();
        List<Element> elements = work.step(expr, vectorOf(expr, now));
        work.leave();
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
            long end = reference(range.selector().shift(), now);
            long start = end - range.range().toMillis();
            List<Stretch> stretches = new ArrayList<>();
            source.select(range.selector().matchers(), start + 1, end, series -> {
                work.read(series.size());
                Stretch stretch = withoutStaleMarkers(series);
                if (stretch.size() > 0) {
                    stretches.add(stretch);
                }
            });
            window = new Window(start, end, stretches);
        } else if (expr instanceof Subquery subquery) {
            window = repeat(subquery, now);
        } else {
            throw unexpected(expr);
        }
        work.leave();
        return work.step(expr, window);
    }

    /** The instants of a subquery are multiples of its step, the first one after the start. */
    private Window repeat(Subquery subquery, long now) {
        long end = reference(subquery.shift(), now);
        long start = end - subquery.range().toMillis();
        long step = subquery.step().map(Duration::toMillis).orElse(DEFAULT_STEP);
        Map<Labels, Points> series = new LinkedHashMap<>();
        for (long at = Math.floorDiv(start, step) * step + step; at <= end; at += step) {
            List<Element> elements = vector(subquery.operand(), at);
            // A round that finds nothing costs time too.
            work.spend(Math.max(1, elements.size()));
            for (Element element : elements) {
                series.computeIfAbsent(element.labels(), l -> new Points(element.dropName()))
                        .add(at, element.value(), element.labels());
            }
        }
        List<Stretch> stretches = new ArrayList<>(series.size());
        series.forEach((labels, points) -> stretches.add(points.stretch(labels)));
        return new Window(start, end, stretches);
    }

    private List<Element> newest(Selector selector, long now) {
        long end = reference(selector.shift(), now);
        List<Element> out = new ArrayList<>();
        source.select(selector.matchers(), end - LOOKBACK + 1, end, series -> {
            work.read(1);
            int last = series.size() - 1;
            double value = series.valueAt(last);
            if (!StaleMarker.is(value)) {
                Stretch one = work.explaining() ? single(series, last) : null;
                out.add(work.made(selector, series.labels(), value, false, List.of(), one));
            }
        });
        return out;
    }

    /** The newest samples themselves, for the function that tells when they were taken. */
    List<Element> sampleTimes(Call call, Selector selector, long now) {
        long end = reference(selector.shift(), now);
        List<Element> out = new ArrayList<>();
        source.select(selector.matchers(), end - LOOKBACK + 1, end, series -> {
            work.read(1);
            int last = series.size() - 1;
            if (!StaleMarker.is(series.valueAt(last))) {
                double seconds = series.timestampAt(last) / 1_000.0;
                out.add(work.made(call, series.labels(), seconds, true, List.of(), single(series, last)));
            }
        });
        return out;
    }

    private static Stretch single(SeriesSamples series, int index) {
        return new Stretch(
                series.labels(), false, new long[] {series.timestampAt(index)}, new double[] {series.valueAt(index)});
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
        List<Element> out = new ArrayList<>();
        for (Element element : vector(scalarLeft ? binary.right() : binary.left(), now)) {
            double left = scalarLeft ? number : element.value();
            double right = scalarLeft ? element.value() : number;
            if (binary.op().kind() == BinaryOp.Kind.ARITHMETIC) {
                double value = ScalarFunctions.arithmetic(binary.op(), left, right);
                out.add(work.made(binary, element.labels(), value, true, List.of(element)));
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

    private static IllegalStateException unexpected(Expr expr) {
        // Types are checked when the tree is made, so this is a hole in this class.
        return new IllegalStateException("no rule to evaluate " + expr);
    }

    /** The growing points of one series of a subquery. */
    private static final class Points {
        private final boolean dropName;
        private long[] timestamps = new long[16];
        private double[] values = new double[16];
        private int size;

        Points(boolean dropName) {
            this.dropName = dropName;
        }

        void add(long at, double value, Labels labels) {
            if (size > 0 && timestamps[size - 1] == at) {
                throw new EvalException(
                        EvalResult.Cause.DUPLICATE_LABELS, "vector cannot contain two elements with labels " + labels);
            }
            if (size == timestamps.length) {
                timestamps = Arrays.copyOf(timestamps, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            timestamps[size] = at;
            values[size++] = value;
        }

        Stretch stretch(Labels labels) {
            return new Stretch(labels, dropName, Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
        }
    }
}
