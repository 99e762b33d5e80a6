package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.time.Window;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Makes of the incidents of a service what they cost. */
final class MeasuredCost {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_600);

    /** How sure it must be that incidents come in bursts. */
    private static final double LEVEL = 0.95;

    private MeasuredCost() {}

    static ServiceCost of(Collection<IncidentTimes> incidents, ServiceId service, Window window, RateCard rate) {
        Duration seen = window.duration();
        Require.that(seen.compareTo(DAY) >= 0 && seen.compareTo(LONGEST) <= 0, "window", "last 1 to 36600 days", seen);
        List<IncidentTimes> outages = incidents.stream()
                .filter(times -> Require.present("incident", times).service().equals(service))
                .filter(times -> window.contains(times.openedAt()))
                .filter(times ->
                        TimeTo.RESPOND.measure(List.of(times), window.end()).never() == 0)
                .toList();
        DurationSample durations = TimeTo.RESPOND.measure(outages, window.end()).sample();
        Require.that(
                durations.ended() > 0,
                "incidents of " + service + " in the window",
                "have one whose effect on users ended",
                durations);
        return ServiceCost.builder(service)
                .frequency(frequency(outages, window))
                .duration(new DurationModel.Empirical(durations))
                .rate(rate)
                .build();
    }

    private static Frequency frequency(List<IncidentTimes> outages, Window window) {
        Arrivals arrivals =
                Arrivals.of(outages.stream().map(IncidentTimes::openedAt).toList(), window, DAY, LEVEL);
        Frequency.Uncertain counted = new Frequency.Uncertain(RatePosterior.ofCount(outages.size(), window.duration()));
        return arrivals.kind() == Arrivals.Kind.OVERDISPERSED
                ? Frequency.NegativeBinomial.ofDispersion(
                        outages.size()
                                / (DurationSample.seconds(window.duration()) / RatePosterior.DAY)
                                * Frequency.YEAR,
                        arrivals.dispersion())
                : counted;
    }
}
