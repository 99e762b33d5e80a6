package io.itops.prometheus.promqltest;

import io.itops.monitoring.eval.Annotation;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what an evaluation gave with what was expected, and throws a {@link Mismatch} at the first difference. */
final class Comparison {
    private final Expected expected;

    Comparison(Expected expected) {
        this.expected = expected;
    }

    /** A failure that was expected, with the text that was expected. */
    void failure(String message) {
        if (!expected.fails()) {
            throw new Mismatch("a result", "failure: " + message);
        }
        for (Expected.Wanted wanted : expected.lines(Expected.Kind.FAIL)) {
            if (!wanted.meets(message)) {
                throw new Mismatch("failure " + wanted, "failure: " + message);
            }
        }
    }

    /** An annotation as runners tell it: with its place at the end since 3.6 or so, and without it before. */
    private record Told(String placed, String bare) {
        boolean meets(Expected.Wanted wanted) {
            return wanted.meets(placed) || wanted.meets(bare);
        }

        @Override
        public String toString() {
            return placed;
        }
    }

    /** The annotations, each as its text with its place, or without one. */
    void annotations(List<Annotation> annotations, Function<Annotation, String> text) {
        List<Told> warnings = told(annotations, Annotation.Level.WARNING, text);
        List<Told> infos = told(annotations, Annotation.Level.INFO, text);
        all("warning", expected.lines(Expected.Kind.WARN), warnings);
        all("info", expected.lines(Expected.Kind.INFO), infos);
        if (expected.has(Expected.Kind.NO_WARN) && !warnings.isEmpty()) {
            throw new Mismatch("no warning", warnings.toString());
        }
        if (expected.has(Expected.Kind.NO_INFO) && !infos.isEmpty()) {
            throw new Mismatch("no info", infos.toString());
        }
    }

    private static List<Told> told(
            List<Annotation> annotations, Annotation.Level level, Function<Annotation, String> text) {
        return annotations.stream()
                .filter(a -> a.level() == level)
                .map(a -> new Told(text.apply(a), a.toString()))
                .toList();
    }

    private static void all(String what, List<Expected.Wanted> wanted, List<Told> found) {
        for (Expected.Wanted one : wanted) {
            if (found.stream().noneMatch(told -> told.meets(one))) {
                throw new Mismatch(what + ' ' + one, found.isEmpty() ? "no " + what : found.toString());
            }
        }
        for (Told told : wanted.isEmpty() ? List.<Told>of() : found) {
            if (wanted.stream().noneMatch(told::meets)) {
                throw new Mismatch(what + ' ' + wanted, told.toString());
            }
        }
    }

    /** A result that is none of a range query. */
    void result(EvalResult result, Statement.When when) {
        if (result instanceof EvalResult.Scalar scalar) {
            scalar(scalar.value());
        } else if (result instanceof EvalResult.Text text) {
            text(text.value());
        } else if (result instanceof EvalResult.Vector vector) {
            vector(vector.samples());
        } else if (result instanceof EvalResult.Matrix matrix) {
            Statement.When vector = expected.vector;
            matrix(matrix.series(), vector == null ? when : vector);
        }
    }

    void scalar(double value) {
        @Nullable Double wanted = expected.scalar;
        if (wanted == null) {
            throw new Mismatch(expected.describe(), "scalar " + value);
        }
        if (!Almost.equal(wanted, value)) {
            throw new Mismatch("scalar " + wanted, "scalar " + value);
        }
    }

    private void text(String value) {
        if (!value.equals(expected.text)) {
            throw new Mismatch(expected.describe(), "string \"" + value + '"');
        }
    }

    /** What an evaluation gave, for people: the first of its series. */
    static String shown(EvalResult result) {
        if (result instanceof EvalResult.Scalar scalar) {
            return "scalar " + scalar.value();
        }
        if (result instanceof EvalResult.Text text) {
            return "string \"" + text.value() + '"';
        }
        return result instanceof EvalResult.Matrix matrix
                ? shown(matrix.series())
                : shown(((EvalResult.Vector) result).samples());
    }

    private static String shown(List<?> series) {
        if (series.isEmpty()) {
            return "an empty result";
        }
        String first =
                series.stream().limit(Expected.SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        return series.size() > Expected.SHOWN ? first + " and " + (series.size() - Expected.SHOWN) + " more" : first;
    }

    void vector(List<Sample> samples) {
        refuseOther("vector " + samples);
        Set<Labels> seen = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Expected.Entry entry = expected.series().get(sample.labels());
            if (entry == null) {
                throw new Mismatch(expected.describe(), shown(samples));
            }
            if (expected.has(Expected.Kind.ORDERED) && entry.place() != i + 1) {
                throw new Mismatch(sample.labels() + " at place " + entry.place(), "place " + (i + 1));
            }
            Point point = entry.line().points().get(0);
            if (point.kind() != Point.Kind.VALUE || !Almost.equal(point.value(), sample.value())) {
                throw new Mismatch(sample.labels() + " " + point, sample.toString());
            }
            if (!seen.add(sample.labels())) {
                throw new Mismatch(sample.labels() + " once", "twice");
            }
        }
        requireAll(seen, samples);
    }

    void matrix(List<SeriesSamples> series, Statement.When when) {
        refuseOther("matrix " + series);
        if (expected.has(Expected.Kind.ORDERED)) {
            throw new Mismatch("an ordered vector", "matrix " + series);
        }
        sorted(series);
        Set<Labels> seen = new HashSet<>();
        for (SeriesSamples one : series) {
            Expected.Entry entry = expected.series().get(one.labels());
            if (entry == null) {
                throw new Mismatch(expected.describe(), shown(series));
            }
            points(entry.line(), one, when);
            seen.add(one.labels());
        }
        requireAll(seen, series);
    }

    private static void points(SeriesLine line, SeriesSamples got, Statement.When when) {
        int found = 0;
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            long at = when.start() + i * when.step();
            if (at > when.end()) {
                throw new Mismatch(line.points().size() + " points of " + line.labels(), "a range of fewer steps");
            }
            if (point.kind() == Point.Kind.OMITTED) {
                continue;
            }
            if (found >= got.size()
                    || got.timestampAt(found) != at
                    || !Almost.equal(point.value(), got.valueAt(found))) {
                throw new Mismatch(line.labels() + " " + point + " at " + at + " ms", got.toString());
            }
            found++;
        }
        if (found != got.size()) {
            throw new Mismatch(found + " points of " + line.labels(), got.toString());
        }
    }

    static void sorted(List<SeriesSamples> series) {
        for (int i = 1; i < series.size(); i++) {
            if (series.get(i - 1).labels().compareTo(series.get(i).labels()) >= 0) {
                throw new Mismatch(
                        "series by rising labels",
                        series.get(i - 1).labels() + " before " + series.get(i).labels());
            }
        }
    }

    private void refuseOther(String got) {
        if (expected.scalar != null || expected.text != null) {
            throw new Mismatch(expected.describe(), got);
        }
    }

    private void requireAll(Set<Labels> seen, List<?> got) {
        expected.series().forEach((labels, entry) -> {
            if (!seen.contains(labels)) {
                throw new Mismatch(labels + " " + entry.line().points().get(0), "no such series, but " + shown(got));
            }
        });
    }
}
