package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Ways to staff or equip operations, compared by what a year costs in all: their own cost with the expected loss, and with the mean of the worst
 * years.
 *
 * <p>Intervals hold what the data leave open: each of {@value #LEAST_WORLDS} worlds or more draws other durations from the sample (bootstrap) and another rate from an {@link
 * Frequency.Uncertain uncertain frequency}, and simulates its own years. A frequency or a log-normal model that is given outright counts as known.
 * All options meet the same worlds, and are told apart by their difference world by world: two that share their incidents differ by what they do
 * not share, however uncertain that is which they do.
 *
 * <p>Where options give a service different durations and some of those go on, the durations of that service are cut at the same restriction time in all
 * options, by the rule of {@link RestrictedMean}: an option of which less is known must not look cheaper for it. What is beyond is in no option's cost.
 *
 * <p>Immutable and thread-safe.
 *
 * @param options the options by rising mean cost
 * @param share which years are the worst: 0.95 for the worst twentieth
 * @param upTo the services whose durations were cut, and at which time
 * @since 0.1
 */
public record OptionComparison(List<Outcome> options, double share, Map<ServiceId, Duration> upTo) {
    /** How many worlds are drawn at least. */
    public static final int LEAST_WORLDS = 100;

    /** How many worlds lie outside of an interval, on both sides together. */
    private static final double OUTSIDE = 10;

    /** How many of the worst years a world has to have, for their mean to be one. */
    private static final int LEAST_WORST = 20;

    private static final double HIGHEST_LEVEL = 0.99;

    private static final int MAX = 50;

    /**
     * How an option stands beside the one with the least mean cost.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Verdict {
        /** It is the one with the least mean cost. */
        LEAST,
        /** It costs more. */
        MORE,
        /** The data do not tell. */
        CANNOT_DISTINGUISH
    }

    /**
     * What an option costs.
     *
     * <p>Immutable and thread-safe.
     *
     * @param name what it is called
     * @param yearlyCost what it costs by itself
     * @param expected with the expected loss of a year
     * @param worst with the mean loss of the worst years
     * @param byExpected how it stands by the expected loss
     * @param byWorst how it stands by the worst years, beside the option that costs least then
     */
    public record Outcome(
            String name, double yearlyCost, Estimate expected, Estimate worst, Verdict byExpected, Verdict byWorst) {
        /** Checks the parts. */
        public Outcome {
            Require.text("name of the option", name, 200);
            Numbers.atLeastZero("yearly cost", yearlyCost);
            Require.present("expected cost", expected);
            Require.present("cost of the worst years", worst);
            Require.present("verdict", byExpected);
            Require.present("verdict", byWorst);
        }
    }

    /** What an option costs in each world. */
    private static final class Costs {
        private final ResourcingOption option;
        private final double[] expected;
        private final double[] worst;

        Costs(ResourcingOption option, double[] expected, double[] worst) {
            this.option = option;
            this.expected = expected;
            this.worst = worst;
        }
    }

    /** Checks the parts. */
    public OptionComparison {
        Require.range("share", share, 0.5, 0.999);
        options = Require.list("options", options);
        Require.size("options", options, 0, MAX);
        upTo = Collections.unmodifiableMap(new TreeMap<>(Require.present("restriction times", upTo)));
        Require.list("services", upTo.keySet());
        Require.list("restriction times", upTo.values());
    }

    /**
     * Compares options.
     *
     * @param options at most 50, each name once
     * @param simulation how each world is simulated; 1,000 years will do, if at least 20 of them are among the worst
     * @param share which years are the worst, 0.5 to 0.999
     * @param level the confidence of the intervals, 0.5 to 0.99: the more, the more worlds, a thousand at 0.99
     * @return the options by rising mean cost
     * @throws InvalidInputException if a name comes twice, or the years are too few for the share
     */
    public static OptionComparison of(
            Collection<ResourcingOption> options, CostSimulation simulation, double share, double level) {
        Require.present("simulation", simulation);
        Require.range("share", share, 0.5, 0.999);
        Require.range("confidence level", level, 0.5, HIGHEST_LEVEL);
        Require.that(
                simulation.years() * (1 - share) >= LEAST_WORST - 1e-6,
                "number of years",
                "give at least " + LEAST_WORST + " worst ones for a share of " + share,
                simulation.years());
        Set<String> names = new HashSet<>();
        List<Costs> costs = new ArrayList<>();
        List<ResourcingOption> all = Require.list("options", Require.size("options", options, 0, MAX));
        Map<ServiceId, Duration> upTo = CommonCut.of(all);
        for (ResourcingOption option : all) {
            Require.that(names.add(option.name()), "name of each option", "come once", option.name());
            costs.add(costs(option, simulation, upTo, share, level));
        }
        costs.sort(Comparator.comparingDouble((Costs c) -> Quantiles.mean(c.expected))
                .thenComparing(c -> c.option.name()));
        Optional<Costs> leastWorst = costs.stream().min(Comparator.comparingDouble(c -> Quantiles.mean(c.worst)));
        List<Outcome> outcomes = costs.stream()
                .map(c -> new Outcome(
                        c.option.name(),
                        c.option.yearlyCost(),
                        over(c.expected, level),
                        over(c.worst, level),
                        verdict(c.expected, costs.get(0).expected, level),
                        verdict(c.worst, leastWorst.orElseThrow().worst, level)))
                .toList();
        return new OptionComparison(outcomes, share, upTo);
    }

    private static Costs costs(
            ResourcingOption option,
            CostSimulation simulation,
            Map<ServiceId, Duration> upTo,
            double share,
            double level) {
        int count = Math.max(LEAST_WORLDS, (int) Math.ceil(OUTSIDE / (1 - level)));
        double[] expected = new double[count];
        double[] worst = new double[count];
        Draws worlds = new Draws(simulation.seed());
        for (int i = 0; i < count; i++) {
            LossDistribution losses = simulation.runRedrawn(option.services(), upTo, worlds.split());
            expected[i] = option.yearlyCost() + losses.expected(level).value();
            worst[i] = option.yearlyCost()
                    + losses.conditionalValueAtRisk(share, level).value();
        }
        return new Costs(option, expected, worst);
    }

    private static Estimate over(double[] worlds, double level) {
        double[] sorted = worlds.clone();
        Arrays.sort(sorted);
        double tail = 0.5 * (1 - level);
        return Estimate.of(
                Quantiles.mean(sorted),
                Quantiles.of(sorted, tail),
                Quantiles.of(sorted, 1 - tail),
                level,
                IntervalMethod.WORLDS);
    }

    private static Verdict verdict(double[] of, double[] least, double level) {
        if (of == least) {
            return Verdict.LEAST;
        }
        double[] more = new double[of.length];
        Arrays.setAll(more, i -> of[i] - least[i]);
        return over(more, level).interval().orElseThrow().low() > 0 ? Verdict.MORE : Verdict.CANNOT_DISTINGUISH;
    }
}
