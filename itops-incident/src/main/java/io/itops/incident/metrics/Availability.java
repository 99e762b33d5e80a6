package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How much of a time a service was up, how often it failed, and for how long.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window the time looked at
 * @param failures how many outages began in it; outages that overlap or touch are one
 * @param downtime how long it was down
 * @param share the share of the time in which it was up, 0 to 1; with an interval from five outages on
 * @param failuresPerDay failures a day of uptime, with exact limits of a Poisson rate, which without a failure has an upper one too; empty if it was
 *     never up
 * @since 0.1
 */
public record Availability(
        Window window, int failures, Duration downtime, Estimate share, Optional<Estimate> failuresPerDay) {
    private static final int LEAST = 5;
    private static final Duration LONGEST = Duration.ofDays(366L * 10_000);

    /** Checks the parts. */
    public Availability {
        Require.present("window", window);
        Require.range("number of failures", failures, 0, DurationSample.MAX);
        Require.span("downtime", downtime, LONGEST);
        Require.present("share", share);
        Require.present("failures a day", failuresPerDay);
    }

    /**
     * Looks at outages.
     *
     * @param outages when the service was down, at most 1,000,000 in any order; those that go on are down until the end of the window
     * @param window the time to look at
     * @param resampling how the interval of the share is made: by drawing how many outages there are, and which
     * @return what was found
     */
    public static Availability of(Collection<Spell> outages, Window window, Resampling resampling) {
        Require.present("window", window);
        Require.present("resampling", resampling);
        Windows down = Windows.of(inside(outages, window));
        List<Window> parts = down.asList();
        int failures = (int) parts.stream()
                .filter(part -> part.start().isAfter(window.start()) || begins(outages, window.start()))
                .count();
        double all = DurationSample.seconds(window.duration());
        double lost = DurationSample.seconds(down.total());
        double[] lengths = parts.stream()
                .mapToDouble(part -> DurationSample.seconds(part.duration()))
                .sorted()
                .toArray();
        Estimate share = new Estimate(
                1 - lost / all,
                lengths.length < LEAST ? Optional.empty() : Optional.of(interval(lengths, all, resampling)),
                IntervalMethod.PERCENTILE);
        double upDays = (all - lost) / RatePosterior.DAY;
        Optional<Estimate> rate =
                upDays > 0 ? Optional.of(rate(failures, upDays, resampling.level())) : Optional.empty();
        return new Availability(window, failures, down.total(), share, rate);
    }

    /** Whether an outage began at the very start of the window, and no earlier one ran into it. */
    private static boolean begins(Collection<Spell> outages, Instant start) {
        return outages.stream().anyMatch(outage -> outage.start().equals(start))
                && outages.stream()
                        .noneMatch(outage -> outage.start().isBefore(start)
                                && outage.end().map(end -> !end.isBefore(start)).orElse(true));
    }

    private static List<Window> inside(Collection<Spell> outages, Window window) {
        List<Window> parts = new ArrayList<>();
        for (Spell outage : Require.size("outages", outages, 0, 1_000_000)) {
            Instant end = Require.present("outage", outage).end().orElse(window.end());
            if (outage.start().isBefore(end)) {
                new Window(outage.start(), end).intersect(window).ifPresent(parts::add);
            }
        }
        return parts;
    }

    /** As many outages as a Poisson process would have had, each as long as one of those that were: what bad luck would have brought. */
    private static Interval interval(double[] lengths, double all, Resampling resampling) {
        Draws draws = new Draws(resampling.seed());
        double[] shares = new double[resampling.resamples()];
        for (int b = 0; b < shares.length; b++) {
            double lost = 0;
            for (int left = draws.poisson(lengths.length); left > 0; left--) {
                lost += lengths[draws.index(lengths.length)];
            }
            shares[b] = Math.max(0, 1 - lost / all);
        }
        Arrays.sort(shares);
        double tail = 0.5 * (1 - resampling.level());
        return Interval.of(Quantiles.of(shares, tail), Quantiles.of(shares, 1 - tail), resampling.level());
    }

    private static Estimate rate(int failures, double days, double level) {
        double tail = 0.5 * (1 - level);
        double low = failures == 0 ? 0 : Gammas.quantile(failures, tail) / days;
        return Estimate.of(
                failures / days,
                low,
                Gammas.quantile(failures + 1.0, 1 - tail) / days,
                level,
                IntervalMethod.EXACT_POISSON);
    }

    /**
     * The mean time between failures: uptime over failures.
     *
     * @return seconds; without an upper bound where one failure more or less would move it beyond all bounds; empty if there was no failure, or no uptime
     */
    public Optional<Estimate> meanTimeBetweenFailures() {
        return failures == 0 ? Optional.empty() : failuresPerDay.map(Availability::between);
    }

    private static Estimate between(Estimate perDay) {
        Interval rate = perDay.interval().orElseThrow();
        Optional<Double> longest = rate.low() > 0 ? Optional.of(RatePosterior.DAY / rate.low()) : Optional.empty();
        return new Estimate(
                RatePosterior.DAY / perDay.value(),
                Optional.of(new Interval(RatePosterior.DAY / rate.high().orElseThrow(), longest, rate.level())),
                IntervalMethod.EXACT_POISSON);
    }

    /**
     * What the share says about another time.
     *
     * @return the assumption, in words
     */
    public String assumption() {
        return "MTBF / (MTBF + MTTR) is the availability of another time only if up and down times alternate, each drawn independently"
                + " from the same two distributions (an alternating renewal process), and nothing changes.";
    }
}
