package io.itops.prometheus.promqltest;

import io.itops.core.ItOpsException;
import io.itops.core.SyntaxException;
import io.itops.monitoring.eval.Annotation;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.SeriesSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One run of one file. Confined to one thread. */
final class Run {
    private static final long MINUTE = 60_000;

    /** What depends on the query's own instants, so that a range query gives something else. */
    private static final Pattern BY_THE_QUERY = Pattern.compile("(start|end|range|step)\\(\\)");

    /** What stands before the label of {@code count_values}, which Prometheus checks only when it evaluates. */
    private static final Pattern BEFORE_THE_LABEL =
            Pattern.compile("count_values\\s*((by|without)\\s*\\([^()]*+\\)\\s*)?\\(\\s*$");

    private static final Pattern QUOTES = Pattern.compile("^\"+|\"+$");

    private static final EvalLimits LIMITS =
            new EvalLimits(50_000_000, 1_000_000, 200, 1_000_000, Duration.ofMinutes(1));

    private final String file;
    private final EvalOptions options;
    private final TestStore store = new TestStore();
    private final List<EvalFailure> failures = new ArrayList<>();
    private int passed;

    Run(String file, Semantics semantics) {
        this.file = file;
        this.options = EvalOptions.builder().limits(LIMITS).semantics(semantics).build();
    }

    FileReport of(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Clear) {
                store.clear();
            } else if (statement instanceof Statement.Load load) {
                new Loading(store, load).run();
            } else if (statement instanceof Statement.Malformed malformed) {
                fail(malformed.line(), malformed.text(), "a statement", malformed.problem(), malformed.notSupported());
            } else if (statement instanceof Statement.Eval eval) {
                eval(eval);
            }
        }
        return new FileReport(file, passed, failures);
    }

    private void fail(int line, String statement, String wanted, String got, Optional<String> notSupported) {
        failures.add(new EvalFailure(file, line, statement, wanted, got, notSupported));
    }

    private void eval(Statement.Eval eval) {
        Optional<Mismatch> mismatch = Optional.empty();
        Optional<String> reason;
        store.watch();
        try {
            reason = check(eval);
        } catch (Mismatch e) {
            mismatch = Optional.of(e);
            reason = store.perhapsNeeded();
        }
        reason = reason.or(store::needed);
        if (eval.expected().hasHistograms()) {
            reason = Optional.of(TestStore.HISTOGRAMS);
        }
        if (mismatch.isEmpty() && reason.isEmpty()) {
            passed++;
        } else {
            fail(
                    eval.line(),
                    eval.expr(),
                    mismatch.map(Mismatch::wanted).orElseGet(eval.expected()::describe),
                    mismatch.map(Mismatch::got)
                            .orElseGet(() -> "nothing, as it was not evaluated with all that it needs"),
                    reason);
        }
    }

    /** What the expression needs that is not there; throws a mismatch if the evaluation gives something else. */
    private Optional<String> check(Statement.Eval eval) {
        Comparison comparison = new Comparison(eval.expected());
        Query query;
        try {
            query = Query.parse(eval.expr(), options.semantics().syntax());
        } catch (ItOpsException e) {
            Optional<String> later = Script.notSupported(e);
            if (later.isEmpty()) {
                comparison.failure(message(e, eval.expr()));
            }
            return later;
        }
        if (eval.when().range()) {
            range(query, eval, comparison);
        } else {
            instants(query, eval, comparison);
        }
        return Optional.empty();
    }

    /** Why an expression was refused, in Prometheus' words where it finds the same only when it evaluates. */
    private static String message(ItOpsException refusal, String expr) {
        if (refusal instanceof SyntaxException syntax
                && syntax.rule().equals("be well-formed UTF-8")
                && syntax.line() == 1
                && BEFORE_THE_LABEL
                        .matcher(expr.substring(0, Math.min(syntax.column() - 1, expr.length())))
                        .find()) {
            return "invalid label name \"" + QUOTES.matcher(syntax.found()).replaceAll("") + '"';
        }
        return String.valueOf(refusal.getMessage());
    }

    private void range(Query query, Statement.Eval eval, Comparison comparison) {
        Statement.When when = eval.when();
        EvalResult result = evaluate(query.expr(), when);
        if (accepted(result, eval.expected(), comparison)) {
            EvalResult.Matrix matrix = (EvalResult.Matrix) result;
            comparison.annotations(matrix.annotations(), query::text);
            comparison.matrix(matrix.series(), when);
        }
    }

    private void instants(Query query, Statement.Eval eval, Comparison comparison) {
        Statement.When vector = eval.expected().vector;
        long at = vector == null ? eval.when().start() : vector.end();
        instant(query, at, eval, comparison);
        if (AtModifiers.canFix(query.expr())) {
            Query fixed = Query.parse(
                    AtModifiers.fix(query.expr(), at).toString(),
                    options.semantics().syntax());
            for (long other : AtModifiers.otherInstants(at)) {
                instant(fixed, other, eval, comparison);
            }
        }
    }

    private void instant(Query query, long at, Statement.Eval eval, Comparison comparison) {
        Statement.When when = Statement.When.instant(at);
        EvalResult result = evaluate(query.expr(), when);
        if (!accepted(result, eval.expected(), comparison)) {
            return;
        }
        comparison.annotations(annotations(result), query::text);
        comparison.result(result, when);
        boolean alone = eval.expected().vector != null || eval.expected().text != null;
        if (!alone && !BY_THE_QUERY.matcher(query.toString()).find()) {
            // What lies around the instant is none of its business: histograms found there are not certainly needed.
            store.around(true);
            middleStep(query, at, eval, comparison);
            store.around(false);
        }
    }

    private void middleStep(Query query, long at, Statement.Eval eval, Comparison comparison) {
        EvalResult result = evaluate(query.expr(), new Statement.When(true, at - MINUTE, at + MINUTE, MINUTE));
        if (result instanceof EvalResult.Failure failure) {
            throw new Mismatch("a result as a range query too", "failure: " + failure.message());
        }
        if (eval.expected().has(Expected.Kind.ORDERED)) {
            return;
        }
        List<SeriesSamples> series = ((EvalResult.Matrix) result).series();
        Comparison.sorted(series);
        List<Sample> samples = new ArrayList<>();
        for (SeriesSamples one : series) {
            for (int i = 0; i < one.size(); i++) {
                if (one.timestampAt(i) == at) {
                    samples.add(new Sample(one.labels(), one.valueAt(i)));
                }
            }
        }
        if (eval.expected().scalar != null && samples.size() == 1) {
            comparison.scalar(samples.get(0).value());
        } else {
            comparison.vector(samples);
        }
    }

    private EvalResult evaluate(Expr expr, Statement.When when) {
        Instant start = Instant.ofEpochMilli(when.start());
        return when.range()
                ? Evaluator.range(
                        expr, store, start, Instant.ofEpochMilli(when.end()), Duration.ofMillis(when.step()), options)
                : Evaluator.evaluate(expr, store, start, options);
    }

    /** Whether there is a result to compare; a failure must be expected, and an expected failure must come. */
    private static boolean accepted(EvalResult result, Expected expected, Comparison comparison) {
        if (result instanceof EvalResult.Failure failure) {
            comparison.failure(failure.message());
            return false;
        }
        if (expected.fails()) {
            throw new Mismatch("a failure", Comparison.shown(result));
        }
        return true;
    }

    private static List<Annotation> annotations(EvalResult result) {
        if (result instanceof EvalResult.Scalar scalar) {
            return scalar.annotations();
        }
        if (result instanceof EvalResult.Vector vector) {
            return vector.annotations();
        }
        return result instanceof EvalResult.Matrix matrix ? matrix.annotations() : List.of();
    }
}
