package io.itops.cli;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.JsonLimits;
import io.itops.core.record.Tree;
import io.itops.monitoring.eval.Annotation;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.promql.ParsedExpr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A result as Prometheus' HTTP API answers it, one document in one line. */
final class JsonOutput implements QueryOutput {
    /**
     * The budget of the evaluation bounds the result, so the document need not be bounded again. Nothing lies deeper than the evidence of an
     * explanation of eight levels, of an alert in a pair or an incident.
     */
    private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 24, Integer.MAX_VALUE);

    private final Console console;

    JsonOutput(Console console) {
        this.console = console;
    }

    @Override
    public void result(EvalResult result, ParsedExpr parsed, Instant at) {
        Map<String, Tree> answer = new TreeMap<>();
        answer.put("status", new Tree.Text("success"));
        answer.put(
                "data",
                Tree.Obj.of(Map.of("resultType", new Tree.Text(type(result.kind())), "result", value(result, at))));
        List<Annotation> annotations = QueryOutput.annotations(result);
        put(answer, "warnings", annotations, Annotation.Level.WARNING, parsed);
        put(answer, "infos", annotations, Annotation.Level.INFO, parsed);
        print(answer);
    }

    private static String type(EvalResult.Kind kind) {
        return switch (kind) {
            case SCALAR -> "scalar";
            case VECTOR -> "vector";
            case MATRIX -> "matrix";
            case TEXT -> "string";
            case FAILURE -> throw new IllegalStateException("a failure is no result");
        };
    }

    private static Tree value(EvalResult result, Instant at) {
        long millis = at.toEpochMilli();
        List<Tree> items = new ArrayList<>();
        if (result instanceof EvalResult.Scalar scalar) {
            return point(millis, QueryOutput.number(scalar.value()));
        }
        if (result instanceof EvalResult.Text text) {
            return point(millis, text.value());
        }
        if (result instanceof EvalResult.Vector vector) {
            for (Sample sample : vector.samples()) {
                Tree point = point(millis, QueryOutput.number(sample.value()));
                items.add(Tree.Obj.of(Map.of("metric", metric(sample.labels()), "value", point)));
            }
        }
        if (result instanceof EvalResult.Matrix matrix) {
            for (SeriesSamples series : matrix.series()) {
                List<Tree> points = new ArrayList<>();
                for (int i = 0; i < series.size(); i++) {
                    points.add(point(series.timestampAt(i), QueryOutput.number(series.valueAt(i))));
                }
                items.add(Tree.Obj.of(Map.of("metric", metric(series.labels()), "values", new Tree.Arr(points))));
            }
        }
        return new Tree.Arr(items);
    }

    private static Tree point(long millis, String value) {
        return new Tree.Arr(List.of(new Tree.Num(millis / 1_000.0), new Tree.Text(value)));
    }

    private static Tree metric(Labels labels) {
        Map<String, Tree> members = new TreeMap<>();
        labels.asMap().forEach((name, value) -> members.put(name, new Tree.Text(value)));
        return Tree.Obj.of(members);
    }

    private static void put(
            Map<String, Tree> answer,
            String name,
            List<Annotation> annotations,
            Annotation.Level level,
            ParsedExpr parsed) {
        List<Tree> texts = new ArrayList<>();
        for (Annotation annotation : annotations) {
            if (annotation.level() == level) {
                texts.add(new Tree.Text(QueryOutput.text(annotation, parsed)));
            }
        }
        if (!texts.isEmpty()) {
            answer.put(name, new Tree.Arr(texts));
        }
    }

    @Override
    public void error(String kind, String message) {
        print(Map.of(
                "status", new Tree.Text("error"),
                "errorType", new Tree.Text(kind),
                "error", new Tree.Text(Console.quoted(message))));
    }

    void print(Map<String, Tree> answer) {
        console.line(CanonicalJson.write(Tree.Obj.of(answer), LIMITS));
    }
}
