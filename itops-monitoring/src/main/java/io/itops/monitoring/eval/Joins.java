package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The operators between two vectors. */
final class Joins {
    private final Work work;
    private final Binary binary;
    private final Matching matching;
    private final Set<String> named;
    private final boolean checkedFirst;

    Joins(Work work, Binary binary) {
        this.work = work;
        this.binary = binary;
        this.matching = binary.matching();
        this.checkedFirst = work.semantics().matchesCheckedFirst();
        this.named = new LinkedHashSet<>(matching.labels());
        if (!matching.onNamed()) {
            named.add(Labels.METRIC_NAME);
        }
    }

    List<Element> join(List<Element> left, List<Element> right) {
        return switch (binary.op()) {
            case AND -> filter(left, signatures(right), true);
            case UNLESS -> filter(left, signatures(right), false);
            case OR -> {
                List<Element> out = new ArrayList<>(left);
                out.addAll(filter(right, signatures(left), false));
                yield out;
            }
            default -> combine(left, right);
        };
    }

    private Set<Labels> signatures(List<Element> elements) {
        Set<Labels> signatures = new HashSet<>();
        elements.forEach(element -> signatures.add(signature(element.labels())));
        return signatures;
    }

    private List<Element> filter(List<Element> elements, Set<Labels> signatures, boolean present) {
        List<Element> out = new ArrayList<>();
        for (Element element : elements) {
            if (signatures.contains(signature(element.labels())) == present) {
                out.add(element);
            }
        }
        return out;
    }

    private Labels signature(Labels labels) {
        return matching.onNamed() ? labels.keep(named) : labels.without(named);
    }

    /** Computes or compares; where the right side may have several elements to one of the left, the sides are swapped first. */
    private List<Element> combine(List<Element> left, List<Element> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return List.of();
        }
        boolean swapped = matching.group() == Matching.Group.RIGHT;
        List<Element> many = swapped ? right : left;
        Map<Labels, Element> ones = bySignature(swapped ? left : right, swapped ? "left" : "right");
        Map<Labels, Set<Labels>> matched = new HashMap<>();
        List<Element> out = new ArrayList<>();
        for (Element element : many) {
            Labels signature = signature(element.labels());
            Element one = ones.get(signature);
            if (one != null && (checkedFirst || holds(element, one, swapped))) {
                Labels labels = resultLabels(element.labels(), one.labels());
                checkUnique(matched, signature, labels);
                emit(out, labels, element, one, swapped);
            }
        }
        return out;
    }

    /** Whether an element goes into the result, where only those are checked for several matches. */
    private boolean holds(Element many, Element one, boolean swapped) {
        if (binary.op().kind() == BinaryOp.Kind.ARITHMETIC || binary.bool()) {
            return true;
        }
        return ScalarFunctions.holds(
                binary.op(), swapped ? one.value() : many.value(), swapped ? many.value() : one.value());
    }

    private Map<Labels, Element> bySignature(List<Element> side, String name) {
        Map<Labels, Element> ones = new HashMap<>();
        for (Element element : side) {
            Labels signature = signature(element.labels());
            Element other = ones.putIfAbsent(signature, element);
            if (other != null) {
                throw manyToMany(signature, name, List.of(element.labels(), other.labels()));
            }
        }
        return ones;
    }

    private EvalException manyToMany(Labels signature, String side, List<Labels> both) {
        String series = both.stream().sorted().map(Joins::plain).collect(Collectors.joining(", ", "[", "]"));
        return new EvalException(
                EvalResult.Cause.MANY_TO_MANY,
                "found duplicate series for the match group " + plain(signature) + " on the " + side
                        + " hand-side of the operation: " + series
                        + ";many-to-many matching not allowed: matching labels must be unique on one side",
                "the operator is " + binary.op().symbol());
    }

    /** Labels with the metric's name as one of them. */
    private static String plain(Labels labels) {
        StringJoiner out = new StringJoiner(", ", "{", "}");
        labels.asMap().forEach((name, value) -> out.add(Names.label(name) + '=' + Names.quoted(value)));
        return out.toString();
    }

    private void checkUnique(Map<Labels, Set<Labels>> matched, Labels signature, Labels labels) {
        Set<Labels> earlier = matched.get(signature);
        if (earlier == null) {
            matched.put(signature, new HashSet<>(Set.of(labels)));
        } else if (matching.group() == Matching.Group.NONE) {
            throw new EvalException(
                    EvalResult.Cause.MULTIPLE_MATCHES,
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
                    "the labels are " + plain(signature));
        } else if (!earlier.add(labels)) {
            throw new EvalException(
                    EvalResult.Cause.MULTIPLE_MATCHES,
                    "multiple matches for labels: grouping labels must ensure unique matches",
                    "the labels are " + plain(labels));
        }
    }

    private void emit(List<Element> out, Labels labels, Element many, Element one, boolean swapped) {
        double l = swapped ? one.value() : many.value();
        double r = swapped ? many.value() : one.value();
        if (binary.op().kind() == BinaryOp.Kind.ARITHMETIC) {
            out.add(work.made(
                    binary, labels, ScalarFunctions.arithmetic(binary.op(), l, r), false, List.of(many, one)));
            return;
        }
        boolean holds = ScalarFunctions.holds(binary.op(), l, r);
        if (binary.bool()) {
            out.add(work.made(binary, labels, holds ? 1 : 0, true, List.of(many, one)));
        } else if (holds) {
            out.add(work.made(binary, labels, l, false, List.of(many, one)));
        }
    }

    private Labels resultLabels(Labels many, Labels one) {
        Labels labels = work.semantics().dropsName(binary.op()) ? many.withoutMetricName() : many;
        if (matching.group() == Matching.Group.NONE) {
            return matching.onNamed() ? labels.keep(named) : labels.without(matching.labels());
        }
        for (String include : matching.include()) {
            labels = work.with(labels, include, one.get(include));
        }
        return labels;
    }
}
