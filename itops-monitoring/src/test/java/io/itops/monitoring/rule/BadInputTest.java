package io.itops.monitoring.rule;

import static io.itops.monitoring.Refusals.none;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.monitoring.Refusals;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules and groups that make no sense are refused, and a builder that refused goes on as it was. */
class BadInputTest {
    private static final Expr DOWN = metric("up").below(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    private static AlertRule.Builder named(String name) {
        return AlertRule.named(name).when(DOWN);
    }

    private static AlertRule rule() {
        return named("Down").build();
    }

    private static SortedMap<String, String> many(int count) {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            map.put("l" + i, "v");
        }
        return map;
    }

    private static AlertRule with(
            List<String> dedupBy, SortedMap<String, String> labels, SortedMap<String, String> notes) {
        return new AlertRule(
                "Down",
                DOWN,
                MINUTE,
                Duration.ZERO,
                Severity.SEV3,
                Optional.empty(),
                dedupBy,
                ResolvePolicy.ALL,
                labels,
                notes,
                TextExpander.PLAIN,
                AlertOptions.PROMETHEUS);
    }

    private static Expr deep(int levels) {
        Expr expr = metric("up");
        for (int i = 1; i < levels; i++) {
            expr = expr.sumBy();
        }
        return expr;
    }

    @Test
    void aRuleRefusesAndItsBuilderStaysAsItWas() {
        AlertRule.Builder kept = named("Down")
                .holdFor(MINUTE)
                .severity(Severity.SEV1)
                .service("shop")
                .dedupBy("pod")
                .label("team", "a")
                .annotation("summary", "down");
        AlertRule before = kept.build();
        new Refusals()
                .add("rule name must be given", () -> AlertRule.named(none()))
                .add("rule name must not be blank", () -> AlertRule.named(" "))
                .add("rule name must be at most 100 characters", () -> AlertRule.named("r".repeat(101)))
                .add("rule name must have no white space at its ends", () -> AlertRule.named(" Down"))
                .add("rule name must have no control character", () -> AlertRule.named("a\nb"))
                .add("rule name must not contain NUL", () -> AlertRule.named("a\u0000b"))
                .add("rule name must be well-formed Unicode", () -> AlertRule.named("a\ud800"))
                .add(
                        "condition of Down must be given",
                        () -> AlertRule.named("Down").build())
                .add("condition must be given", () -> kept.when(Refusals.<Expr>none()))
                .add(
                        "condition of Down must be an instant vector or a scalar",
                        () -> AlertRule.named("Down").when(text("x")).build())
                .add("hold time must be given", () -> kept.holdFor(none()))
                .add("hold time must not be negative, but was PT-1M", () -> kept.holdFor(MINUTE.negated()))
                .add(
                        "hold time must be at most 366 days",
                        () -> kept.holdFor(Duration.ofDays(366).plusNanos(1)))
                .add("severity must be given", () -> kept.severity(none()))
                .add("service id must be given", () -> kept.service(none()))
                .add("service id must not be blank", () -> kept.service(""))
                .add("service id must be at most 200 characters", () -> kept.service("s".repeat(201)))
                .add("labels of the dedup key must be given", () -> kept.dedupBy((String[]) none()))
                .add("each of the labels of the dedup key must be given", () -> kept.dedupBy((String) none()))
                .add("labels of the dedup key must have 1 to 16 elements, but was 0", () -> kept.dedupBy())
                .add(
                        "labels of the dedup key must have 1 to 16 elements, but was 17",
                        () -> kept.dedupBy(many(17).keySet().toArray(String[]::new)))
                .add("label of the dedup key must not be blank", () -> kept.dedupBy(""))
                .add("label of the dedup key must be at most 128", () -> kept.dedupBy("l".repeat(129)))
                .add("label of the dedup key must not contain NUL", () -> kept.dedupBy("\u0000"))
                .add("label of the dedup key must be given once, but was \"pod\"", () -> kept.dedupBy("pod", "pod"))
                .add("resolve policy must be given", () -> kept.resolve(none()))
                .add("label name must be given", () -> kept.label(none(), "v"))
                .add("label value must be given", () -> kept.label("zone", none()))
                .add("label name must not be empty", () -> kept.label("", "v"))
                .add("label name must be at most 128 characters", () -> kept.label("l".repeat(129), "v"))
                .add("label value must be at most 1024 characters", () -> kept.label("zone", "v".repeat(1_025)))
                .add("label value must be well-formed Unicode", () -> kept.label("zone", "\ud800"))
                .add("label team of Down must be given once, but was \"b\"", () -> kept.label("team", "b"))
                .add("annotation name must be given", () -> kept.annotation(none(), "x"))
                .add("annotation name must not be blank", () -> kept.annotation("", "x"))
                .add("annotation name must be at most 128 characters", () -> kept.annotation("a".repeat(129), "x"))
                .add("annotation must be given", () -> kept.annotation("runbook", none()))
                .add("annotation must be at most 4000 characters", () -> kept.annotation("runbook", "x".repeat(4_001)))
                .add("annotation must not contain NUL", () -> kept.annotation("runbook", "\u0000"))
                .add(
                        "annotation summary of Down must be given once, but was \"up\"",
                        () -> kept.annotation("summary", "up"))
                .areTyped();
        assertThat(kept.build()).isEqualTo(before);
    }

    @Test
    void partsThatAreGivenWholeAreRefusedToo() {
        List<String> key = List.of("service");
        new Refusals()
                .add(
                        "each of the labels of the dedup key must be given",
                        () -> with(Collections.singletonList(none()), many(0), many(0)))
                .add("labels of the dedup key must be given", () -> with(none(), many(0), many(0)))
                .add("rule labels must be given", () -> with(key, none(), many(0)))
                .add("rule labels must have 0 to 63 elements, but was 64", () -> with(key, many(64), many(0)))
                .add("annotations must be given", () -> with(key, many(0), none()))
                .add("annotations must have 0 to 64 elements, but was 65", () -> with(key, many(0), many(65)))
                .add(
                        "rule labels must not name a metric",
                        () -> named("Down").label("__name__", "up").build())
                .add(
                        "rule labels of Down must leave alertname to the rule",
                        () -> named("Down").label("alertname", "Up").build())
                .add(
                        "label service of Down must name the service that the rule is given, shop",
                        () -> named("Down")
                                .service("shop")
                                .label("service", "ledger")
                                .build())
                .areTyped();
        assertThat(with(List.copyOf(many(16).keySet()), many(63), many(64))
                        .alertLabels(Labels.empty())
                        .size())
                .isEqualTo(64);
        assertThat(named("r".repeat(100)).holdFor(Duration.ofDays(366)).build().name())
                .hasSize(100);
    }

    @Test
    void aConditionThatIsTooLargeIsRefusedHoweverItIsMade() {
        Expr doubling = metric("up");
        for (int i = 0; i < 60; i++) {
            doubling = doubling.plus(doubling);
        }
        Expr doubled = doubling;
        Expr wide = metric("up");
        for (int i = 0; i < 16; i++) {
            wide = i < 12 ? wide.plus(wide) : wide;
        }
        Expr fits = wide;
        new Refusals()
                .add(
                        "condition of Down must be at most 500 levels deep, but was 501",
                        () -> AlertRule.named("Down").when(deep(501)).build())
                .add(
                        "condition of Down must be at most 500 levels deep",
                        () -> AlertRule.named("Down").when(deep(200_000)).build())
                .add(
                        "condition of Down must have at most 10000 parts",
                        () -> AlertRule.named("Down").when(doubled).build())
                .areTyped();
        assertThat(AlertRule.named("Down").when(deep(500)).build().when().reach())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(AlertRule.named("Down").when(fits).build().when()).isSameAs(fits);
    }

    private static RuleGroup.Builder group() {
        return RuleGroup.named("g");
    }

    private static RuleGroup labelled(SortedMap<String, String> labels) {
        return new RuleGroup("g", MINUTE, 0, Duration.ZERO, labels, true, List.of());
    }

    @Test
    void recordingRulesAreRefused() {
        new Refusals()
                .add("name of a recording rule must be given", () -> RecordingRule.of(none(), DOWN))
                .add("name of a recording rule must not be blank", () -> RecordingRule.of("", DOWN))
                .add("name of a recording rule must be at most 200", () -> RecordingRule.of("r".repeat(201), DOWN))
                .add("name of a recording rule must have no braces", () -> RecordingRule.of("up{a}", DOWN))
                .add("expression of up:down must be given", () -> RecordingRule.of("up:down", (Expr) none()))
                .add(
                        "expression of up:down must be an instant vector or a scalar",
                        () -> RecordingRule.of("up:down", text("x")))
                .add(
                        "rule labels must have 0 to 63 elements, but was 64",
                        () -> new RecordingRule("up:down", DOWN, many(64)))
                .areTyped();
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        AlertRule.Builder kept = named("Down");
        AlertRule before = kept.build();
        new Refusals()
                .add("time that firing is kept must not be negative", () -> kept.keepFiringFor(MINUTE.negated()))
                .add(
                        "time that firing is kept must be at most",
                        () -> kept.keepFiringFor(Duration.ofDays(366).plusMillis(1)))
                .add("expander must be given", () -> kept.expander(none()))
                .add("no-data policy must be given", () -> kept.noData(none()))
                .add("error policy must be given", () -> kept.onError(none()))
                .add("evaluations looked at must be 2 to 50, but was 51", () -> kept.atLeast(1, 51))
                .add("evaluations looked at must be 2 to 50, but was 1", () -> kept.atLeast(1, 1))
                .add("evaluations in which the condition holds must be 1 to 3, but was 4", () -> kept.atLeast(4, 3))
                .add("evaluations in which the condition holds must be 1 to 3, but was 0", () -> kept.atLeast(0, 3))
                .add("clear condition must be given", () -> kept.clearWhen((Expr) none()))
                .add("clear condition must be an instant vector or a scalar", () -> kept.clearWhen(text("x")))
                .add("severity must be given", () -> kept.severity(none(), DOWN))
                .add("condition of SEV1 must be given", () -> kept.severity(Severity.SEV1, (Expr) none()))
                .add("firings of an alert that flaps must be 2 to 10, but was 1", () -> kept.flapping(1, MINUTE))
                .add("firings of an alert that flaps must be 2 to 10, but was 11", () -> kept.flapping(11, MINUTE))
                .add("time in which an alert flaps must be positive", () -> kept.flapping(2, Duration.ZERO))
                .areTyped();
        assertThat(kept.build()).isEqualTo(before);
        new Refusals()
                .add(
                        "number of evaluations of Down must stand without a hold time",
                        () -> named("Down").atLeast(2, 3).holdFor(MINUTE).build())
                .add(
                        "number of evaluations must stand without a clear condition",
                        () -> named("Down").atLeast(2, 3).clearWhen(DOWN))
                .add(
                        "severity of a level must be given once, but was SEV1",
                        () -> named("Down").severity(Severity.SEV1, DOWN).severity(Severity.SEV1, DOWN))
                .areTyped();
    }

    @Test
    void groupsAreRefused() {
        AlertRule rule = rule();
        AlertRule[] tooMany = IntStream.range(0, 10_001).mapToObj(i -> rule).toArray(AlertRule[]::new);
        new Refusals()
                .add("group name must be given", () -> RuleGroup.of(none(), MINUTE))
                .add("group name must not be blank", () -> RuleGroup.of("", MINUTE))
                .add("group name must be at most 100 characters", () -> RuleGroup.of("g".repeat(101), MINUTE))
                .add("interval must be given", () -> RuleGroup.of("g", none()))
                .add("interval must be positive, but was PT0S", () -> RuleGroup.of("g", Duration.ZERO))
                .add("interval must be positive, but was PT-1M", () -> RuleGroup.of("g", MINUTE.negated()))
                .add("interval must be at least a second", () -> RuleGroup.of("g", Duration.ofMillis(999)))
                .add(
                        "interval must be at most PT24H",
                        () -> RuleGroup.of("g", Duration.ofDays(1).plusMillis(1)))
                .add("rules must be given", () -> RuleGroup.of("g", MINUTE, (Rule[]) none()))
                .add("each of the rules must be given", () -> RuleGroup.of("g", MINUTE, (Rule) none()))
                .add(
                        "each of the rules must be given, but was null",
                        () -> new RuleGroup(
                                "g", MINUTE, 0, Duration.ZERO, many(0), true, Collections.singletonList(none())))
                .add("query offset must not be negative", () -> group().queryOffset(MINUTE.negated()))
                .add(
                        "query offset must be at most PT24H",
                        () -> group().queryOffset(Duration.ofDays(1).plusMillis(1)))
                .add("limit of group g must be 0 to 10000000, but was -1", () -> group().limit(-1))
                .add("label name must not be empty", () -> group().label("", "v"))
                .add("label value must be at most 1024 characters", () -> group().label("l", "v".repeat(1_025)))
                .add(
                        "label team of g must be given once, but was \"b\"",
                        () -> group().label("team", "a").label("team", "b"))
                .add(
                        "group labels must not name a metric",
                        () -> group().label("__name__", "up").build())
                .add(
                        "rule labels of Down must leave alertname to the rule",
                        () -> group().label("alertname", "x").rule(rule).build())
                .add("group labels must have 0 to 63 elements, but was 64", () -> labelled(many(64)))
                .add("rule must be given", () -> group().rule(none()))
                .add("rules must have 0 to 10000 elements, but was 10001", () -> RuleGroup.of("g", MINUTE, tooMany))
                .areTyped();
        assertThat(RuleGroup.of("g".repeat(100), Duration.ofDays(1), rule).rules())
                .containsExactly(rule);
        assertThat(RuleGroup.of("g", Duration.ofSeconds(1)).interval()).isEqualTo(Duration.ofSeconds(1));
    }

    private static Alert alert(AlertIdentity identity, Instant activeAt, Duration downtime) {
        return new Alert(
                identity,
                AlertStatus.PENDING,
                1,
                activeAt,
                downtime,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AlertPast.NONE);
    }

    @Test
    void slotsAlertsAndJudgementsAreRefused() {
        AlertRule rule = rule();
        EvaluatedSlot slot = new EvaluatedSlot(NOW, Duration.ZERO);
        AlertReading nothing = AlertReading.of(new EvalResult.Vector(List.of(), List.of()));
        AlertIdentity identity = rule.identify("g", rule.alertLabels(Labels.of("pod", "1")));
        Alert alert = alert(identity, NOW, Duration.ZERO);
        new Refusals()
                .add("slot must be given", () -> new EvaluatedSlot(none(), Duration.ZERO))
                .add("slot must lie in the years 1 to 9999", () -> new EvaluatedSlot(Instant.MAX, Duration.ZERO))
                .add("downtime must not be negative", () -> new EvaluatedSlot(NOW, MINUTE.negated()))
                .add("time missed must not be negative", () -> new EvaluatedSlot(NOW, MINUTE, MINUTE.negated()))
                .add("rule must be given", () -> AlertMachine.judge(none(), nothing, Map.of(), slot, a -> false, 0, 1))
                .add("reading must be given", () -> AlertMachine.judge(rule, none(), Map.of(), slot, a -> false, 0, 1))
                .add(
                        "alerts of a rule must be 1 to 100000, but was 0",
                        () -> AlertMachine.judge(rule, nothing, Map.of(), slot, a -> false, 0, 0))
                .add(
                        "alerts of a rule must be 1 to 100000, but was 100001",
                        () -> AlertMachine.judge(rule, nothing, Map.of(), slot, a -> false, 0, 100_001))
                .add("active since must lie in the years 1 to 9999", () -> alert(identity, Instant.MIN, Duration.ZERO))
                .add("downtime must not be negative, but was PT-1M", () -> alert(identity, NOW, MINUTE.negated()))
                .add("instant must lie in the years 1 to 9999", () -> alert.heldFor(Instant.MIN, Duration.ZERO))
                .add("group name must not be blank", () -> rule.identify("", Labels.empty()))
                .add("labels must have 0 to 64 elements, but was 65", () -> rule.alertLabels(Labels.of(many(64))))
                .add(
                        "dedup key must be at most 200 characters",
                        () -> new AlertIdentity(
                                "id",
                                "g",
                                "r",
                                "r",
                                Labels.empty(),
                                Severity.SEV3,
                                ServiceId.of("s"),
                                "k".repeat(201),
                                many(0)))
                .areTyped();
    }

    @Test
    void valuesAreRoundedForPeopleAlone() {
        assertThat(Alert.shown(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(Alert.shown(1234567.89)).isEqualTo("1234570");
        assertThat(Alert.shown(-1.0 / 3)).isEqualTo("-0.333333");
        assertThat(Alert.shown(Double.NaN)).isEqualTo("NaN");
        assertThat(Alert.shown(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
        assertThat(Alert.shown(Double.MAX_VALUE)).startsWith("1.79769e+308");
        AlertIdentity identity = rule().identify("g", rule().alertLabels(Labels.empty()));
        AlertEvent.Firing fired =
                new AlertEvent.Firing(identity, 2.0 / 3, NOW, NOW, Duration.ZERO, Duration.ZERO, Optional.empty());
        assertThat(fired.summary()).endsWith("= 0.666667");
        assertThat(fired.applyTo(null).value()).isEqualTo(2.0 / 3);
        assertThat(fired.applyTo(null).shownValue()).isEqualTo("0.666667");
    }
}
