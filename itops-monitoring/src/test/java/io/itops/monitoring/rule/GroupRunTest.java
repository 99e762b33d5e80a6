package io.itops.monitoring.rule;

import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What groups do slot by slot, each 10 s apart: by the table of docs/rules.md. */
class GroupRunTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final int STEP = 10;
    private static final double GONE = Double.NEGATIVE_INFINITY;

    private final MetricStore metrics = MetricStore.create();
    private GroupRun run = run();

    private GroupRun run(Rule... rules) {
        return run(RuleGroup.of("g", ofSeconds(STEP), rules));
    }

    private GroupRun run(RuleGroup group) {
        run = new GroupRun(group, metrics, EvalOptions.DEFAULTS);
        return run;
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    private static Instant second(int second) {
        return START.plusSeconds(second);
    }

    /** Gives the load of host a at a slot, evaluates, and tells what happened. */
    private List<String> at(int second, double load) {
        feed("a", second, load);
        return evaluate(second);
    }

    private void feed(String host, int second, double load) {
        metrics.append(Labels.metric("load", "host", host), second(second), load == GONE ? StaleMarker.VALUE : load);
    }

    private List<String> evaluate(int second) {
        return told(run.at(second(second)));
    }

    private static List<String> told(GroupRun.Step step) {
        List<String> told = new ArrayList<>();
        step.events().forEach(event -> told.add(event.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        step.failures().forEach((rule, why) -> told.add(rule + ": " + why));
        return told;
    }

    private List<String> query(Expr expr, int second) {
        return ((EvalResult.Vector) Evaluator.evaluate(expr, metrics, second(second), EvalLimits.DEFAULTS))
                .samples().stream()
                        .map(sample -> sample.labels() + " " + sample.value())
                        .sorted()
                        .toList();
    }

    @Test
    void anAlertIsKeptFiringWhileLessThanItsTimeHasPassedSinceTheFirstMiss() {
        run(high().keepFiringFor(ofSeconds(30)).annotation("v", "x").build());

        assertThat(at(0, 9)).containsExactly("firing");
        assertThat(at(10, 8)).isEmpty();
        assertThat(at(20, 1)).containsExactly("kept");
        assertThat(at(30, 1)).isEmpty();
        assertThat(at(40, 1)).isEmpty();
        assertThat(run.alerts(0)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
            assertThat(alert.value()).as("frozen").isEqualTo(8);
            assertThat(alert.keepFiringSince()).contains(second(20));
        });
        assertThat(query(metric("ALERTS"), 40))
                .containsExactly("ALERTS{alertname=\"High\", alertstate=\"firing\", host=\"a\"} 1.0");
        assertThat(at(50, 1)).as("30 s after the first miss").containsExactly("resolved");
    }

    @Test
    void anAlertThatReturnsWhileItIsKeptNeedsNoHoldTimeAndIsKeptAnew() {
        run(high().holdFor(ofSeconds(20)).keepFiringFor(ofSeconds(20)).build());

        assertThat(at(0, 9)).containsExactly("pending");
        at(10, 9);
        assertThat(at(20, 9)).containsExactly("firing");
        assertThat(at(30, 1)).containsExactly("kept");
        assertThat(at(40, 9)).containsExactly("returned");
        assertThat(run.alerts(0))
                .singleElement()
                .satisfies(alert -> assertThat(alert.keepFiringSince()).isEmpty());
        assertThat(at(50, 1)).containsExactly("kept");
        assertThat(at(60, 1)).isEmpty();
        assertThat(at(70, 1)).containsExactly("resolved");
        assertThat(at(80, 9)).containsExactly("pending");
    }

    @Test
    void onlyWhatFiresIsKept() {
        run(high().holdFor(ofSeconds(20)).keepFiringFor(ofSeconds(60)).build());

        at(0, 9);
        assertThat(at(10, 1)).containsExactly("cleared");
    }

    @Test
    void theLimitCountsActiveAlertsAndWhatFiresGoesOn() {
        run(RuleGroup.named("g").limit(2).rule(high().build()).build());
        feed("b", 0, 9);
        assertThat(at(0, 9)).containsExactly("firing", "firing");

        feed("c", 10, 9);
        assertThat(at(10, 9)).containsExactly("0: exceeded limit of 2 with 3 alerts");
        assertThat(run.alerts(0)).hasSize(2);
        feed("b", 20, GONE);
        assertThat(at(20, 9)).containsExactly("firing", "resolved");
    }

    @Test
    void alertsThatAreKeptCountTowardTheLimit() {
        run(RuleGroup.named("g")
                .limit(1)
                .rule(high().keepFiringFor(ofSeconds(60)).build())
                .build());
        assertThat(at(0, 9)).containsExactly("firing");
        feed("b", 10, 9);

        assertThat(at(10, 1)).containsExactly("0: exceeded limit of 1 with 2 alerts");
    }

    @Test
    void theLimitOfARecordingRuleCountsSeries() {
        run(RuleGroup.named("g")
                .limit(1)
                .rule(RecordingRule.of("load:now", metric("load")))
                .build());
        assertThat(at(0, 9)).isEmpty();
        feed("b", 10, 9);

        assertThat(at(10, 9)).containsExactly("0: exceeded limit of 1 with 2 series");
        assertThat(query(metric("load:now"), 10)).as("what it recorded stays").hasSize(1);
    }

    @Test
    void laterRulesSeeWhatEarlierOnesOfTheSlotRecordAndItsAlerts() {
        run(
                RecordingRule.of("load:twice", metric("load").times(number(2))),
                AlertRule.named("Twice").when(metric("load:twice").above(10)).build(),
                AlertRule.named("Any")
                        .when(metric("ALERTS").sumBy("alertname").above(0))
                        .build());

        GroupRun.Step step = runAt(0, 6);
        assertThat(step.events())
                .extracting(event -> event.identity().labels().toString())
                .containsExactly("{alertname=\"Twice\", host=\"a\"}", "{alertname=\"Any\"}");
    }

    private GroupRun.Step runAt(int second, double load) {
        feed("a", second, load);
        return run.at(second(second));
    }

    @Test
    void samplesAreWrittenAtTheOffsetAndTimesOfAlertsAreThoseOfTheSlot() {
        run(RuleGroup.named("g")
                .queryOffset(ofSeconds(20))
                .rule(RecordingRule.of("load:now", metric("load")))
                .rule(high().expander((text, data) -> data.at() + " " + data.query(metric("load")))
                        .annotation("at", "")
                        .build())
                .build());
        feed("a", 0, 9);
        feed("a", 15, 1);

        assertThat(evaluate(20)).containsExactly("firing");
        assertThat(query(metric("load:now"), 0)).hasSize(1);
        assertThat(query(metric("ALERTS"), 0)).hasSize(1);
        assertThat(run.alerts(1)).singleElement().satisfies(alert -> {
            assertThat(alert.activeAt()).isEqualTo(second(20));
            assertThat(alert.identity().annotations().get("at"))
                    .as("texts query at the slot itself")
                    .startsWith(second(20).toString())
                    .contains("} 1.0");
        });
    }

    @Test
    void seriesThatARuleNoLongerGivesEndByAMarker() {
        run(
                RecordingRule.of("load:now", metric("load")),
                high().holdFor(ofSeconds(10)).build());
        feed("b", 0, 2);
        at(0, 9);
        assertThat(query(metric("load:now"), 0)).hasSize(2);
        assertThat(query(metric("ALERTS"), 0)).singleElement().asString().contains("pending");
        assertThat(query(metric("ALERTS_FOR_STATE"), 0))
                .singleElement()
                .asString()
                .contains("host=\"a\"")
                .endsWith(" " + (double) START.getEpochSecond());

        feed("b", 10, GONE);
        at(10, 9);
        assertThat(query(metric("load:now"), 10)).hasSize(1);
        assertThat(query(metric("ALERTS"), 10)).singleElement().asString().contains("firing");
        at(20, 1);
        assertThat(query(metric("ALERTS"), 20)).isEmpty();
        assertThat(query(metric("ALERTS_FOR_STATE"), 20)).isEmpty();
    }

    @Test
    void aFailedEvaluationEndsNoSeries() {
        Expr broken = metric("load").join(BinaryOp.ADD, Matching.on("zone"), metric("other"));
        run(RecordingRule.of("sum", broken));
        metrics.append(Labels.metric("other"), START, 1);
        assertThat(at(0, 1)).isEmpty();
        assertThat(query(metric("sum"), 0)).hasSize(1);
        feed("b", 10, 1);

        assertThat(at(10, 1)).singleElement().asString().startsWith("0: ");
        assertThat(query(metric("sum"), 10)).hasSize(1);
    }

    @Test
    void seriesOfOneRuleThatAreAlikeAfterItsLabelsFailIt() {
        run(new RecordingRule("one", metric("load"), new TreeMap<>(Map.of("host", ""))));
        feed("b", 0, 1);

        assertThat(at(0, 1))
                .containsExactly(
                        "0: vector contains metrics with the same labelset after applying rule labels:" + " one");
    }

    @Test
    void recordedSeriesHaveTheLabelsOfTheGroupUnderThoseOfTheRule() {
        run(RuleGroup.named("g")
                .label("team", "group")
                .label("zone", "z")
                .rule(new RecordingRule("one", metric("load"), new TreeMap<>(Map.of("team", "rule"))))
                .rule(high().label("zone", "").build())
                .build());

        GroupRun.Step step = runAt(0, 9);
        assertThat(query(metric("one"), 0)).containsExactly("one{host=\"a\", team=\"rule\", zone=\"z\"} 9.0");
        assertThat(step.events().get(0).identity().labels())
                .hasToString("{alertname=\"High\", host=\"a\", team=\"group\"}");
    }

    @Test
    void textsAreThoseOfTheElementAndErrorsDoNotFailTheRule() {
        run(high().label("copy", "host")
                .label("gone", "nothing")
                .label("broken", "throw")
                .annotation("value", "value")
                .annotation("broken", "throw")
                .expander((text, data) -> switch (text) {
                    case "host" -> data.labels().get("host") + data.labels().get("copy");
                    case "value" -> "is " + data.value();
                    case "nothing" -> "";
                    default -> throw new IllegalStateException("no <such> function");
                })
                .build());

        GroupRun.Step step = runAt(0, 9);
        assertThat(step.failures()).isEmpty();
        assertThat(step.events().get(0).identity()).satisfies(identity -> {
            assertThat(identity.labels())
                    .hasToString("{alertname=\"High\", broken=\"<error expanding template: no <such> function>\","
                            + " copy=\"a\", host=\"a\"}");
            assertThat(identity.annotations())
                    .containsEntry("value", "is 9.0")
                    .containsEntry("broken", "<error expanding template: no <such> function>");
        });
        runAt(10, 7);
        assertThat(run.alerts(0)).singleElement().satisfies(alert -> {
            assertThat(alert.value()).isEqualTo(7);
            assertThat(alert.identity().annotations()).containsEntry("value", "is 7.0");
        });
    }

    @Test
    void textsThatExceedTheLimitsOfLabelsAndAnnotationsDoNotFailTheRule() {
        run(high().label("long", "")
                .annotation("long", "")
                .expander((text, data) -> "x".repeat(5_000))
                .build());

        GroupRun.Step step = runAt(0, 9);
        assertThat(step.failures()).isEmpty();
        assertThat(step.events().get(0).identity()).satisfies(identity -> {
            assertThat(identity.labels().get("long"))
                    .startsWith("<error expanding template: label value must be at most 1024 characters");
            assertThat(identity.annotations().get("long")).hasSize(4_000);
        });
    }

    @Test
    void aTextThatTellsAlertsApartByItsValueBeginsNewOnes() {
        run(high().label("level", "")
                .expander((text, data) -> data.value() > 8 ? "very" : "quite")
                .build());

        assertThat(at(0, 9)).containsExactly("firing");
        assertThat(at(10, 7)).containsExactly("firing", "resolved");
    }

    @Test
    void missedSlotsCountTowardTheHoldTimeUnlessTheRuleSaysOtherwise() {
        run(
                high().holdFor(ofSeconds(60)).build(),
                AlertRule.named("Patient")
                        .when(metric("load").above(5))
                        .holdFor(ofSeconds(60))
                        .ignoreMissed()
                        .build());

        assertThat(at(0, 9)).containsExactly("pending", "pending");
        assertThat(at(60, 9)).as("50 s were missed").containsExactly("firing");
        for (int second = 70; second < 110; second += STEP) {
            assertThat(at(second, 9)).isEmpty();
        }
        assertThat(at(110, 9)).containsExactly("firing");
    }

    @Test
    void alertsWithoutDataEndUnlessTheRuleKeepsThem() {
        run(
                high().build(),
                AlertRule.named("Kept")
                        .when(metric("load").above(5))
                        .noData(NoDataPolicy.KEEP_LAST)
                        .build());
        feed("b", 0, 9);
        at(0, 9);

        assertThat(at(10, GONE)).as("b is still there").containsExactly("resolved");
        feed("b", 20, GONE);
        assertThat(evaluate(20)).containsExactly("resolved");
        assertThat(run.alerts(1)).hasSize(2);
        assertThat(at(30, 1)).as("data again, and no trouble").containsExactly("resolved");
        assertThat(run.alerts(1))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.identity().labels().get("host")).isEqualTo("b"));
    }

    @Test
    void noDataAtAllMayFireAsTheRuleOrAsAKindOfItsOwn() {
        run(
                high().holdFor(ofSeconds(10))
                        .noData(NoDataPolicy.FIRE)
                        .label("team", "a")
                        .build(),
                AlertRule.named("Own")
                        .when(metric("load").above(5))
                        .noData(NoDataPolicy.ALERT)
                        .build());

        GroupRun.Step step = run.at(second(0));
        assertThat(told(step)).containsExactly("pending", "firing");
        assertThat(step.events())
                .extracting(event -> event.identity().labels().toString())
                .containsExactly("{alertname=\"High\", team=\"a\"}", "{alertname=\"NoData\", rulename=\"Own\"}");
        assertThat(evaluate(10)).containsExactly("firing");
        assertThat(evaluate(20)).isEmpty();
        assertThat(at(30, 1)).as("there is data").containsExactly("resolved", "resolved");
    }

    @Test
    void alertsStayAsTheyAreWhileARuleThatFiresOnNoDataHasNone() {
        run(high().noData(NoDataPolicy.ALERT).build());
        at(0, 9);

        assertThat(at(10, GONE)).containsExactly("firing");
        assertThat(run.alerts(0)).hasSize(2);
        assertThat(at(20, 9)).containsExactly("resolved");
        assertThat(run.alerts(0))
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.identity().labels().get("host")).isEqualTo("a"));
    }

    private static AlertRule.Builder joined(String name) {
        return AlertRule.named(name).when(metric("load").join(BinaryOp.GREATER, Matching.on("zone"), metric("limit")));
    }

    private void fail(int second, boolean broken) {
        metrics.append(Labels.metric("limit"), second(second), 5);
        feed("b", second, broken ? 9 : GONE);
    }

    @Test
    void failuresKeepEndOrRaiseAlertsAsTheRuleSays() {
        run(
                joined("Keep").build(),
                joined("End").onError(ErrorPolicy.RESOLVE).build(),
                joined("Fire").onError(ErrorPolicy.FIRE).build(),
                joined("Own").onError(ErrorPolicy.ALERT).build());
        fail(0, false);
        assertThat(at(0, 9)).hasSize(4).containsOnly("firing");

        fail(10, true);
        feed("a", 10, 9);
        GroupRun.Step failed = run.at(second(10));
        assertThat(failed.failures()).hasSize(4);
        assertThat(failed.events())
                .extracting(event -> event.getClass().getSimpleName() + " "
                        + event.identity().labels())
                .containsExactly("Resolved {alertname=\"End\"}", "Firing {alertname=\"RuleError\", rulename=\"Own\"}");
        assertThat(run.alerts(0)).hasSize(1);
        assertThat(run.alerts(2)).as("it fires already").hasSize(1);
        assertThat(run.alerts(3)).hasSize(2);

        fail(20, false);
        assertThat(at(20, 9)).containsExactly("firing", "resolved");
        assertThat(run.alerts(3))
                .singleElement()
                .satisfies(alert -> assertThat(alert.identity().labels()).hasToString("{alertname=\"Own\"}"));
    }

    @Test
    void aFailureHoldsAlertsThatWaitAndFiresOnceItLastsAsLong() {
        run(joined("Fire").holdFor(ofSeconds(20)).onError(ErrorPolicy.FIRE).build());
        fail(0, true);
        assertThat(at(0, 9)).hasSize(2).contains("pending");
        fail(10, true);
        at(10, 9);
        fail(20, true);

        assertThat(at(20, 9)).contains("firing");
    }

    @Test
    void anAlertFiresWhileItsConditionHeldInEnoughOfTheLastEvaluations() {
        run(high().atLeast(2, 4).build());

        assertThat(at(0, 9)).containsExactly("pending");
        assertThat(at(10, 1)).containsExactly("counted");
        assertThat(at(20, 1)).containsExactly("counted");
        assertThat(at(30, 1)).containsExactly("counted");
        assertThat(at(40, 1)).as("none of the last four").containsExactly("cleared");
        assertThat(at(50, 9)).containsExactly("pending");
        assertThat(at(60, 1)).containsExactly("counted");
        assertThat(at(70, 1)).containsExactly("counted");
        assertThat(at(80, 9)).as("two of the last four").containsExactly("firing");
        assertThat(at(90, 1)).as("only one of the last four").containsExactly("resolved");
    }

    @Test
    void aConditionThatAlwaysHoldsCountsNothingMoreOnceItIsSeenAllAlong() {
        run(high().atLeast(1, 2).build());

        assertThat(at(0, 9)).containsExactly("firing");
        assertThat(at(10, 9)).containsExactly("counted");
        assertThat(at(20, 9)).isEmpty();
        assertThat(at(30, 1)).containsExactly("counted");
        assertThat(at(40, 1)).containsExactly("resolved");
    }

    @Test
    void aFiringAlertEndsByItsClearConditionAlone() {
        run(high().clearWhen(metric("load").below(3)).build());

        assertThat(at(0, 4)).isEmpty();
        assertThat(at(10, 9)).containsExactly("firing");
        assertThat(at(20, 4)).isEmpty();
        assertThat(at(30, 3)).isEmpty();
        assertThat(at(40, 2)).containsExactly("resolved");
        assertThat(at(50, 4)).isEmpty();
        assertThat(at(60, 9)).containsExactly("firing");
        assertThat(at(70, GONE)).as("nothing can clear it any more").containsExactly("resolved");
    }

    @Test
    void aPendingAlertDoesNotWaitForTheClearCondition() {
        run(high().holdFor(ofSeconds(30)).clearWhen(metric("load").below(3)).build());

        at(0, 9);
        assertThat(at(10, 4)).containsExactly("cleared");
    }

    @Test
    void theWorstOfTheSeveritiesCountsAndItsChangesAreTold() {
        run(high().severity(Severity.SEV4)
                .severity(Severity.SEV1, metric("load").above(50))
                .severity(Severity.SEV2, metric("load").above(20))
                .holdFor(ofSeconds(10))
                .build());

        assertThat(at(0, 9)).containsExactly("pending");
        assertThat(severity()).isEqualTo(Severity.SEV4);
        assertThat(at(10, 30)).containsExactly("firing");
        assertThat(severity()).isEqualTo(Severity.SEV2);
        assertThat(at(20, 60)).containsExactly("regraded");
        assertThat(severity()).isEqualTo(Severity.SEV1);
        assertThat(at(30, 60)).isEmpty();
        assertThat(at(40, 6)).containsExactly("regraded");
        assertThat(severity()).isEqualTo(Severity.SEV4);
        assertThat(at(50, 1)).containsExactly("resolved");
    }

    private Severity severity() {
        return run.alerts(0).get(0).identity().severity();
    }

    @Test
    void anAlertThatFlapsFiresOnUntilItIsCalm() {
        run(high().flapping(3, ofSeconds(100)).build());

        assertThat(at(0, 9)).containsExactly("firing");
        assertThat(at(10, 1)).containsExactly("resolved");
        assertThat(at(20, 9)).containsExactly("firing");
        assertThat(at(30, 1)).containsExactly("resolved");
        assertThat(at(40, 9)).containsExactly("firing");
        assertThat(at(50, 1)).as("three times within 100 s").containsExactly("kept");
        assertThat(at(60, 9)).containsExactly("returned");
        assertThat(at(70, 1)).containsExactly("kept");
        for (int second = 80; second < 170; second += STEP) {
            assertThat(at(second, 1)).isEmpty();
        }
        assertThat(at(170, 1)).containsExactly("resolved");
        assertThat(at(180, 9)).containsExactly("firing");
        assertThat(at(190, 1)).as("the others are long ago").containsExactly("resolved");
    }

    @Test
    void slotsMustRise() {
        run(high().build());
        at(10, 1);

        assertThatThrownBy(() -> run.at(second(10)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("slot must lie after the last");
    }

    @Test
    void aRuleHasAsManyAlertsAsInTheEngineAndOneMoreFailsIt() {
        MetricStore roomy = MetricStore.builder().maxSeries(20_000).build();
        RuleGroup group = RuleGroup.named("g")
                .interval(ofSeconds(STEP))
                .alertSeries(false)
                .rule(high().build())
                .build();
        GroupRun many = new GroupRun(group, roomy, EvalOptions.DEFAULTS);
        for (int host = 0; host < GroupSlot.USUAL_ALERTS; host++) {
            roomy.append(Labels.metric("load", "host", "h" + host), second(10), 9);
        }
        assertThat(many.at(second(10)).failures()).isEmpty();
        assertThat(many.alerts(0)).hasSize(10_000);

        roomy.append(Labels.metric("load", "host", "more"), second(20), 9);
        GroupRun.Step exceeded = many.at(second(20));
        assertThat(exceeded.failures())
                .containsExactly(Map.entry(0, "alerts of a rule must be at most 10000, but were 10001"));
        assertThat(exceeded.events()).isEmpty();
        assertThat(many.alerts(0)).as("they stay").hasSize(10_000);
    }

    @Test
    void whatTheStoreHasNoRoomForFailsTheRuleButNotItsAlerts() {
        MetricStore small = MetricStore.builder().maxSeries(2).build();
        GroupRun cramped = new GroupRun(
                RuleGroup.of("g", ofSeconds(STEP), high().build(), RecordingRule.of("copy", metric("load"))),
                small,
                EvalOptions.DEFAULTS);
        small.append(Labels.metric("load", "host", "a"), second(0), 9);
        GroupRun.Step step = cramped.at(second(0));

        assertThat(step.failures())
                .containsOnly(
                        Map.entry(0, "series held must be at most 2, but were more"),
                        Map.entry(1, "series held must be at most 2, but were more"));
        assertThat(step.events()).hasSize(1);
        assertThat(cramped.alerts(0)).hasSize(1);
    }
}
