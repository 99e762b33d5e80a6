package io.itops.monitoring;

import static io.itops.monitoring.Refusals.none;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.rate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever monitoring is given that makes no sense is refused with a typed error, and nothing of it is applied. */
class BadInputTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(366);

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");

    private ItOps ops() {
        return ItOps.builder().store(new InMemoryStore(clock)).clock(clock).build();
    }

    private static AlertRule rule(String name) {
        return AlertRule.named(name).when(metric("up").below(1)).build();
    }

    private static AlertRule looksBack(String name, Duration range) {
        return AlertRule.named(name)
                .when(rate(metric("errors_total"), range).above(1))
                .build();
    }

    private static MonitoringOptions.Builder options() {
        return MonitoringOptions.builder();
    }

    @Test
    void optionsAreRefused() {
        Duration longer = YEAR.plusNanos(1);
        new Refusals()
                .add(
                        "retention must be given",
                        () -> options().retention(none()).build())
                .add(
                        "retention must be positive, but was PT0S",
                        () -> options().retention(Duration.ZERO).build())
                .add(
                        "retention must be at least 1 ms",
                        () -> options().retention(Duration.ofNanos(999_999)).build())
                .add(
                        "retention must be at most PT8784H",
                        () -> options().retention(longer).build())
                .add(
                        "series limit must be 1 to 10000000, but was 0",
                        () -> options().maxSeries(0).build())
                .add(
                        "series limit must be 1 to 10000000, but was 10000001",
                        () -> options().maxSeries(10_000_001).build())
                .add(
                        "sample limit must be 1 to 1000000000, but was -1",
                        () -> options().maxSamples(-1).build())
                .add(
                        "sample limit must be 1 to 1000000000, but was 1000000001",
                        () -> options().maxSamples(1_000_000_001).build())
                .add(
                        "sampling interval must be given",
                        () -> options().sampleEvery(none()).build())
                .add(
                        "sampling interval must be positive",
                        () -> options().sampleEvery(MINUTE.negated()).build())
                .add(
                        "sampling interval must be at least a second",
                        () -> options().sampleEvery(Duration.ofMillis(999)).build())
                .add(
                        "sampling interval must be at most PT1H",
                        () -> options()
                                .sampleEvery(Duration.ofHours(1).plusNanos(1))
                                .build())
                .add(
                        "evaluation interval must be given",
                        () -> options().evaluateEvery(none()).build())
                .add(
                        "evaluation interval must be at least a second",
                        () -> options().evaluateEvery(Duration.ofNanos(1)).build())
                .add(
                        "evaluation interval must be at most PT24H",
                        () -> options().evaluateEvery(Duration.ofDays(2)).build())
                .add(
                        "warming time must be given",
                        () -> options().warmAtMost(none()).build())
                .add(
                        "warming time must not be negative",
                        () -> options().warmAtMost(MINUTE.negated()).build())
                .add(
                        "warming time must be at most PT8784H",
                        () -> options()
                                .warmAtMost(Duration.ofSeconds(Long.MAX_VALUE))
                                .build())
                .add(
                        "time that ended alerts are kept must be given",
                        () -> options().keepEnded(none()).build())
                .add(
                        "time that ended alerts are kept must be positive",
                        () -> options().keepEnded(Duration.ZERO).build())
                .add(
                        "time that ended alerts are kept must be at most",
                        () -> options().keepEnded(longer).build())
                .add(
                        "alerts of a rule must be 1 to 100000, but was 0",
                        () -> options().maxAlerts(0).build())
                .add(
                        "alerts of a rule must be 1 to 100000, but was 100001",
                        () -> options().maxAlerts(100_001).build())
                .add(
                        "evaluation limits must be given",
                        () -> options().limits(none()).build())
                .areTyped();
        MonitoringOptions largest = options()
                .retention(YEAR)
                .maxSeries(10_000_000)
                .maxSamples(1_000_000_000)
                .sampleEvery(Duration.ofHours(1))
                .evaluateEvery(Duration.ofDays(1))
                .warmAtMost(YEAR)
                .keepEnded(YEAR)
                .maxAlerts(100_000)
                .build();
        try (ItOps ops = ops()) {
            assertThat(Monitoring.attach(ops, largest).metrics().retention()).isEqualTo(YEAR);
        }
    }

    @Test
    void monitoringIsAttachedOnceAndBeforeTheStart() {
        try (ItOps ops = ops()) {
            new Refusals()
                    .add("ops must be given", () -> Monitoring.attach(none()))
                    .add("options must be given", () -> Monitoring.attach(ops, none()))
                    .areTyped();
            Monitoring.attach(ops);
            long entries = ops.journal().head().size();
            new Refusals()
                    .add("module monitoring must be attached once", () -> Monitoring.attach(ops))
                    .areTyped();
            assertThat(ops.journal().head().size()).isEqualTo(entries);
        }
        try (ItOps ops = ops()) {
            ops.start();
            new Refusals()
                    .add("module monitoring must be attached before start()", () -> Monitoring.attach(ops))
                    .areTyped();
        }
    }

    @Test
    void rulesAreRefusedAndThoseThatAreThereStay() {
        try (ItOps ops = ops()) {
            Monitoring monitoring = Monitoring.attach(
                    ops, options().retention(MINUTE.multipliedBy(10)).build());
            monitoring.add(rule("Down")).add(RuleGroup.of("shop", MINUTE, rule("Shop")));
            long entries = ops.journal().head().size();
            String before = monitoring.explain("Down").render();
            Map<String, String> most = new TreeMap<>();
            for (int i = 0; i < 64; i++) {
                most.put("l" + i, "v");
            }
            new Refusals()
                    .add("rule must be given", () -> monitoring.add((AlertRule) none()))
                    .add("group must be given", () -> monitoring.add((RuleGroup) none()))
                    .add(
                            "rule name in group default must be unique, but was \"Down\"",
                            () -> monitoring.add(rule("Down")))
                    .add(
                            "group name must be unique, but was \"shop\"",
                            () -> monitoring.add(RuleGroup.of("shop", MINUTE, rule("Other"))))
                    .add(
                            "group name must be unique, but was \"default\"",
                            () -> monitoring.add(RuleGroup.of("default", MINUTE)))
                    .add(
                            "range of rule Far must be at most the retention of samples, PT10M",
                            () -> monitoring.add(looksBack("Far", Duration.ofMinutes(11))))
                    .add(
                            "range of rule Clearing must be at most the retention of samples, PT10M",
                            () -> monitoring.add(AlertRule.named("Clearing")
                                    .when("load > 5")
                                    .clearWhen(PromQl.parse("avg_over_time(load[11m]) < 3"))
                                    .build()))
                    .add(
                            "range of rule Other must be at most",
                            () -> monitoring.add(
                                    RuleGroup.of("new", MINUTE, rule("Near"), looksBack("Other", Duration.ofHours(1)))))
                    .add("groups must be given", () -> monitoring.replace(none()))
                    .add(
                            "each of the groups must be given",
                            () -> monitoring.replace(java.util.Collections.singletonList(none())))
                    .add(
                            "group name must be unique, but was \"twice\"",
                            () -> monitoring.replace(
                                    List.of(RuleGroup.of("twice", MINUTE), RuleGroup.of("twice", MINUTE))))
                    .add(
                            "range of rule Far must be at most the retention",
                            () -> monitoring.replace(List.of(
                                    RuleGroup.of("new", MINUTE, rule("Near")),
                                    RuleGroup.of("far", MINUTE, looksBack("Far", Duration.ofHours(1))))))
                    .add("slot must be given", () -> monitoring.sampleAt(none()))
                    .add("slot must lie in the years 1 to 9999", () -> monitoring.sampleAt(Instant.MAX))
                    .add("rule name must be given", () -> monitoring.explain(none()))
                    .add("rule name must not be blank", () -> monitoring.explain(" "))
                    .add("rule name must be at most 100 characters", () -> monitoring.explain("r".repeat(10_000)))
                    .add("labels must be given", () -> monitoring.explain("Down", none()))
                    .add(
                            "labels must have 0 to 64 elements, but was 65",
                            () -> monitoring.explain("Down", Labels.of(most)))
                    .areTyped();
            assertThatThrownBy(() -> monitoring.explain("Far"))
                    .isInstanceOfSatisfying(
                            NotFoundException.class, e -> assertThat(e).hasMessageContaining("alert-rule/Far"));
            assertThatThrownBy(() -> monitoring.explain("Near")).isInstanceOf(NotFoundException.class);
            assertThat(ops.journal().head().size()).isEqualTo(entries);
            assertThat(monitoring.explain("Down").render()).isEqualTo(before);
            monitoring.add(looksBack("Far", Duration.ofMinutes(10)));
            assertThat(monitoring.explain("Far").render()).contains("rate(errors_total[10m])");
        }
    }

    @Test
    void aGroupOverTheLimitIsRefused() {
        try (ItOps ops = ops()) {
            Monitoring monitoring = Monitoring.attach(ops);
            for (int i = 0; i < 200; i++) {
                monitoring.add(RuleGroup.of("g" + i, MINUTE));
            }
            assertThatThrownBy(() -> monitoring.add(RuleGroup.of("one-more", MINUTE, rule("More"))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("rule groups must be at most 200, but was 201");
            assertThatThrownBy(() -> monitoring.explain("More")).isInstanceOf(NotFoundException.class);
        }
    }
}
