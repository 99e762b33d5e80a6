package io.itops.incident.metrics;

/**
 * The share of all durations that have ended by a time, beside others that left before their end (Aalen and Johansen 1978), with its variance
 * by the delta method (Marubini and Valsecchi 1995, section 10.2).
 */
final class CumulativeIncidence {
    private final double[] ended;
    private final double[] open;
    private final double[] left;
    private double incidence;

    /** The share that has neither ended nor left, just before the time looked at. */
    private double staying = 1;

    // the variance is a sum over the times up to now in which the incidence of now stands: so it is kept by its powers
    private double square;
    private double linear;
    private double constant;

    /** What is known at a time at which durations ended. */
    interface Visitor {
        void at(double seconds, int atRisk, int ended, double incidence, double variance);
    }

    CumulativeIncidence(DurationSample sample) {
        ended = sample.endedSeconds();
        open = sample.openSeconds();
        left = sample.leftSeconds();
    }

    void forEach(Visitor visitor) {
        int i = 0;
        int gone = 0;
        int away = 0;
        while (i < ended.length || away < left.length) {
            double at = Math.min(
                    i < ended.length ? ended[i] : Double.MAX_VALUE, away < left.length ? left[away] : Double.MAX_VALUE);
            // by convention, what was last seen at the very time of an end was still at risk then
            while (gone < open.length && open[gone] < at) {
                gone++;
            }
            int atRisk = ended.length - i + open.length - gone + left.length - away;
            int died = 0;
            while (i < ended.length && ended[i] == at) {
                i++;
                died++;
            }
            int went = 0;
            while (away < left.length && left[away] == at) {
                away++;
                went++;
            }
            step(atRisk, died, went);
            if (died > 0) {
                double variance = incidence * incidence * square - 2 * incidence * linear + constant;
                visitor.at(at, atRisk, died, Math.min(1, incidence), Math.max(0, variance));
            }
        }
    }

    private void step(double atRisk, double died, double went) {
        double before = staying;
        incidence += before * died / atRisk;
        double gone = died + went;
        // after the last one nothing moves any more, so its own term is never needed
        double weight = gone < atRisk ? gone / (atRisk * (atRisk - gone)) : 0;
        double cross = before * died / (atRisk * atRisk);
        square += weight;
        linear += incidence * weight + cross;
        constant += incidence * incidence * weight
                + 2 * incidence * cross
                + before * before * died * (atRisk - died) / (atRisk * atRisk * atRisk);
        staying *= 1 - gone / atRisk;
    }
}
