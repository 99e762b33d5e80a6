package io.itops.cli;

import io.itops.monitoring.backtest.KnownIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells where a backtest has nothing to look at: a time without samples, and incidents that lie outside of it. */
final class EmptyPeriod {
    /** Milliseconds of today that are taken for seconds lie far ahead, and seconds taken for milliseconds before this. */
    private static final Instant MILLIS_OF_SECONDS = Instant.EPOCH.plus(Duration.ofDays(50));

    private static final Instant LATE = Instant.EPOCH.plus(Duration.ofDays(3_650));

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
                                + (newest.isBefore(MILLIS_OF_SECONDS) && from.isAfter(LATE)
                                        ? " (instants of the text format are milliseconds, and those of series begin at 1970)"
                                        : "")))
                .orElse("; there is no sample at all");
    }
}
