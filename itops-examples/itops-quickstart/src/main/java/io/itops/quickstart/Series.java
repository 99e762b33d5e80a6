package io.itops.quickstart;

import io.itops.monitoring.Monitoring;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.expr.Expr;
import io.itops.quickstart.report.ReportData.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The rule's expression at every slot of the run, evaluated anew over the samples that the metric store kept. */
final class Series {
    private final Monitoring monitoring;
    private final Expr failures;
    private final Duration interval;

    Series(Monitoring monitoring, FailureRule rule) {
        this.monitoring = monitoring;
        this.failures = rule.failures();
        this.interval = rule.group().interval();
    }

    List<Point> between(Instant start, Instant end) {
        List<Point> points = new ArrayList<>();
        for (Instant at = start.truncatedTo(ChronoUnit.SECONDS); !at.isAfter(end); at = at.plus(interval)) {
            EvalResult result = Evaluator.evaluate(failures, monitoring.metrics(), at, EvalLimits.DEFAULTS);
            if (result instanceof EvalResult.Vector vector && !vector.samples().isEmpty()) {
                double share = vector.samples().get(0).value();
                if (Double.isFinite(share)) {
                    points.add(new Point(at, Math.max(0, share)));
                }
            }
        }
        return points;
    }
}
