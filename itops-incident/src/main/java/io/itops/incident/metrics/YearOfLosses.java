package io.itops.incident.metrics;

/** Adds up what the simulated years cost. */
final class YearOfLosses {
    private final double[] totals;
    private double downtime;
    private double people;
    private double credits;

    YearOfLosses(int years) {
        totals = new double[years];
    }

    void add(int year, double ofDowntime, double ofPeople, double ofCredits) {
        totals[year] += ofDowntime + ofPeople + ofCredits;
        downtime += ofDowntime;
        people += ofPeople;
        credits += ofCredits;
    }

    LossDistribution distribution() {
        int years = totals.length;
        return LossDistribution.of(
                totals, new LossDistribution.Parts(downtime / years, people / years, credits / years));
    }
}
