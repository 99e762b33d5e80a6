package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.time.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The measures of the incidents of a time, for all of them and by service and severity, with how they arrived.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window the time: incidents opened in it, as they stood at its end
 * @param incidents how many there were
 * @param rows what each measure came to, for each group that has a duration
 * @param arrivals how they arrived, day by day; empty if the time is shorter than a day
 * @since 0.1
 */
public record MetricsReport(Window window, int incidents, List<MetricsRow> rows, Optional<Arrivals> arrivals) {
    private static final int MAX_SERVICES = 1_000;
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * How a group stands beside the same group of another report.
     *
     * <p>Immutable and thread-safe.
     *
     * @param row the row of this report, the first of the comparison
     * @param comparison what may be said
     */
    public record Compared(MetricsRow row, Comparison comparison) {
        /** Checks the parts. */
        public Compared {
            Require.present("row", row);
            Require.present("comparison", comparison);
        }
    }

    /** Which incidents belong to a row. */
    private record Group(Optional<ServiceId> service, Optional<Severity> severity) {}

    /** Checks the parts. */
    public MetricsReport {
        Require.present("window", window);
        Require.range("number of incidents", incidents, 0, DurationSample.MAX);
        rows = Require.list("rows", rows);
        Require.present("arrivals", arrivals);
    }

    /**
     * Measures the incidents that were opened in a time.
     *
     * @param incidents at most 2,000,000 incidents in any order, of at most 1,000 services
     * @param window the time
     * @param resampling how intervals are made
     * @return the report
     * @throws InvalidInputException if there are more incidents or services
     */
    public static MetricsReport of(Collection<IncidentTimes> incidents, Window window, Resampling resampling) {
        Require.present("window", window);
        Require.present("resampling", resampling);
        List<IncidentTimes> inside = Require.size("incidents", incidents, 0, DurationSample.MAX).stream()
                .filter(times ->
                        window.contains(Require.present("incident", times).openedAt()))
                .toList();
        List<MetricsRow> rows = new ArrayList<>();
        groups(inside).forEach((group, members) -> {
            for (TimeTo measure : TimeTo.values()) {
                MeasuredDurations measured = measure.measure(members, window.end());
                if (measured.sample().size() > 0) {
                    rows.add(MetricsRow.of(group.service(), group.severity(), measured, resampling));
                }
            }
        });
        Optional<Arrivals> arrivals = window.duration().compareTo(DAY) < 0
                        || window.duration().toDays() > 1_000_000
                ? Optional.empty()
                : Optional.of(Arrivals.of(
                        inside.stream().map(IncidentTimes::openedAt).toList(), window, DAY, resampling.level()));
        return new MetricsReport(window, inside.size(), rows, arrivals);
    }

    /** All, each severity, each service, each service by severity; only what there is. */
    private static Map<Group, List<IncidentTimes>> groups(List<IncidentTimes> incidents) {
        Map<Group, List<IncidentTimes>> groups = new LinkedHashMap<>();
        groups.put(new Group(Optional.empty(), Optional.empty()), incidents);
        TreeSet<ServiceId> services = new TreeSet<>();
        incidents.forEach(times -> services.add(times.service()));
        Require.size("services", services, 0, MAX_SERVICES);
        for (Severity severity : Severity.values()) {
            groups.put(new Group(Optional.empty(), Optional.of(severity)), new ArrayList<>());
        }
        for (ServiceId service : services) {
            groups.put(new Group(Optional.of(service), Optional.empty()), new ArrayList<>());
            for (Severity severity : Severity.values()) {
                groups.put(new Group(Optional.of(service), Optional.of(severity)), new ArrayList<>());
            }
        }
        for (IncidentTimes times : incidents) {
            Optional<Severity> severity = Optional.of(times.severity());
            Optional<ServiceId> service = Optional.of(times.service());
            add(groups, new Group(Optional.empty(), severity), times);
            add(groups, new Group(service, Optional.empty()), times);
            add(groups, new Group(service, severity), times);
        }
        return groups;
    }

    private static void add(Map<Group, List<IncidentTimes>> groups, Group group, IncidentTimes times) {
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(times);
    }

    /**
     * Compares each group with the same group of another report, by the log-rank test.
     *
     * @param other the report of another time
     * @param level the confidence, 0.5 to 0.9999; with many groups, some differ by chance
     * @return the groups that both have, in the order of this report's rows
     */
    public List<Compared> comparedWith(MetricsReport other, double level) {
        Require.present("other report", other);
        Numbers.level(level);
        List<Compared> compared = new ArrayList<>();
        for (MetricsRow row : rows) {
            other.rows.stream()
                    .filter(row::sameGroup)
                    .findFirst()
                    .ifPresent(same -> compared.add(new Compared(
                            row,
                            Comparison.logRank(
                                    row.measured().sample(), same.measured().sample(), level))));
        }
        return List.copyOf(compared);
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
