package io.itops.incident.metrics;

import java.util.BitSet;

/** Adds up what the simulated years cost. */
final class YearOfLosses {
    private final double[] totals;
    private final BitSet cutYears = new BitSet();
    private double downtime;
    private double people;
    private double credits;

    YearOfLosses(int years) {
        totals = new double[years];
    }

    void add(int year, double ofDowntime, double ofPeople, double ofCredits, boolean cut) {
        totals[year] += ofDowntime + ofPeople + ofCredits;
        downtime += ofDowntime;
        people += ofPeople;
        credits += ofCredits;
        if (cut) {
            cutYears.set(year);
        }
    }

    LossDistribution distribution() {
        int years = totals.length;
        return LossDistribution.of(
                totals,
                new LossDistribution.Parts(downtime / years, people / years, credits / years),
                cutYears.cardinality());
    }
}
