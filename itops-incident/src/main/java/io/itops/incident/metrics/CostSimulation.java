package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Simulates years of incidents, each with its number, its beginnings, its durations and what they cost.
 *
 * <p>Incidents begin at any time of the week alike, or of the year that a calendar's rates are told with. The downtime of a month, for credits, is the sum of its incidents, at most the month; that
 * of a year is charged up to the year, as is the work on one incident. How many years were cut so is told: many of them say that the model
 * of durations is not one of outages within a year.
 * Services fail independently of each other: if one takes others with it, give what that costs to the one.
 *
 * <p>The same services and the same seed give the same losses, in whatever order the services come.
 *
 * <p>Immutable and thread-safe.
 *
 * @param seed any number
 * @param years how many years, 1,000 to 1,000,000
 * @since 0.1
 */
public record CostSimulation(long seed, int years) {
    private static final double YEAR = Frequency.YEAR * RatePosterior.DAY;
    private static final double MONTH = YEAR / 12;
    private static final double MAX_INCIDENTS = 2e9;

    /** Checks the number of years. */
    public CostSimulation {
        Require.range("number of years", years, 1_000, 1_000_000);
    }

    /**
     * A hundred thousand years.
     *
     * @param seed any number
     * @return a simulation
     */
    public static CostSimulation seeded(long seed) {
        return new CostSimulation(seed, 100_000);
    }

    /**
     * Simulates.
     *
     * @param services at most 200 services in any order, each once; none cost nothing
     * @return the losses of a year
     * @throws InvalidInputException if a service comes twice, or more than 2,000,000,000 incidents are to be expected
     */
    public LossDistribution run(Collection<ServiceCost> services) {
        List<ServiceCost> sorted = checked(services);
        double expected =
                sorted.stream().mapToDouble(s -> s.frequency().perYear()).sum() * years;
        if (expected > MAX_INCIDENTS) {
            throw new InvalidInputException("number of years", "give at most 2000000000 incidents", (long) expected);
        }
        YearOfLosses losses = new YearOfLosses(years);
        Draws seeds = new Draws(seed);
        for (ServiceCost service : sorted) {
            simulate(service, service.frequency(), DurationDraw.of(service.duration()), seeds.split(), losses);
        }
        return losses.distribution();
    }

    /** The losses by a frequency and durations that the data would allow as well, those of some services cut at a time. */
    LossDistribution runRedrawn(Collection<ServiceCost> services, Map<ServiceId, Duration> upTo, Draws world) {
        YearOfLosses losses = new YearOfLosses(years);
        for (ServiceCost service : checked(services)) {
            Draws draws = world.split();
            Frequency frequency = Frequencies.redrawn(service.frequency(), draws);
            DurationDraw durations = DurationDraw.redrawn(service.duration(), draws);
            Duration cut = upTo.get(service.service());
            simulate(service, frequency, cut == null ? durations : durations.cutAt(cut), draws, losses);
        }
        return losses.distribution();
    }

    static List<ServiceCost> checked(Collection<ServiceCost> services) {
        Require.size("services", services, 0, 200);
        List<ServiceCost> sorted = Require.list("services", services).stream()
                .sorted(Comparator.comparing(ServiceCost::service))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Require.that(
                    !sorted.get(i).service().equals(sorted.get(i - 1).service()),
                    "each service",
                    "come once",
                    sorted.get(i).service());
        }
        return sorted;
    }

    private void simulate(
            ServiceCost service, Frequency frequency, DurationDraw durations, Draws draws, YearOfLosses losses) {
        double[] months = new double[12];
        for (int year = 0; year < years; year++) {
            Arrays.fill(months, 0);
            double downtime = 0;
            double people = 0;
            double room = YEAR;
            boolean cut = false;
            for (int left = Frequencies.draw(frequency, draws); left > 0; left--) {
                double seconds = durations.next(draws);
                double charged = Math.min(seconds, room);
                room -= charged;
                cut |= charged < seconds;
                downtime += service.rate().costFrom(draws.uniform(), charged);
                people += service.people().of(Math.min(seconds, YEAR));
                months[draws.index(12)] += seconds;
            }
            double credits = 0;
            if (!service.credits().isEmpty()) {
                for (double month : months) {
                    credits += service.credit(Math.min(MONTH, month));
                }
            }
            losses.add(year, downtime, people, credits, cut);
        }
    }
}
