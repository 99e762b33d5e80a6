package io.itops.change.risk;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.List;

/**
 * The estimated probability that a change fails: that it has to be backed out, is left undone, or causes an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param probability 0 to 1
 * @param low the lower end of the 90 % interval
 * @param high the upper end of the 90 % interval
 * @param baseLogOdds the log-odds of a change about which nothing is known, -20 to 20
 * @param contributions what each factor adds to the log-odds, the greatest in magnitude first; base and contributions sum to the
 *     log-odds of the probability
 * @param basis what the estimate rests on
 * @param tableVersion the version of the table of factors
 * @since 0.1
 */
public record RiskScore(
        double probability,
        double low,
        double high,
        double baseLogOdds,
        List<Contribution> contributions,
        Basis basis,
        String tableVersion) {
    /** What an estimate rests on. */
    public enum Basis {
        /** A table of factors set by judgement, not calibrated by outcomes. */
        PRIOR_UNCALIBRATED
    }

    /**
     * What one factor adds.
     *
     * @param factor the factor
     * @param logOdds what it adds to the log-odds
     * @param evidence what was seen
     */
    public record Contribution(RiskFactor factor, double logOdds, String evidence) {
        static final Codec<Contribution> CODEC = Shape.of("risk contribution", s -> {
            var factor = s.field("factor", Codec.ofEnum(RiskFactor.class), Contribution::factor);
            var logOdds = s.field("logOdds", Codec.DOUBLE, Contribution::logOdds);
            var evidence = s.field("evidence", Codec.TEXT, Contribution::evidence);
            return row -> new Contribution(row.get(factor), row.get(logOdds), row.get(evidence));
        });

        /** Checks the parts. */
        public Contribution {
            Require.present("risk factor", factor);
            Require.range("log-odds", logOdds, -20, 20);
            Require.text("evidence", evidence, 500);
        }
    }

    /** How scores are written. */
    public static final Codec<RiskScore> CODEC = Shape.of("risk score", s -> {
        var probability = s.field("probability", Codec.DOUBLE, RiskScore::probability);
        var low = s.field("low", Codec.DOUBLE, RiskScore::low);
        var high = s.field("high", Codec.DOUBLE, RiskScore::high);
        var base = s.field("baseLogOdds", Codec.DOUBLE, RiskScore::baseLogOdds);
        var contributions = s.field("contributions", Contribution.CODEC.list(), RiskScore::contributions);
        var basis = s.field("basis", Codec.ofEnum(Basis.class), RiskScore::basis);
        var version = s.field("tableVersion", Codec.TEXT, RiskScore::tableVersion);
        return row -> new RiskScore(
                row.get(probability),
                row.get(low),
                row.get(high),
                row.get(base),
                row.get(contributions),
                row.get(basis),
                row.get(version));
    });

    /** Checks and copies the parts. */
    public RiskScore {
        Require.range("probability", probability, 0, 1);
        Require.range("lower end", low, 0, probability);
        Require.range("upper end", high, probability, 1);
        Require.range("base log-odds", baseLogOdds, -20, 20);
        contributions = Require.list("contributions", contributions);
        Require.present("basis", basis);
        Require.text("table version", tableVersion, 50);
    }

    /**
     * The score as reasons with weights.
     *
     * @return a tree whose weights are log-odds, which it says
     */
    public Explanation explanation() {
        Explanation all = Explanation.of(String.format(
                        java.util.Locale.ROOT,
                        "the probability of failure is %.2f (90 %% interval %.2f to %.2f; prior, uncalibrated)",
                        probability,
                        low,
                        high))
                .with("table", tableVersion)
                .with("weights", "log-odds, which add up to those of the probability")
                .because(Explanation.of("a change about which nothing is known").weighing(baseLogOdds));
        for (Contribution contribution : contributions) {
            all = all.because(Explanation.of(contribution.factor().label())
                    .with("evidence", contribution.evidence())
                    .weighing(contribution.logOdds()));
        }
        return all;
    }
}
