package io.itops.quickstart;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;

import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.rule.AlertRule;

/** The only rule there is: too many checkouts fail. It knows nothing but the meters of the HTTP server. */
final class FailureRule {
    static final String NAME = "CheckoutFailures";
    static final double THRESHOLD = 0.05;

    private static final String REQUESTS = "http_server_requests_seconds_count";

    private FailureRule() {}

    /** The share of checkouts that did not succeed. */
    static Expr failures(Pace pace) {
        Expr succeeded = rate(metric(REQUESTS, eq("service", Landscape.CHECKOUT), eq("status", "200")), pace.range())
                .sumBy("service");
        Expr all = rate(metric(REQUESTS, eq("service", Landscape.CHECKOUT)), pace.range())
                .sumBy("service");
        return number(1).minus(succeeded.dividedBy(all));
    }

    static AlertRule of(Pace pace) {
        return AlertRule.named(NAME)
                .when(failures(pace).above(THRESHOLD))
                .holdFor(pace.hold())
                .severity(Severity.SEV2)
                .service(Landscape.CHECKOUT)
                .annotation("summary", "more than 5 % of checkouts fail")
                .build();
    }
}
