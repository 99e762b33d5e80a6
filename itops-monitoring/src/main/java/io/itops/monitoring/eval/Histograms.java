package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantiles and shares of classic histograms: cumulative counts by upper bound. (Prometheus 3, promql/quantile.go.) */
final class Histograms {
    private static final double TOLERANCE = 1e-12;

    private Histograms() {}

    private record Bucket(double bound, double count) {}

    private interface Question {
        double ask(List<Bucket> buckets, String metric);
    }

    static List<Element> quantile(Work work, Call call, double q, List<Element> elements) {
        if (!(q >= 0 && q <= 1)) {
            work.warn(call.arguments().get(0), Remarks.quantile(q));
        }
        Expr about = call.arguments().get(1);
        return answer(work, call, about, elements, (buckets, name) -> quantile(work, about, name, q, buckets));
    }

    static List<Element> fraction(Work work, Call call, double lower, double upper, List<Element> elements) {
        Expr about = call.arguments().get(2);
        boolean fromZero = work.semantics().fractionFromZero();
        return answer(work, call, about, elements, (buckets, name) -> fraction(lower, upper, buckets, fromZero));
    }

    private static List<Element> answer(Work work, Call call, Expr about, List<Element> elements, Question question) {
        Map<Labels, List<Element>> histograms = new LinkedHashMap<>();
        for (Element element : elements) {
            String bound = element.labels().get(Labels.BUCKET_BOUND);
            if (Double.isNaN(Floats.bound(bound))) {
                work.warn(about, Remarks.bucketLabel(bound, element.labels().metricName()));
            } else {
                histograms
                        .computeIfAbsent(element.labels().without(List.of(Labels.BUCKET_BOUND)), k -> new ArrayList<>())
                        .add(element);
            }
        }
        List<Element> out = new ArrayList<>(histograms.size());
        histograms.forEach((labels, group) -> {
            double value = question.ask(sortedAndMerged(group), labels.metricName());
            out.add(work.made(call, labels, value, true, group));
        });
        return out;
    }

    /** The buckets by rising bound, those of one bound (written differently, {@code 1} and {@code 1.0}) added up. */
    private static List<Bucket> sortedAndMerged(List<Element> group) {
        List<Bucket> sorted = group.stream()
                .map(e -> new Bucket(Floats.bound(e.labels().get(Labels.BUCKET_BOUND)), e.value()))
                .sorted(Comparator.comparingDouble(Bucket::bound))
                .toList();
        List<Bucket> merged = new ArrayList<>(sorted.size());
        for (Bucket bucket : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).bound() == bucket.bound()) {
                merged.set(last, new Bucket(bucket.bound(), merged.get(last).count() + bucket.count()));
            } else {
                merged.add(bucket);
            }
        }
        return merged;
    }

    private static double quantile(Work work, Expr about, String metric, double q, List<Bucket> merged) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        int n = merged.size();
        if (merged.get(n - 1).bound() != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double[] counts = risingCounts(work, about, metric, merged);
        if (n < 2 || counts[n - 1] == 0) {
            return Double.NaN;
        }
        double rank = q * counts[n - 1];
        int b = 0;
        while (b < n - 1 && !(counts[b] >= rank)) {
            b++;
        }
        if (b == n - 1) {
            return merged.get(n - 2).bound();
        }
        if (b == 0 && merged.get(0).bound() <= 0) {
            return merged.get(0).bound();
        }
        double start = b == 0 ? 0 : merged.get(b - 1).bound();
        double below = b == 0 ? 0 : counts[b - 1];
        return start + (merged.get(b).bound() - start) * ((rank - below) / (counts[b] - below));
    }

    /** The counts, rounding differences evened out and falls filled up, the latter with a remark. */
    private static double[] risingCounts(Work work, Expr about, String metric, List<Bucket> buckets) {
        double[] counts = buckets.stream().mapToDouble(Bucket::count).toArray();
        boolean forced = false;
        double before = counts[0];
        for (int i = 1; i < counts.length; i++) {
            if (almostEqual(before, counts[i])) {
                counts[i] = before;
            } else if (counts[i] < before) {
                counts[i] = before;
                forced = true;
            } else {
                before = counts[i];
            }
        }
        if (forced) {
            work.inform(about, Remarks.monotonicity(metric));
        }
        return counts;
    }

    private static boolean almostEqual(double a, double b) {
        if (a == b) {
            return true;
        }
        double magnitude = Math.abs(a) + Math.abs(b);
        return a != 0 && b != 0 && Math.abs(a - b) / Math.min(magnitude, Double.MAX_VALUE) < TOLERANCE;
    }

    private static double fraction(double lower, double upper, List<Bucket> buckets, boolean fromZero) {
        double total = buckets.get(buckets.size() - 1).count();
        if (buckets.get(buckets.size() - 1).bound() != Double.POSITIVE_INFINITY
                || total == 0
                || Double.isNaN(lower)
                || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        double above = Math.min(rankOf(upper, buckets, fromZero), total);
        return (above - Math.min(rankOf(lower, buckets, fromZero), total)) / total;
    }

    /** How many observations lie below a value, interpolated within the bucket that holds it. */
    private static double rankOf(double value, List<Bucket> buckets, boolean fromZero) {
        double below = 0;
        double start = fromZero && buckets.get(0).bound() > 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (Bucket bucket : buckets) {
            if (start >= value) {
                return below;
            }
            if (start < value && bucket.bound() > value) {
                double endless = fromZero ? 1 : Double.NaN;
                double share = Double.isInfinite(start) ? endless : (value - start) / (bucket.bound() - start);
                return below + (bucket.count() - below) * share;
            }
            below = bucket.count();
            start = bucket.bound();
        }
        return Double.POSITIVE_INFINITY;
    }
}
