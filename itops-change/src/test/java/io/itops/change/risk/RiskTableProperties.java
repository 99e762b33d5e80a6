package io.itops.change.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeContent;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Ref;
import io.itops.core.record.CanonicalJson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RiskTableProperties {
    private static final ChangeContent PLAIN =
            Change.normal("a").component("c1").plan(PlanStep.of("do")).build();

    private static RiskInput quiet(ChangeContent content) {
        return new RiskInput(content, 0, 0, List.of(), 0, 0, 0, 0);
    }

    @Example
    void aChangeWithoutAnyMarkHasTheDocumentedOddsOfItsTwoMissingPlans() {
        // No way back adds 0.7, no check adds 0.2, to the log-odds of 0.05.
        double expected = 1 / (1 + Math.exp(-(Math.log(0.05 / 0.95) + 0.7 + 0.2)));
        assertThat(RiskTable.score(quiet(PLAIN)).probability()).isCloseTo(expected, within(1e-12));
    }

    private static List<Ref> unknown(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ref.of("component", "no-such-" + i))
                .toList();
    }

    @Example
    void whatTheCatalogDoesNotKnowIsNamed() {
        assertThat(RiskTable.score(new RiskInput(PLAIN, 0, 0, unknown(2), 0, 0, 0, 0))
                        .contributions())
                .anySatisfy(c -> assertThat(c.evidence())
                        .isEqualTo("2 things are not in the catalog: component/no-such-0, component/no-such-1"));
        assertThat(RiskTable.score(new RiskInput(PLAIN, 0, 0, unknown(200), 0, 0, 0, 0))
                        .contributions())
                .anySatisfy(
                        c -> assertThat(c.evidence()).startsWith("200 things").endsWith("…"));
    }

    @Example
    void theExplanationSaysWhatItsWeightsAre() {
        assertThat(RiskTable.score(quiet(PLAIN)).explanation().evidence())
                .containsEntry("weights", "log-odds, which add up to those of the probability");
    }

    @Example
    void aRehearsedBackOutLowersTheRiskAndIsNamed() {
        ChangeContent prepared = PLAIN.toBuilder()
                .backOut(BackOutPlan.rehearsed(PlanStep.of("undo")))
                .build();
        RiskScore score = RiskTable.score(quiet(prepared));
        assertThat(score.probability()).isLessThan(RiskTable.score(quiet(PLAIN)).probability());
        assertThat(score.contributions()).anySatisfy(c -> {
            assertThat(c.factor()).isEqualTo(RiskFactor.BACK_OUT);
            assertThat(c.logOdds()).isEqualTo(-0.6);
            assertThat(c.evidence()).isEqualTo("rehearsed");
        });
        assertThat(score.basis()).isEqualTo(RiskScore.Basis.PRIOR_UNCALIBRATED);
        assertThat(score.tableVersion()).isEqualTo("prior-1");
    }

    @Property
    void whatWeighsMostIsNamedFirst(@ForAll("inputs") RiskInput input) {
        assertThat(RiskTable.score(input).contributions())
                .extracting(contribution -> Math.abs(contribution.logOdds()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Property
    void baseAndContributionsSumToTheLogOddsOfTheProbability(@ForAll("inputs") RiskInput input) {
        RiskScore score = RiskTable.score(input);
        double sum = score.baseLogOdds()
                + score.contributions().stream()
                        .mapToDouble(RiskScore.Contribution::logOdds)
                        .sum();
        assertThat(Math.log(score.probability() / (1 - score.probability()))).isCloseTo(sum, within(1e-9));
        assertThat(score.low()).isLessThan(score.probability());
        assertThat(score.high()).isGreaterThan(score.probability());
    }

    @Property
    void moreTroubleNeverLowersTheRisk(@ForAll("inputs") RiskInput a) {
        double before = RiskTable.score(a).probability();
        assertThat(Arrays.asList(
                        new RiskInput(
                                a.content(),
                                a.blastWeight() + 1,
                                a.affectedServices(),
                                a.uncatalogued(),
                                a.pastChanges(),
                                a.pastFailures(),
                                a.recentIncidents(),
                                a.collisions()),
                        new RiskInput(
                                a.content(),
                                a.blastWeight(),
                                a.affectedServices(),
                                unknown(a.uncatalogued().size() + 1),
                                a.pastChanges(),
                                a.pastFailures(),
                                a.recentIncidents(),
                                a.collisions()),
                        new RiskInput(
                                a.content(),
                                a.blastWeight(),
                                a.affectedServices(),
                                a.uncatalogued(),
                                a.pastChanges() + 1,
                                a.pastFailures() + 1,
                                a.recentIncidents(),
                                a.collisions()),
                        new RiskInput(
                                a.content(),
                                a.blastWeight(),
                                a.affectedServices(),
                                a.uncatalogued(),
                                a.pastChanges(),
                                a.pastFailures(),
                                a.recentIncidents() + 1,
                                a.collisions()),
                        new RiskInput(
                                a.content(),
                                a.blastWeight(),
                                a.affectedServices(),
                                a.uncatalogued(),
                                a.pastChanges(),
                                a.pastFailures(),
                                a.recentIncidents(),
                                a.collisions() + 1)))
                .allSatisfy(worse ->
                        assertThat(RiskTable.score(worse).probability()).isGreaterThanOrEqualTo(before - 1e-12));
    }

    @Property
    void aScoreComesBackFromItsText(@ForAll("inputs") RiskInput input) {
        RiskScore score = RiskTable.score(input);
        assertThat(RiskScore.CODEC.read(CanonicalJson.read(CanonicalJson.write(RiskScore.CODEC.write(score)))))
                .isEqualTo(score);
    }

    @Provide
    Arbitrary<RiskInput> inputs() {
        Arbitrary<ChangeContent> contents = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 2))
                .as((emergency, components, checks, backOut) -> {
                    ChangeContent.Builder builder = emergency ? Change.emergency("a") : Change.normal("a");
                    for (int i = 0; i < components; i++) {
                        builder.component("c" + i);
                    }
                    for (int i = 0; i < 5; i++) {
                        builder.plan(i < checks ? PlanStep.checked("do " + i, "see") : PlanStep.of("do " + i));
                    }
                    if (backOut > 0) {
                        builder.backOut(new BackOutPlan(List.of(PlanStep.of("undo")), backOut > 1));
                    }
                    return builder.build();
                });
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 30);
        return Combinators.combine(contents, Arbitraries.doubles().between(0, 50), few, few, few, few, few)
                .as((content, weight, services, changes, failures, incidents, collisions) -> new RiskInput(
                        content,
                        weight,
                        services,
                        unknown(services % 3),
                        changes,
                        Math.min(changes, failures),
                        incidents,
                        collisions));
    }
}
