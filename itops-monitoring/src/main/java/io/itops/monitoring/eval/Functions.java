package io.itops.monitoring.eval;

import com.google.re2j.Pattern;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** One call of a function that gives a vector. */
final class Functions {
    private static final List<String> COUNTER_SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");

    private final Interpreter interpreter;
    private final Work work;
    private final Call call;
    private final long now;

    Functions(Interpreter interpreter, Work work, Call call, long now) {
        this.interpreter = interpreter;
        this.work = work;
        this.call = call;
        this.now = now;
    }

    List<Element> vector() {
        Function function = call.function();
        DoubleUnaryOperator ofOne = ScalarFunctions.ofOne(function);
        if (ofOne != null) {
            return call.arguments().isEmpty()
                    ? alone(Labels.empty(), ofOne.applyAsDouble(now / 1_000.0))
                    : map(vectorAt(0), ofOne);
        }
        return switch (function) {
            case VECTOR -> alone(Labels.empty(), scalarAt(0));
            case ABSENT -> vectorAt(0).isEmpty() ? alone(absentLabels(), 1) : List.of();
            case ABSENT_OVER_TIME -> windowAt(0).stretches().isEmpty() ? alone(absentLabels(), 1) : List.of();
            case TIMESTAMP ->
                call.arguments().get(0) instanceof Selector selector
                        ? interpreter.sampleTimes(call, selector, now)
                        : map(vectorAt(0), value -> now / 1_000.0);
            case ROUND -> map(vectorAt(0), rounding(call.arguments().size() == 1 ? 1 : scalarAt(1)));
            case CLAMP -> clamp(scalarAt(1), scalarAt(2));
            case CLAMP_MIN -> clamp(scalarAt(1), Double.POSITIVE_INFINITY);
            case CLAMP_MAX -> clamp(Double.NEGATIVE_INFINITY, scalarAt(1));
            case SORT, SORT_DESC -> {
                if (interpreter.ranges()) {
                    work.warn(call, Remarks.SORT_IN_RANGE);
                }
                List<Element> sorted = new ArrayList<>(vectorAt(0));
                Aggregates.sort(sorted, function == Function.SORT_DESC);
                yield sorted;
            }
            case LABEL_REPLACE -> labelReplace();
            case LABEL_JOIN -> labelJoin();
            case HISTOGRAM_QUANTILE -> Histograms.quantile(work, call, scalarAt(0), vectorAt(1));
            case HISTOGRAM_FRACTION -> Histograms.fraction(work, call, scalarAt(0), scalarAt(1), vectorAt(2));
            case HOLT_WINTERS -> holtWinters();
            default -> overRange();
        };
    }

    private double scalarAt(int index) {
        return interpreter.scalar(call.arguments().get(index), now);
    }

    private List<Element> vectorAt(int index) {
        return interpreter.vector(call.arguments().get(index), now);
    }

    private Window windowAt(int index) {
        return interpreter.window(call.arguments().get(index), now);
    }

    private String textAt(int index) {
        return interpreter.text(call.arguments().get(index));
    }

    private List<Element> alone(Labels labels, double value) {
        return List.of(work.made(call, labels, value, false, List.of()));
    }

    private List<Element> map(List<Element> elements, DoubleUnaryOperator function) {
        List<Element> out = new ArrayList<>(elements.size());
        for (Element element : elements) {
            double value = function.applyAsDouble(element.value());
            out.add(work.made(call, element.labels(), value, true, List.of(element)));
        }
        return out;
    }

    private static DoubleUnaryOperator rounding(double nearest) {
        // Dividing by the inverse rounds less than multiplying.
        double inverse = 1.0 / nearest;
        return value -> Math.floor(value * inverse + 0.5) / inverse;
    }

    private List<Element> clamp(double least, double most) {
        List<Element> elements = vectorAt(0);
        return most < least ? List.of() : map(elements, value -> Floats.max(least, Floats.min(most, value)));
    }

    private List<Element> overRange() {
        List<Expr> arguments = call.arguments();
        int last = arguments.size() - 1;
        double parameter = 0;
        Window window = new Window(0, 0, List.of());
        for (int i = 0; i <= last; i++) {
            Expr argument = arguments.get(i);
            if (argument.type() != ValueType.RANGE) {
                parameter = scalarAt(i);
            } else if (i == last && !work.explaining() && argument instanceof RangeSelector range) {
                OverRange values = new OverRange(parameter);
                interpreter.stretches(range, now, values::add);
                return values.elements;
            } else {
                window = windowAt(i);
            }
        }
        OverRange values = new OverRange(parameter);
        for (Stretch series : window.stretches()) {
            values.add(window, series);
        }
        return values.elements;
    }

    /** The values of a function over a range, series by series. */
    private final class OverRange {
        private final List<Element> elements = new ArrayList<>();
        private final Function function = call.function();
        private final boolean counter = function == Function.RATE || function == Function.INCREASE;
        private final boolean keepsName = RangeFunctions.keepsName(function);
        private final double parameter;
        private boolean begun;

        /** The name that was looked at last: most series of a selector are of one metric. */
        private String named = "";

        OverRange(double parameter) {
            this.parameter = parameter;
        }

        void add(Window window, Stretch series) {
            if (!begun) {
                begun = true;
                if (function == Function.QUANTILE_OVER_TIME && !(parameter >= 0 && parameter <= 1)) {
                    work.warn(call.arguments().get(0), Remarks.quantile(parameter));
                }
            }
            OptionalDouble value = RangeFunctions.apply(function, window, series, parameter, now, work.semantics());
            if (value.isPresent()) {
                boolean dropName = !keepsName || series.dropName();
                elements.add(work.made(call, series.labels(), value.getAsDouble(), dropName, List.of(), series));
                if (counter) {
                    remarkOnName(series.labels().metricName());
                }
            }
        }

        private void remarkOnName(String name) {
            if (!name.equals(named)) {
                named = name;
                if (!name.isEmpty() && COUNTER_SUFFIXES.stream().noneMatch(name::endsWith)) {
                    work.inform(call.arguments().get(0), Remarks.notACounter(name));
                }
            }
        }
    }

    private List<Element> holtWinters() {
        Window window = windowAt(0);
        double smoothing = factor("smoothing", scalarAt(1), window);
        double trend = factor("trend", scalarAt(2), window);
        List<Element> out = new ArrayList<>(window.stretches().size());
        for (Stretch series : window.stretches()) {
            if (series.size() >= 2) {
                double value = RangeFunctions.holtWinters(series.values(), smoothing, trend);
                out.add(work.made(call, series.labels(), value, true, List.of(), series));
            }
        }
        return out;
    }

    /** A factor between 0 and 1, which is looked at where there is a series to smooth. */
    private static double factor(String what, double given, Window window) {
        if (!(given > 0 && given < 1) && !window.stretches().isEmpty()) {
            throw invalid("invalid " + what + " factor. Expected: 0 < " + what.charAt(0) + "f < 1, got: "
                    + String.format(Locale.ROOT, "%f", given));
        }
        return given;
    }

    private static EvalException invalid(String message) {
        return new EvalException(EvalResult.Cause.INVALID_ARGUMENT, message);
    }

    /** A label that the call names: not any text where names are plain. */
    private String labelAt(int index, String what) {
        String label = textAt(index);
        if (!work.semantics().syntax().utf8Names() && !Names.isPlainLabel(label)) {
            throw invalid(
                    "invalid " + what + " label name in " + call.function().symbol() + "(): " + label);
        }
        return label;
    }

    /** The labels that a selector's equalities name, as long as no other matcher is on the same label. */
    private Labels absentLabels() {
        Expr argument = call.arguments().get(0);
        List<Matcher> matchers = argument instanceof Selector selector
                ? selector.matchers()
                : argument instanceof RangeSelector range ? range.selector().matchers() : List.of();
        Labels.Builder labels = Labels.builder();
        Set<String> set = new HashSet<>();
        for (Matcher matcher : matchers) {
            if (!matcher.label().equals(Labels.METRIC_NAME)) {
                if (matcher.op() == Matcher.Op.EQUAL && set.add(matcher.label())) {
                    labels.put(matcher.label(), matcher.value());
                } else {
                    labels.remove(matcher.label());
                }
            }
        }
        return labels.build();
    }

    private List<Element> labelReplace() {
        List<Element> elements = vectorAt(0);
        String target = labelAt(1, "destination");
        String replacement = textAt(2);
        String source = textAt(3);
        Pattern pattern = Pattern.compile(textAt(4), work.semantics().dotMatchesNewline() ? Pattern.DOTALL : 0);
        List<Element> out = new ArrayList<>(elements.size());
        for (Element element : elements) {
            com.google.re2j.Matcher match = pattern.matcher(element.labels().get(source));
            out.add(match.matches() ? relabelled(element, target, Replacement.expand(replacement, match)) : element);
        }
        return checked(out);
    }

    private List<Element> labelJoin() {
        List<Element> elements = vectorAt(0);
        String separator = textAt(2);
        List<String> sources = new ArrayList<>();
        for (int i = 3; i < call.arguments().size(); i++) {
            sources.add(labelAt(i, "source"));
        }
        String target = labelAt(1, "destination");
        List<Element> out = new ArrayList<>(elements.size());
        for (Element element : elements) {
            List<String> parts = new ArrayList<>();
            for (String source : sources) {
                parts.add(element.labels().get(source));
            }
            out.add(relabelled(element, target, String.join(separator, parts)));
        }
        return checked(out);
    }

    private Element relabelled(Element element, String target, String value) {
        boolean dropName = !target.equals(Labels.METRIC_NAME) && element.dropName();
        return work.made(call, work.with(element.labels(), target, value), element.value(), dropName, List.of(element));
    }

    private static List<Element> checked(List<Element> elements) {
        Evaluator.requireDistinct(elements);
        return elements;
    }
}
