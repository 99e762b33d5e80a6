package io.itops.incident.metrics;

/** Quantiles of sorted values by type 7 of Hyndman and Fan (1996): linear between the values, which stand at (k - 1) / (n - 1). */
final class Quantiles {
    private Quantiles() {}

    static double of(double[] sorted, double share) {
        double position = (sorted.length - 1) * share;
        int below = (int) Math.floor(position);
        double low = sorted[below];
        return position == below ? low : low + (position - below) * (sorted[below + 1] - low);
    }

    static double mean(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            // Neumaier's sum: long outages must not swallow short ones
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return (sum + lost) / values.length;
    }

    /** The number of values below a value. */
    static int countBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of values at or below a value. */
    static int countAtMost(double[] sorted, double value) {
        return countBelow(sorted, Math.nextUp(value));
    }
}
