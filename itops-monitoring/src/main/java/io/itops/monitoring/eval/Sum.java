package io.itops.monitoring.eval;

/**
 * A running sum that keeps what rounding loses: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
 * ZAMM 54 (1974).
 */
final class Sum {
    private double sum;
    private double lost;

    Sum() {}

    Sum(double start) {
        this.sum = start;
    }

    void add(double value) {
        double t = sum + value;
        if (Double.isInfinite(t)) {
            lost = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            lost += (sum - t) + value;
        } else {
            lost += (value - t) + sum;
        }
        sum = t;
    }

    /** Multiplies what has been summed so far. */
    void scale(double factor) {
        sum *= factor;
        lost *= factor;
    }

    /** Divides what has been summed so far. */
    void divide(double divisor) {
        sum /= divisor;
        lost /= divisor;
    }

    /** What the sum would be after adding a value, without what rounding loses. */
    double peek(double value) {
        return sum + value;
    }

    /** The sum; an infinite one stays as it is. */
    double value() {
        return Double.isInfinite(sum) ? sum : sum + lost;
    }

    /** The sum with what rounding lost, whatever that gives. */
    double exact() {
        return sum + lost;
    }

    /** The sum divided part by part, which rounds once less than dividing the whole. */
    double dividedBy(double divisor) {
        return sum / divisor + lost / divisor;
    }
}
