package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * What a measure found in a list of incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param measure what was measured
 * @param sample the durations: of incidents that came to the end of the measure, that still run towards it, and that left before it
 * @param withoutStart how many incidents were left out since the measure had not begun, or nobody told when it did
 * @param outOfOrder how many were left out since their end lies before their start
 * @since 0.1
 */
public record MeasuredDurations(TimeTo measure, DurationSample sample, int withoutStart, int outOfOrder) {
    /** Checks the parts. */
    public MeasuredDurations {
        Require.present("measure", measure);
        Require.present("sample", sample);
        Require.range("number without a start", withoutStart, 0, DurationSample.MAX);
        Require.range("number out of order", outOfOrder, 0, DurationSample.MAX);
    }

    /**
     * How many incidents came to the end of the measure.
     *
     * @return their number
     */
    public int reached() {
        return sample.ended();
    }

    /**
     * How many incidents still ran towards the end of the measure.
     *
     * @return their number
     */
    public int running() {
        return sample.open();
    }

    /**
     * How many incidents left before the end of the measure, and will not come to it.
     *
     * @return their number
     */
    public int never() {
        return sample.left();
    }

    /**
     * How many incidents were left out for any reason.
     *
     * @return the sum
     */
    public long leftOut() {
        return (long) withoutStart + outOfOrder;
    }
}
