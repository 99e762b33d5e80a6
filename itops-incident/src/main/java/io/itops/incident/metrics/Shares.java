package io.itops.incident.metrics;

/** Intervals of shares. */
final class Shares {
    private Shares() {}

    /** Wilson's interval (1927), which has a width where nothing or everything was counted too. */
    static Estimate wilson(int counted, int of, double level) {
        double z = Normal.twoSided(level);
        double share = (double) counted / of;
        double squared = z * z / of;
        double centre = (share + squared / 2) / (1 + squared);
        double width = z / (1 + squared) * Math.sqrt(share * (1 - share) / of + squared / (4 * of));
        return Estimate.of(
                share,
                counted == 0 ? 0 : Math.max(0, centre - width),
                counted == of ? 1 : Math.min(1, centre + width),
                level,
                IntervalMethod.WILSON);
    }
}
