package io.itops.monitoring.metric;

/**
 * The sample value that says "this series has ended": a NaN with bits of its own ({@code 0x7ff0000000000002}), as in Prometheus.
 * It ends a series at once, where a series that merely stops is seen for the whole lookback.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class StaleMarker {
    private static final long BITS = 0x7ff0000000000002L;

    /** The marker as a sample value; tell it from other NaNs by {@link #is(double)} only. */
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    /**
     * Whether a value is the marker.
     *
     * @param value a sample's value
     * @return true for the marker, false for any other value, other NaNs included
     */
    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
