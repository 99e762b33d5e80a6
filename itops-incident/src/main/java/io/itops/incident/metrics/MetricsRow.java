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
 * @param measured the durations, and how many incidents were left out
 * @param median by when half had ended, in seconds; empty if so few have ended
 * @param upper by when nine of ten had ended, in seconds; empty if so few have ended
 * @param mean the mean in seconds, restricted where some go on; never without a median
 * @since 0.1
 */
public record MetricsRow(
        Optional<ServiceId> service,
        Optional<Severity> severity,
        MeasuredDurations measured,
        Optional<Estimate> median,
        Optional<Estimate> upper,
        Optional<Estimate> mean) {
    /** Checks the parts. */
    public MetricsRow {
        Require.present("service", service);
        Require.present("severity", severity);
        Require.present("measured durations", measured);
        Require.present("median", median);
        Require.present("upper quantile", upper);
        Require.present("mean", mean);
        Require.that(mean.isEmpty() || median.isPresent(), "mean", "have a median beside it", mean);
    }

    static MetricsRow of(
            Optional<ServiceId> service,
            Optional<Severity> severity,
            MeasuredDurations measured,
            Resampling resampling) {
        DurationSample sample = measured.sample();
        Optional<Estimate> median = sample.quantile(0.5, resampling);
        return new MetricsRow(
                service,
                severity,
                measured,
                median,
                sample.quantile(0.9, resampling),
                median.isEmpty() ? Optional.empty() : sample.mean(resampling));
    }

    boolean sameGroup(MetricsRow other) {
        return service.equals(other.service)
                && severity.equals(other.severity)
                && measured.measure() == other.measured.measure();
    }
}
