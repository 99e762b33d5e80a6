package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of coverage side by side, over the same time and by the same weights.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window the time that was compared
 * @param rows one for each option, in the order given
 * @since 0.1
 */
public record CoverageComparison(Window window, List<Row> rows) {
    private static final BigDecimal MICROS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000_000L);

    /**
     * What an option comes to.
     *
     * @param option its name
     * @param sourcing who stands behind it
     * @param coverage whether somebody is always on call, and if not, when nobody is
     * @param fairness what each of its people bears
     * @param nights the nights of which some part is on call, over all people
     * @param burden the burden of all people together, in the unit of the weights
     * @param cost time on call by the people's prices, and the fixed cost, rounded up to two decimals
     */
    public record Row(
            String option,
            Sourcing sourcing,
            Coverage coverage,
            Fairness fairness,
            long nights,
            double burden,
            BigDecimal cost) {
        /** Checks the parts. */
        public Row {
            Values.name("option name", option);
            Require.present("sourcing", sourcing);
            Require.present("coverage", coverage);
            Require.present("fairness", fairness);
            Require.that(nights >= 0, "nights", "be at least 0", nights);
            Require.range("burden", burden, 0, Double.MAX_VALUE);
            Require.present("cost", cost);
            Require.that(cost.signum() >= 0, "cost", "be at least 0", cost);
        }

        /** Whether this is nowhere worse than another one, and somewhere better. */
        private boolean beats(Row other) {
            int uncovered = coverage.uncovered().compareTo(other.coverage.uncovered());
            int byNights = Long.compare(nights, other.nights);
            int byBurden = isNear(burden, other.burden) ? 0 : Double.compare(burden, other.burden);
            int byCost = cost.compareTo(other.cost);
            return uncovered <= 0
                    && byNights <= 0
                    && byBurden <= 0
                    && byCost <= 0
                    && (uncovered < 0 || byNights < 0 || byBurden < 0 || byCost < 0);
        }
    }

    /** Sums of the same hours in another order differ in the last digits; nobody is better by that. */
    private static boolean isNear(double one, double other) {
        return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
    }

    /** Copies the list. */
    public CoverageComparison {
        Require.present("window", window);
        rows = Require.list("rows", rows);
    }

    /**
     * Compares options.
     *
     * @param options 1 to 100, with names of their own
     * @param window the time that counts, at most ten years
     * @param weights how heavy time on call weighs
     * @return the comparison
     * @throws InvalidInputException if an option has somebody on call whose calendar it does not give
     */
    public static CoverageComparison of(List<CoverageOption> options, Window window, BurdenWeights weights) {
        Require.size("options", options, 1, 100);
        Set<String> names = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (CoverageOption option : Require.list("options", options)) {
            Require.that(names.add(option.name()), "option name", "be given once", option.name());
            rows.add(row(option, window, weights));
        }
        return new CoverageComparison(window, rows);
    }

    private static Row row(CoverageOption option, Window window, BurdenWeights weights) {
        Fairness fairness = Fairness.of(option.schedules(), window, option.people(), List.of(), weights);
        BigDecimal cost = option.fixedCost();
        long nights = 0;
        double burden = 0;
        for (Map.Entry<String, Load> entry : fairness.loads().entrySet()) {
            Load load = entry.getValue();
            BigDecimal micros = BigDecimal.valueOf(load.onCall().toNanos() / 1_000);
            BigDecimal price =
                    Require.present("cost per hour", option.costPerHour().get(entry.getKey()));
            cost = cost.add(micros.multiply(price).divide(MICROS_OF_AN_HOUR, 20, RoundingMode.HALF_EVEN));
            nights += load.nights();
            burden += load.burden();
        }
        return new Row(
                option.name(),
                option.sourcing(),
                Coverage.of(option.schedules(), window),
                fairness,
                nights,
                burden,
                cost.setScale(2, RoundingMode.UP));
    }

    /**
     * The options to choose from: those to which no other one is preferable in every respect.
     *
     * @return the rows for which no other has at most as much uncovered time, nights, burden and cost, and less of one of them
     */
    public List<Row> efficient() {
        return rows.stream()
                .filter(row -> rows.stream().noneMatch(other -> other.beats(row)))
                .toList();
    }
}
