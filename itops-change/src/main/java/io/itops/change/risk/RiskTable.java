package io.itops.change.risk;

import io.itops.change.risk.RiskScore.Basis;
import io.itops.change.risk.RiskScore.Contribution;
import io.itops.change.workflow.BackOutPlan;
import io.itops.change.workflow.PlanStep;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The table of factors, version {@value #VERSION}. Every row turns one fact into log-odds that are added to those of a change about
 * which nothing is known, {@value #BASE_PROBABILITY}:
 *
 * <table>
 *   <caption>Contributions in log-odds</caption>
 *   <tr><th>factor</th><th>contribution</th></tr>
 *   <tr><td>change type</td><td>standard -0.9, normal 0, emergency +0.8</td></tr>
 *   <tr><td>blast radius</td><td>0.35 ln(1 + weight of the affected services), at most +1.2</td></tr>
 *   <tr><td>spread</td><td>0.25 ln(number of things touched), at most +0.8</td></tr>
 *   <tr><td>back-out plan</td><td>none +0.7, never tried 0, rehearsed -0.6</td></tr>
 *   <tr><td>checks in the plan</td><td>+0.2 without a check, falling evenly to -0.3 with a check on every step</td></tr>
 *   <tr><td>history of the components</td><td>the log-odds of the Beta-binomial mean (1 + failures) / (20 + changes) over 90 days,
 *       less those of 1/20; -2 to +2</td></tr>
 *   <tr><td>recent incidents</td><td>+0.3 each in 7 days, at most +0.9</td></tr>
 *   <tr><td>changes under way</td><td>+0.4 each, at most +0.8</td></tr>
 *   <tr><td>uncatalogued parts</td><td>+0.3 if there are any</td></tr>
 * </table>
 *
 * <p>The 90 % interval is symmetric in log-odds: 1.645 times the root of 0.5 squared and a quarter of each contribution squared. The
 * figures are judgements, to be replaced by what is learned from outcomes; until then every score says that it is not calibrated.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RiskTable {
    /** The version of the table; any change of a figure makes a new one. */
    public static final String VERSION = "prior-1";

    /** The share of changes that fail when nothing else is known. */
    public static final double BASE_PROBABILITY = 0.05;

    private static final double PRIOR_CHANGES = 20;
    private static final double PRIOR_FAILURES = 1;
    private static final double BASE_DEVIATION = 0.5;
    private static final double SHARE_OF_DEVIATION = 0.25;
    private static final double NINETY_PERCENT = 1.645;

    private record Row(RiskFactor factor, ToDoubleFunction<RiskInput> logOdds, Function<RiskInput, String> evidence) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    RiskFactor.TYPE,
                    input -> switch (input.content().type()) {
                        case STANDARD -> -0.9;
                        case NORMAL -> 0;
                        case EMERGENCY -> 0.8;
                    },
                    input -> input.content().type().name().toLowerCase(java.util.Locale.ROOT) + " change"),
            new Row(
                    RiskFactor.BLAST_RADIUS,
                    input -> Math.min(1.2, 0.35 * Math.log1p(input.blastWeight())),
                    input -> Words.count(input.affectedServices(), "service") + " affected, of weight "
                            + Words.number(input.blastWeight())),
            new Row(
                    RiskFactor.SPREAD,
                    input -> Math.min(0.8, 0.25 * Math.log(touched(input))),
                    input -> Words.count(touched(input), "thing") + " touched"),
            new Row(
                    RiskFactor.BACK_OUT,
                    input -> backOut(input.content().backOut()),
                    input -> input.content()
                            .backOut()
                            .map(plan -> plan.rehearsed() ? "rehearsed" : "never tried")
                            .orElse("none")),
            new Row(
                    RiskFactor.CHECKS,
                    input -> 0.2 - 0.5 * checked(input.content().plan()),
                    input -> Math.round(100 * checked(input.content().plan())) + " % of the steps have a check"),
            new Row(
                    RiskFactor.HISTORY,
                    input -> history(input.pastChanges(), input.pastFailures()),
                    input -> input.pastFailures() + " of " + input.pastChanges() + " failed in 90 days"),
            new Row(
                    RiskFactor.RECENT_INCIDENTS,
                    input -> Math.min(0.9, 0.3 * input.recentIncidents()),
                    input -> Words.count(input.recentIncidents(), "incident") + " in 7 days"),
            new Row(
                    RiskFactor.COLLISIONS,
                    input -> Math.min(0.8, 0.4 * input.collisions()),
                    input -> Words.count(input.collisions(), "change") + " of the same components under way"),
            new Row(
                    RiskFactor.UNCATALOGUED,
                    input -> input.uncatalogued().isEmpty() ? 0 : 0.3,
                    input -> SafeText.shorten(
                            Words.count(input.uncatalogued().size(), "thing is", "things are") + " not in the catalog: "
                                    + input.uncatalogued().stream()
                                            .map(Ref::toString)
                                            .collect(Collectors.joining(", ")),
                            500)));

    private RiskTable() {}

    /**
     * The score of a change.
     *
     * @param input what is known of it
     * @return the score; factors that add nothing are left out
     */
    public static RiskScore score(RiskInput input) {
        Require.present("risk input", input);
        double base = logit(BASE_PROBABILITY);
        double sum = base;
        double variance = BASE_DEVIATION * BASE_DEVIATION;
        List<Contribution> contributions = new ArrayList<>();
        for (Row row : ROWS) {
            double logOdds = row.logOdds().applyAsDouble(input);
            if (logOdds != 0) {
                contributions.add(
                        new Contribution(row.factor(), logOdds, row.evidence().apply(input)));
                sum += logOdds;
                variance += Math.pow(SHARE_OF_DEVIATION * logOdds, 2);
            }
        }
        contributions.sort(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.logOdds()))
                .thenComparing(Contribution::factor));
        double reach = NINETY_PERCENT * Math.sqrt(variance);
        return new RiskScore(
                logistic(sum),
                logistic(sum - reach),
                logistic(sum + reach),
                base,
                contributions,
                Basis.PRIOR_UNCALIBRATED,
                VERSION);
    }

    private static int touched(RiskInput input) {
        return input.content().services().size() + input.content().components().size();
    }

    private static double backOut(Optional<BackOutPlan> plan) {
        return plan.map(p -> p.rehearsed() ? -0.6 : 0.0).orElse(0.7);
    }

    private static double checked(List<PlanStep> plan) {
        return plan.isEmpty()
                ? 0
                : (double) plan.stream()
                                .filter(step -> step.check().isPresent())
                                .count()
                        / plan.size();
    }

    private static double history(int changes, int failures) {
        double mean = (PRIOR_FAILURES + failures) / (PRIOR_CHANGES + changes);
        return Math.max(-2, Math.min(2, logit(mean) - logit(PRIOR_FAILURES / PRIOR_CHANGES)));
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
