package io.itops.monitoring.eval;

/** A running mean: the sum divided at the end, or, once the sum would overflow, a mean corrected value by value. */
final class Mean {
    private Sum sum = new Sum();
    private double count;
    private boolean incremental;

    void add(double value) {
        count++;
        if (count == 1) {
            sum = new Sum(value);
            return;
        }
        if (!incremental) {
            if (!Double.isInfinite(sum.peek(value))) {
                sum.add(value);
                return;
            }
            incremental = true;
            sum.divide(count - 1);
        }
        sum.scale((count - 1) / count);
        sum.add(value / count);
    }

    double value() {
        return incremental ? sum.value() : sum.dividedBy(count);
    }
}
