package io.itops.core.catalog;

/**
 * How much hangs on a service, from 1 (the most) to 4.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Tier {
    /** The business stands still without it. */
    TIER1(1),
    /** An important function is lost without it. */
    TIER2(0.5),
    /** People have to work around its absence. */
    TIER3(0.25),
    /** Nobody outside its team would notice soon. */
    TIER4(0.125);

    private final double weight;

    Tier(double weight) {
        this.weight = weight;
    }

    /**
     * How much a service of this tier counts in a blast radius: each tier counts half of the one above.
     *
     * @return 1, 0.5, 0.25 or 0.125
     */
    public double weight() {
        return weight;
    }
}
