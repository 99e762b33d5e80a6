package io.itops.cli;

import io.itops.monitoring.backtest.KnownIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells where a backtest has nothing to look at: a time without samples, and incidents that lie outside of it. */
final class EmptyPeriod {
    /** Series without a time of their own end before it, and who asks for a time behind it means our days. */
    private static final Instant EARLY = Instant.EPOCH.plus(Duration.ofDays(3_650));

    private EmptyPeriod() {}

    static List<String> warnings(Instant from, Instant to, LoadedSamples samples, List<KnownIncident> incidents) {
        List<String> warnings = new ArrayList<>();
        if (!samples.within(from, to)) {
            warnings.add("no sample lies from " + from + " to " + to + there(from, samples));
        }
        for (KnownIncident incident : incidents) {
            if (incident.to().isBefore(from)
                    || incident.from().minus(incident.lead()).isAfter(to)) {
                warnings.add("incident " + incident.name() + ", from " + incident.from() + " to " + incident.to()
                        + ", lies outside of the backtest, from " + from + " to " + to);
            }
        }
        return warnings;
    }

    private static String there(Instant from, LoadedSamples samples) {
        return samples.oldest()
                .flatMap(oldest -> samples.newest()
                        .map(newest -> "; the samples lie from " + oldest + " to " + newest
                                + (newest.isBefore(EARLY) && from.isAfter(EARLY)
                                        ? " (those of --series begin at 1970)"
                                        : "")))
                .orElse("; there is no sample at all");
    }
}
