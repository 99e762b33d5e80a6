package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.Severity;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.backtest.Backtest;
import io.itops.monitoring.backtest.BacktestResult;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    @Test
    void aRuleWatchesTheMetersOfTheProgram() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        CompositeMeterRegistry meters = new CompositeMeterRegistry();
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(clock).build()) {
            var monitoring = Monitoring.attach(ops);
            meters.add(monitoring.meterRegistry()); // the CompositeMeterRegistry of the program
            monitoring.add(AlertRule.named("CheckoutErrors")
                    .when(rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1))
                            .sumBy("service")
                            .above(5.0))
                    .holdFor(ofMinutes(2))
                    .severity(Severity.SEV2)
                    .service("checkout")
                    .dedupBy("service")
                    .build());
            Timer failures = Timer.builder("http.server.requests")
                    .tag("service", "checkout")
                    .tag("status", "503")
                    .register(meters);
            for (int slot = 0; slot < 8; slot++) {
                for (int i = 0; i < 150; i++) {
                    failures.record(Duration.ofMillis(20));
                }
                ops.runUntil(clock.instant().plusSeconds(15));
            }
            assertThat(monitoring.alerts()).hasSize(1);
        }
    }

    @Test
    void aTextIsReadAsTheTreeThatTheBuilderMakes() {
        Expr errors =
                PromQl.parse("sum by (service) (rate(http_server_requests_seconds_count{status=\"503\"}[1m])) > 5");

        assertThat(errors)
                .isEqualTo(rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1))
                        .sumBy("service")
                        .above(5.0));
    }

    @Test
    void rulesAreRunOverThePast() {
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(clock).build()) {
            var monitoring = Monitoring.attach(ops);
            var now = clock.instant();
            monitoring.metrics().append(Labels.metric("load", "host", "a"), now.minusSeconds(60), 9);
            var group = RuleGroup.of(
                    "g",
                    ofMinutes(1),
                    AlertRule.named("High").when(metric("load").above(5)).build());
            Backtest lastDay = Backtest.of(monitoring.metrics(), now.minus(ofDays(1)), now);
            BacktestResult result = lastDay.run(group);
            assertThat(result.alerts()).hasSize(1);
        }
    }
}
