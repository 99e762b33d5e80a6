package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The measures of the incidents of a time, for all of them and by service and severity, with how they arrived.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window the time: incidents opened in it, as they stood at its end
 * @param incidents how many there were
 * @param rows what each measure came to, for each group of which an incident came to its end
 * @param arrivals how they arrived, day by day; empty if the time is shorter than a day
 * @param resampling how intervals were made, and how sure they are
 * @since 0.1
 */
public record MetricsReport(
        Window window, int incidents, List<MetricsRow> rows, Optional<Arrivals> arrivals, Resampling resampling) {
    private static final int MAX_SERVICES = 1_000;

    /** How many values resampling may draw for one row: some minutes for all rows. */
    private static final long MAX_DRAWS = 1_000_000_000;

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * How a group stands beside the same group of another report.
     *
     * <p>Immutable and thread-safe.
     *
     * @param row the row of this report, the first of the comparison
     * @param comparison what may be said of this group, were it the only one
     * @param means the means of both up to the same time, and their difference, were it the only one
     * @param adjustedPValue the p-value after Holm (1979), for all groups that were compared together, 0 to 1
     * @param kind what may be said beside all the others
     */
    public record Compared(
            MetricsRow row, Comparison comparison, MeanDifference means, double adjustedPValue, Comparison.Kind kind) {
        /** Checks the parts. */
        public Compared {
            Require.present("row", row);
            Require.present("comparison", comparison);
            Require.present("difference of means", means);
            Numbers.share("adjusted p-value", adjustedPValue);
            Require.present("kind", kind);
        }
    }

    /** Which incidents belong to a row. */
    private record Members(Optional<ServiceId> service, Optional<Severity> severity) {}

    /** Which row of a report is which of another. */
    private record Group(Optional<ServiceId> service, Optional<Severity> severity, TimeTo measure) {
        static Group of(MetricsRow row) {
            return new Group(row.service(), row.severity(), row.measured().measure());
        }
    }

    /** Checks the parts. */
    public MetricsReport {
        Require.present("window", window);
        Require.range("number of incidents", incidents, 0, DurationSample.MAX);
        rows = Require.list("rows", rows);
        Require.present("arrivals", arrivals);
        Require.present("resampling", resampling);
    }

    /**
     * Measures the incidents that were opened in a time.
     *
     * @param incidents at most 2,000,000 incidents in any order, of at most 1,000 services
     * @param window the time
     * @param resampling how intervals are made: resamples times incidents of the window at most 1,000,000,000, so 2,000 resamples of 500,000
     *     incidents and 500 of 2,000,000
     * @return the report
     * @throws InvalidInputException if there are more incidents or services, or too many resamples of them
     */
    public static MetricsReport of(Collection<IncidentTimes> incidents, Window window, Resampling resampling) {
        Require.present("window", window);
        Require.present("resampling", resampling);
        List<IncidentTimes> inside = Require.size("incidents", incidents, 0, DurationSample.MAX).stream()
                .filter(times ->
                        window.contains(Require.present("incident", times).openedAt()))
                .toList();
        long draws = (long) inside.size() * resampling.resamples();
        Require.that(draws <= MAX_DRAWS, "resamples times incidents", "be at most " + MAX_DRAWS, draws);
        List<MetricsRow> rows = rows(groups(inside), window.end(), resampling);
        Optional<Arrivals> arrivals = window.duration().compareTo(DAY) < 0
                        || window.duration().toDays() > 1_000_000
                ? Optional.empty()
                : Optional.of(Arrivals.of(
                        inside.stream().map(IncidentTimes::openedAt).toList(), window, DAY, resampling.level()));
        return new MetricsReport(window, inside.size(), rows, arrivals, resampling);
    }

    /** The means of all groups by one measure go up to the same time, so that they may be compared. */
    private static List<MetricsRow> rows(
            Map<Members, List<IncidentTimes>> groups, Instant asOf, Resampling resampling) {
        Map<TimeTo, List<DurationSample>> samples = new EnumMap<>(TimeTo.class);
        Map<Members, List<MeasuredDurations>> all = new LinkedHashMap<>();
        groups.forEach((group, members) -> {
            for (TimeTo measure : TimeTo.values()) {
                MeasuredDurations measured = measure.measure(members, asOf);
                if (measured.reached() > 0) {
                    all.computeIfAbsent(group, key -> new ArrayList<>()).add(measured);
                    samples.computeIfAbsent(measure, key -> new ArrayList<>()).add(measured.sample());
                }
            }
        });
        Map<TimeTo, Double> upTo = new EnumMap<>(TimeTo.class);
        samples.forEach((measure, found) -> upTo.put(measure, MeanRule.common(found)));
        List<MetricsRow> rows = new ArrayList<>();
        all.forEach((group, measures) -> measures.forEach(measured -> rows.add(MetricsRow.of(
                group.service(),
                group.severity(),
                measured,
                Objects.requireNonNull(upTo.get(measured.measure())),
                resampling))));
        return rows;
    }

    /** All, each severity, each service, each service by severity; only what there is. */
    private static Map<Members, List<IncidentTimes>> groups(List<IncidentTimes> incidents) {
        Map<Members, List<IncidentTimes>> groups = new LinkedHashMap<>();
        groups.put(new Members(Optional.empty(), Optional.empty()), incidents);
        TreeSet<ServiceId> services = new TreeSet<>();
        incidents.forEach(times -> services.add(times.service()));
        Require.size("services", services, 0, MAX_SERVICES);
        for (Severity severity : Severity.values()) {
            groups.put(new Members(Optional.empty(), Optional.of(severity)), new ArrayList<>());
        }
        for (ServiceId service : services) {
            groups.put(new Members(Optional.of(service), Optional.empty()), new ArrayList<>());
            for (Severity severity : Severity.values()) {
                groups.put(new Members(Optional.of(service), Optional.of(severity)), new ArrayList<>());
            }
        }
        for (IncidentTimes times : incidents) {
            Optional<Severity> severity = Optional.of(times.severity());
            Optional<ServiceId> service = Optional.of(times.service());
            add(groups, new Members(Optional.empty(), severity), times);
            add(groups, new Members(service, Optional.empty()), times);
            add(groups, new Members(service, severity), times);
        }
        return groups;
    }

    private static void add(Map<Members, List<IncidentTimes>> groups, Members group, IncidentTimes times) {
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(times);
    }

    /**
     * Compares each group with the same group of another report, by the log-rank test. With many groups some differ by chance: the chance
     * that even one is told apart by mistake is held by the adjustment of Holm.
     *
     * @param other the report of another time
     * @param level the confidence of all comparisons together, 0.5 to 0.9999
     * @return the groups that both have, in the order of this report's rows
     */
    public List<Compared> comparedWith(MetricsReport other, double level) {
        Require.present("other report", other);
        Numbers.level(level);
        Map<Group, MetricsRow> others = new HashMap<>();
        other.rows.forEach(row -> others.put(Group.of(row), row));
        List<MetricsRow> both =
                rows.stream().filter(row -> others.containsKey(Group.of(row))).toList();
        List<DurationSample> theirs = both.stream()
                .map(row -> Objects.requireNonNull(others.get(Group.of(row)))
                        .measured()
                        .sample())
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            comparisons.add(Comparison.logRank(both.get(i).measured().sample(), theirs.get(i), level));
        }
        double[] adjusted =
                holm(comparisons.stream().mapToDouble(Comparison::pValue).toArray());
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Comparison.Kind kind = adjusted[i] > 1 - level
                    ? Comparison.Kind.CANNOT_DISTINGUISH
                    : comparisons.get(i).kind();
            MeanDifference means =
                    MeanDifference.of(both.get(i).measured().sample(), theirs.get(i), resampling.at(level));
            compared.add(new Compared(both.get(i), comparisons.get(i), means, adjusted[i], kind));
        }
        return List.copyOf(compared);
    }

    /** The p-values of tests that are made together: the smallest counts as often as there are tests, the next once less, and so on. */
    static double[] holm(double[] pValues) {
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        double[] adjusted = new double[pValues.length];
        double before = 0;
        for (int i = 0; i < order.length; i++) {
            before = Math.max(before, Math.min(1, (order.length - i) * pValues[order[i]]));
            adjusted[order[i]] = before;
        }
        return adjusted;
    }

    /**
     * The report for people.
     *
     * @return Markdown that ends with a line feed; the same for the same report
     */
    public String toMarkdown() {
        return new MetricsMarkdown(this).render();
    }
}
