package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleGroupState;
import io.itops.monitoring.rule.RuleHealth;
import io.itops.monitoring.rule.RuleState;
import io.itops.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleStatesTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant FIRST = START.plusSeconds(15);

    private final ManualClock clock = ManualClock.at(START);
    private final InMemoryStore store = new InMemoryStore();
    private final SimpleMeterRegistry own = new SimpleMeterRegistry();

    private Monitoring monitoring(MonitoringOptions options, RuleGroup... groups) {
        ops = ItOps.builder().store(store).clock(clock).meterRegistry(own).build();
        Monitoring monitoring = Monitoring.attach(ops, options);
        List.of(groups).forEach(monitoring::add);
        return monitoring;
    }

    private ItOps ops = ItOps.builder().store(store).clock(clock).build();

    private void slot(Monitoring monitoring, double... loads) {
        Instant next = clock.instant().plusSeconds(15);
        for (int i = 0; i < loads.length; i++) {
            monitoring.metrics().append(Labels.metric("load", "host", "h" + i), next.minusSeconds(1), loads[i]);
        }
        ops.runUntil(next);
    }

    private static RuleState only(Monitoring monitoring) {
        return monitoring.rules().get(0).rules().get(0);
    }

    @Test
    void subqueriesWithoutAStepTakeThatOfTheOptions() {
        AlertRule often =
                AlertRule.named("Often").when("count_over_time(load[1m:]) > 2").build();

        assertThat(new EngineScene().start(EngineScene.group(often)).slots(5, 1).alerts())
                .isEmpty();
        MonitoringOptions.Builder options = MonitoringOptions.builder().subqueryStep(EngineScene.SLOT);
        assertThat(new EngineScene()
                        .start(options, EngineScene.group(often))
                        .slots(5, 1)
                        .alerts())
                .hasSize(1);
    }

    @Test
    void theListTellsOfEveryRuleInOrder() {
        Monitoring monitoring = monitoring(
                MonitoringOptions.DEFAULTS,
                RuleGroup.of(
                        "zoo",
                        ofSeconds(15),
                        AlertRule.named("Slow")
                                .when(metric("load").above(5))
                                .holdFor(ofSeconds(15))
                                .build(),
                        AlertRule.named("High").when(metric("load").above(5)).build(),
                        AlertRule.named("Broken")
                                .when("load > on () group_left () load")
                                .build()),
                RuleGroup.named("air")
                        .interval(ofSeconds(15))
                        .rule(RecordingRule.of("load:max", metric("load")))
                        .build());

        assertThat(monitoring.rules()).extracting(RuleGroupState::name).containsExactly("air", "zoo");
        assertThat(monitoring.rules().get(1).health()).isEqualTo(RuleHealth.UNKNOWN);
        assertThat(only(monitoring).lastEvaluation()).isEmpty();

        slot(monitoring, 9, 9, 1);

        List<RuleState> zoo = monitoring.rules().get(1).rules();
        assertThat(zoo)
                .containsExactly(
                        state("Slow", RuleHealth.OK, null, AlertStatus.PENDING, 2, 0),
                        state("High", RuleHealth.OK, null, AlertStatus.FIRING, 0, 2),
                        state("Broken", RuleHealth.ERR, zoo.get(2).lastError().orElse(""), AlertStatus.INACTIVE, 0, 0));
        assertThat(zoo.get(2).lastError().orElseThrow()).contains("many");
        assertThat(monitoring.rules().get(1).health()).isEqualTo(RuleHealth.ERR);
        RuleGroupState air = monitoring.rules().get(0);
        assertThat(air.health()).isEqualTo(RuleHealth.OK);
        assertThat(air.lastEvaluation()).contains(FIRST);
        assertThat(air.rules().get(0).kind()).isEqualTo(Rule.Kind.RECORDING);
        assertThat(air.rules().get(0).state()).isEmpty();
    }

    @Test
    void anAlertWhoseRuleNowRecordsUnderItsNameEnds() {
        AlertRule alert = AlertRule.named("High").when(metric("load").above(5)).build();
        Monitoring monitoring = monitoring(MonitoringOptions.DEFAULTS, RuleGroup.of("zoo", ofSeconds(15), alert));
        slot(monitoring, 9);
        assertThat(only(monitoring).state()).contains(AlertStatus.FIRING);

        monitoring.replace(List.of(RuleGroup.of("zoo", ofSeconds(15), RecordingRule.of("High", metric("load")))));
        slot(monitoring, 9);

        assertThat(only(monitoring).state()).isEmpty();
        assertThat(monitoring.alerts()).noneMatch(left -> left.status().active());
    }

    private static RuleState state(
            String name, RuleHealth health, @Nullable String error, AlertStatus state, int pending, int firing) {
        return new RuleState(
                name,
                Rule.Kind.ALERT,
                health,
                Optional.ofNullable(error),
                Optional.ofNullable(error).map(e -> FIRST),
                Optional.of(FIRST),
                Duration.ZERO,
                Optional.of(state),
                pending,
                firing);
    }

    @Test
    void afterARestartARuleHasTheAlertsThatWereLeft() {
        RuleGroup group = RuleGroup.of(
                "shop",
                ofSeconds(15),
                AlertRule.named("High").when(metric("load").above(5)).build());
        slot(monitoring(MonitoringOptions.DEFAULTS, group), 9);
        Monitoring next = monitoring(MonitoringOptions.DEFAULTS, group);

        assertThat(only(next).health()).isEqualTo(RuleHealth.UNKNOWN);
        assertThat(only(next).state()).contains(AlertStatus.FIRING);
        assertThat(only(next).firing()).isEqualTo(1);
    }

    @Test
    void aRuleThatReadsTooMuchFailsByTheTextOfItsBudget() {
        Monitoring monitoring = monitoring(
                MonitoringOptions.builder().limits(new EvalLimits(3, 100, 100)).build(),
                RuleGroup.of(
                        "shop",
                        ofSeconds(15),
                        AlertRule.named("Many").when(metric("load").above(5)).build()));

        slot(monitoring, 9, 9, 9, 9);

        assertThat(only(monitoring).health()).isEqualTo(RuleHealth.ERR);
        assertThat(only(monitoring).lastError()).contains("samples read must be at most 3, but was more");
        assertThat(monitoring.explain("Many").evidence())
                .containsEntry("last evaluation", "failed: samples read must be at most 3, but was more")
                .containsEntry("budget exceeded", "samples");
        assertThat(exceeded("samples")).isEqualTo(1);

        slot(monitoring, 9, 9, 9, 9);
        assertThat(exceeded("samples")).as("counted at every slot").isEqualTo(2);
    }

    private double exceeded(String budget) {
        return own.get("itops.monitoring.rule.budgets.exceeded")
                .tag("budget", budget)
                .counter()
                .count();
    }

    @Test
    void aRuleThatTakesTooLongOnTheClockOfTheInstanceFails() {
        AtomicBoolean slow = new AtomicBoolean();
        ops = ItOps.builder()
                .store(store)
                .clock(() -> slow.get() ? clock.advance(ofMillis(1)) : clock.instant())
                .meterRegistry(own)
                .build();
        Monitoring monitoring = Monitoring.attach(
                        ops,
                        MonitoringOptions.builder()
                                .limits(new EvalLimits(5_000_000, 100_000, 100, 1_000_000, ofMillis(2)))
                                .build())
                .add(RuleGroup.of(
                        "shop",
                        ofSeconds(15),
                        AlertRule.named("Slow")
                                .when(rate(metric("load"), ofMinutes(1)).above(5))
                                .build()));
        for (int i = 0; i < 5_000; i++) {
            monitoring.metrics().append(Labels.metric("load", "host", "h" + i), START.plusSeconds(1), i);
        }
        clock.advance(ofSeconds(15));
        slow.set(true);
        ops.runUntil(clock.instant());
        slow.set(false);

        assertThat(only(monitoring).lastError()).contains("evaluation must take at most PT0.002S, but took longer");
        assertThat(only(monitoring).duration()).isGreaterThan(ofMillis(2));
        assertThat(exceeded("time")).isEqualTo(1);
    }

    private static Duration ofMillis(int millis) {
        return Duration.ofMillis(millis);
    }
}
