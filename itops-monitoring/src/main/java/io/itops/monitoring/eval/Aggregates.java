package io.itops.monitoring.eval;

import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The aggregations, group by group, groups in the order of their first elements. */
final class Aggregates {
    /** How many elements a group has room for at first. */
    private static final int FEW = 4;

    private static final Comparator<Element> RISING = comparator(1);
    private static final Comparator<Element> FALLING = comparator(-1);

    private final Work work;
    private final Aggregation aggregation;
    private final Set<String> named;

    Aggregates(Work work, Aggregation aggregation) {
        this.work = work;
        this.aggregation = aggregation;
        this.named = new HashSet<>(aggregation.grouping().labels());
        if (aggregation.grouping().omitting()) {
            named.add(Labels.METRIC_NAME);
        }
    }

    /** Aggregations without a parameter. */
    List<Element> plain(List<Element> elements) {
        return each(groups(elements), this::value);
    }

    List<Element> quantile(double q, List<Element> elements) {
        if (!(q >= 0 && q <= 1)) {
            work.warn(aggregation.parameter().orElse(aggregation), Remarks.quantile(q));
        }
        return each(groups(elements), group -> Floats.quantile(q, values(group)));
    }

    /** The k elements that come first by value, group by group; an element keeps its labels. */
    List<Element> top(double k, List<Element> elements) {
        if (Double.isNaN(k)) {
            throw badParameter("Parameter value is NaN");
        }
        if (!(k < Long.MAX_VALUE)) {
            throw badParameter("Scalar value " + Floats.general(k) + " overflows int64");
        }
        List<Element> out = new ArrayList<>();
        if (k >= 1) {
            Comparator<Element> order = aggregation.op() == AggregateOp.TOPK ? FALLING : RISING;
            groups(elements)
                    .forEach(group -> group.elements().stream()
                            .sorted(order)
                            .limit((long) k)
                            .forEach(out::add));
        }
        return out;
    }

    private EvalException badParameter(String message) {
        return new EvalException(
                EvalResult.Cause.INVALID_ARGUMENT,
                message,
                "the aggregation is " + aggregation.op().symbol());
    }

    List<Element> countValues(String label, List<Element> elements) {
        if (!work.semantics().syntax().utf8Names() && !Names.isPlainLabel(label)) {
            throw new EvalException(EvalResult.Cause.INVALID_ARGUMENT, "invalid label name " + Names.quoted(label));
        }
        Map<Labels, List<Element>> groups = new LinkedHashMap<>();
        if (!aggregation.grouping().omitting()) {
            named.add(label);
        }
        for (Element element : elements) {
            Labels valued = work.with(element.labels(), label, Floats.plain(element.value()));
            groups.computeIfAbsent(key(valued), k -> new ArrayList<>()).add(element);
        }
        return each(listed(groups), List::size);
    }

    static void sort(List<Element> elements, boolean falling) {
        elements.sort(falling ? FALLING : RISING);
    }

    /** Elements that are aggregated to one. */
    private record Group(Labels labels, List<Element> elements) {}

    private List<Group> groups(List<Element> elements) {
        if (named.size() == 1 && !aggregation.grouping().omitting()) {
            return groupsOf(named.iterator().next(), elements);
        }
        Map<Labels, List<Element>> groups = new LinkedHashMap<>();
        for (Element element : elements) {
            groups.computeIfAbsent(key(element.labels()), k -> new ArrayList<>())
                    .add(element);
        }
        return listed(groups);
    }

    private static List<Group> listed(Map<Labels, List<Element>> groups) {
        List<Group> all = new ArrayList<>(groups.size());
        groups.forEach((labels, elements) -> all.add(new Group(labels, elements)));
        return all;
    }

    /** By one label, which most rules do: its value tells elements apart, and labels are made once for each group. */
    private List<Group> groupsOf(String label, List<Element> elements) {
        Map<String, List<Element>> byValue = new LinkedHashMap<>();
        for (Element element : elements) {
            byValue.computeIfAbsent(element.labels().get(label), value -> new ArrayList<>(FEW))
                    .add(element);
        }
        List<Group> groups = new ArrayList<>(byValue.size());
        byValue.values().forEach(group -> groups.add(new Group(key(group.get(0).labels()), group)));
        return groups;
    }

    private Labels key(Labels labels) {
        return aggregation.grouping().omitting() ? labels.without(named) : labels.keep(named);
    }

    private interface GroupValue {
        double of(List<Element> group);
    }

    private List<Element> each(List<Group> groups, GroupValue value) {
        List<Element> out = new ArrayList<>(groups.size());
        for (Group group : groups) {
            List<Element> elements = group.elements();
            out.add(work.made(aggregation, group.labels(), value.of(elements), dropsName(elements), elements));
        }
        return out;
    }

    private static boolean dropsName(List<Element> elements) {
        for (Element element : elements) {
            if (element.dropName()) {
                return true;
            }
        }
        return false;
    }

    private static double[] values(List<Element> elements) {
        double[] values = new double[elements.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = elements.get(i).value();
        }
        return values;
    }

    private double value(List<Element> group) {
        double[] values = values(group);
        AggregateOp op = aggregation.op();
        return switch (op) {
            case SUM -> sum(values);
            case AVG -> mean(values);
            case MIN -> RangeFunctions.smallest(values);
            case MAX -> RangeFunctions.greatest(values);
            case COUNT -> values.length;
            case GROUP -> 1;
            case STDVAR -> variance(values);
            case STDDEV -> Math.sqrt(variance(values));
            default -> throw new IllegalArgumentException(op + " takes a parameter");
        };
    }

    private static double sum(double[] values) {
        Sum sum = new Sum(values[0]);
        for (int i = 1; i < values.length; i++) {
            sum.add(values[i]);
        }
        return sum.exact();
    }

    private static double mean(double[] values) {
        Mean mean = new Mean();
        for (double value : values) {
            mean.add(value);
        }
        return mean.value();
    }

    private double variance(double[] values) {
        if (values.length == 1 && !work.semantics().loneDeviationIsNaN()) {
            return 0;
        }
        double mean = values[0];
        double squares = Double.isFinite(mean) ? 0 : Double.NaN;
        for (int i = 1; i < values.length; i++) {
            double off = values[i] - mean;
            mean += off / (i + 1);
            squares += off * (values[i] - mean);
        }
        return squares / values.length;
    }

    /** By value in one direction; NaN last in both. */
    private static Comparator<Element> comparator(int direction) {
        return (a, b) -> {
            boolean noA = Double.isNaN(a.value());
            boolean noB = Double.isNaN(b.value());
            if (noA || noB) {
                return Boolean.compare(noA, noB);
            }
            // Zero and minus zero are equal here.
            return a.value() == b.value() ? 0 : direction * Double.compare(a.value(), b.value());
        };
    }
}
