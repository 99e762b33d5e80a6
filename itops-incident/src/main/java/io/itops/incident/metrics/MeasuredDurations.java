package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * What a measure found in a list of incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param measure what was measured
 * @param sample the durations
 * @param withoutStart how many incidents were left out since the measure had not begun, or nobody told when it did
 * @param withoutEnd how many were left out since they were resolved and will not come to the end of the measure
 * @param outOfOrder how many were left out since their end lies before their start
 * @since 0.1
 */
public record MeasuredDurations(
        TimeTo measure, DurationSample sample, int withoutStart, int withoutEnd, int outOfOrder) {
    /** Checks the parts. */
    public MeasuredDurations {
        Require.present("measure", measure);
        Require.present("sample", sample);
        Require.range("number without a start", withoutStart, 0, DurationSample.MAX);
        Require.range("number without an end", withoutEnd, 0, DurationSample.MAX);
        Require.range("number out of order", outOfOrder, 0, DurationSample.MAX);
    }

    /**
     * How many incidents were left out for any reason.
     *
     * @return the sum
     */
    public long leftOut() {
        return (long) withoutStart + withoutEnd + outOfOrder;
    }
}
