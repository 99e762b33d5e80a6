package io.itops.incident.metrics;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import java.util.Optional;

/**
 * What one measure came to for one group of incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service of one service, or of all
 * @param severity of one severity, or of all
 * @param measured the durations, at least one of which ended, and how many incidents were left out
 * @param median by when half of all had come to the end, those counted that never will, in seconds; empty if so few did
 * @param upper by when nine of ten had, in seconds; empty if so few did
 * @param mean the mean of those that came to the end, up to a time that all groups of the measure share where some still run; never without a median
 * @since 0.1
 */
public record MetricsRow(
        Optional<ServiceId> service,
        Optional<Severity> severity,
        MeasuredDurations measured,
        Optional<Estimate> median,
        Optional<Estimate> upper,
        RestrictedMean mean) {
    /** Checks the parts. */
    public MetricsRow {
        Require.present("service", service);
        Require.present("severity", severity);
        Require.present("measured durations", measured);
        Require.that(measured.reached() > 0, "measured durations", "have one that ended", measured.sample());
        Require.present("median", median);
        Require.present("upper quantile", upper);
        Require.present("mean", mean);
        Require.that(mean.estimate().isEmpty() || median.isPresent(), "mean", "have a median beside it", mean);
    }

    static MetricsRow of(
            Optional<ServiceId> service,
            Optional<Severity> severity,
            MeasuredDurations measured,
            double upTo,
            Resampling resampling) {
        DurationSample sample = measured.sample();
        return new MetricsRow(
                service,
                severity,
                measured,
                sample.quantile(0.5, resampling),
                sample.quantile(0.9, resampling),
                MeanRule.of(sample, upTo, resampling).mean());
    }
}
