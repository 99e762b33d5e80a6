package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often an interval of a mean is shown, and how often it then holds the truth: at the skewness of real logs it is withheld instead. */
@Tag("campaign")
class MeanCoverageTest {
    /** Durations that are drawn, and what their mean is when each counts up to a time. */
    private record Law(ToDoubleFunction<Draws> draw, DoubleUnaryOperator mean) {
        static Law logNormal(double sigma) {
            return new Law(
                    draws -> Math.exp(sigma * draws.gaussian()),
                    upTo -> Double.isInfinite(upTo)
                            ? Math.exp(0.5 * sigma * sigma)
                            : Math.exp(0.5 * sigma * sigma) * Normal.below(Math.log(upTo) / sigma - sigma)
                                    + upTo * Normal.below(-Math.log(upTo) / sigma));
        }
    }

    private static final Map<String, Law> LAWS = laws();

    private static Map<String, Law> laws() {
        Map<String, Law> laws = new LinkedHashMap<>();
        for (double sigma : new double[] {0.5, 1, 1.5, 2}) {
            laws.put("log-normal sigma " + sigma, Law.logNormal(sigma));
        }
        laws.put("exponential", new Law(Draws::exponential, upTo -> 1 - Math.exp(-upTo)));
        return laws;
    }

    /** How often an interval was shown, and how often it held. */
    private record Coverage(int rounds, int shown, int held) {
        double share() {
            return (double) shown / rounds;
        }

        double holds() {
            return shown == 0 ? 1 : (double) held / shown;
        }

        double missed() {
            return (double) (shown - held) / rounds;
        }

        @Override
        public String toString() {
            return "shown %.1f %%, held %.0f %%".formatted(100 * share(), 100 * holds());
        }
    }

    private static Coverage coverage(Law law, int count, double watched) {
        int rounds = count > 500 ? 200 : 1_000;
        int shown = 0;
        int held = 0;
        for (int round = 0; round < rounds; round++) {
            RestrictedMean mean = sample(law, count, watched, new Draws(88_000 + round))
                    .mean(Resampling.seeded(round).times(300));
            Optional<Interval> interval = mean.estimate().flatMap(Estimate::interval);
            double truth = law.mean().applyAsDouble(mean.upTo().orElse(Double.POSITIVE_INFINITY));
            shown += interval.isPresent() ? 1 : 0;
            held += interval.filter(found -> found.contains(truth)).isPresent() ? 1 : 0;
        }
        return new Coverage(rounds, shown, held);
    }

    /** Each is watched for a time of its own, if they are watched for a time at all. */
    private static DurationSample sample(Law law, int count, double watched, Draws draws) {
        List<Double> ended = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double value = law.draw().applyAsDouble(draws);
            double seen = watched * draws.uniform();
            (value <= seen ? ended : open).add(Math.min(value, seen) * 3_600);
        }
        return Samples.open(seconds(ended), seconds(open)).scaled(1.0 / 3_600);
    }

    private static List<java.time.Duration> seconds(List<Double> values) {
        return Samples.seconds(values.stream().mapToDouble(x -> x).toArray());
    }

    /** An interval of 95 % that is shown is wrong in no more than about that share of all samples; where it would often be, it is not shown. */
    private static void holds(String what, double watched, int... counts) {
        LAWS.forEach((name, law) -> {
            for (int count : counts) {
                Coverage found = coverage(law, count, watched);
                System.out.println(what + " " + name + ", n = " + count + ": " + found);
                assertThat(found.missed()).as(what + name + count).isLessThan(0.09);
                if (found.share() > 0.5) {
                    assertThat(found.holds()).as(what + name + count).isGreaterThan(0.895);
                }
                if (Double.isInfinite(watched) && name.endsWith("1.5") && count <= 300) {
                    assertThat(found.share()).as(what + name + count).isLessThan(0.01);
                }
                if (Double.isInfinite(watched) && name.endsWith("2.0")) {
                    assertThat(found.share()).as(what + name + count).isLessThan(0.01);
                }
            }
        });
    }

    @Test
    void plainMeansHoldWhatTheySay() {
        holds("plain mean,", Double.POSITIVE_INFINITY, 50, 100, 200, 300, 1_000);
    }

    @Test
    void restrictedMeansHoldWhatTheySay() {
        holds("restricted mean, a third or so goes on,", 4, 100, 200, 1_000);
        holds("restricted mean, few go on,", 20, 100, 200, 1_000);
    }

    /** Whatever is told apart at 95 % is so by mistake in about one of twenty pairs that are equal, or less. */
    @Test
    void equalMeansAreSeldomToldApart() {
        LAWS.forEach((name, law) -> {
            int wrong = 0;
            int rounds = 400;
            for (int round = 0; round < rounds; round++) {
                Draws draws = new Draws(99_000 + round);
                wrong += MeanDifference.of(
                                                sample(law, 200, 20, draws),
                                                sample(law, 300, 6, draws),
                                                Resampling.seeded(round).times(100))
                                        .kind()
                                == Comparison.Kind.CANNOT_DISTINGUISH
                        ? 0
                        : 1;
            }
            System.out.println("means told apart by mistake, " + name + ": " + 100.0 * wrong / rounds + " %");
            assertThat(wrong).as(name).isLessThan(rounds * 9 / 100);
        });
    }
}
