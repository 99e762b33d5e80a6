package io.itops.change.suspect;

import io.itops.core.Require;
import java.time.Duration;

/**
 * The figures by which changes are suspected, version {@value #VERSION}. The weight of a change is the product of its risk, of {@link
 * #nearness} and of {@link #recency}; a change that was backed out before the incident counts a twentieth. The likelihood of a change
 * is its share of all weights and of {@value #UNKNOWN_WEIGHT}, the weight of a cause that no change accounts for.
 *
 * <p>The figures are judgements, not yet learned from confirmed causes.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SuspectModel {
    /** The version of the figures; any change of one makes a new version. */
    public static final String VERSION = "prior-1";

    /** The weight of a cause that no change accounts for. */
    public static final double UNKNOWN_WEIGHT = 0.01;

    /** How long before an incident a change may have been started to be looked at. */
    public static final Duration LOOKBACK = Duration.ofDays(14);

    /** How many hops from the service in trouble a touched thing may lie to be reached. */
    public static final int MAX_HOPS = 6;

    static final double BACKED_OUT_BEFORE = 0.05;

    private static final double UNREACHABLE = 0.005;
    private static final double FRESH_SHARE = 0.9;
    private static final double FRESH_HALF_LIFE_HOURS = 1;
    private static final double LINGERING_HALF_LIFE_HOURS = 48;

    private SuspectModel() {}

    /**
     * How much it counts that a change touched something near the service in trouble.
     *
     * @param hops from the service along what it rests on to the nearest thing touched; negative if nothing touched is reached
     * @return 1 at the service itself, 0.8 at one hop, half of it with each further hop; 0.005 if nothing is reached
     */
    public static double nearness(int hops) {
        if (hops < 0) {
            return UNREACHABLE;
        }
        return hops == 0 ? 1 : Math.max(UNREACHABLE, 0.8 * Math.pow(0.5, hops - 1.0));
    }

    /**
     * How much it counts that a change was started some time before the trouble began: most faults show within hours, some linger
     * for days.
     *
     * @param lag the time from the start of the change to the opening or last reopening of the incident, not negative
     * @return 1 at no lag; 0.9 of it halves every hour, 0.1 of it every two days
     */
    public static double recency(Duration lag) {
        Require.present("lag", lag);
        Require.that(!lag.isNegative(), "lag", "not be negative", lag);
        double hours = (lag.getSeconds() + lag.getNano() / 1e9) / 3_600;
        return FRESH_SHARE * Math.pow(0.5, hours / FRESH_HALF_LIFE_HOURS)
                + (1 - FRESH_SHARE) * Math.pow(0.5, hours / LINGERING_HALF_LIFE_HOURS);
    }
}
