package io.itops.incident.metrics;

/**
 * The exact distribution of a sum of a random number of whole losses, by the recursion of Panjer (1981). It shares no code with what it
 * judges.
 */
final class Panjer {
    private final double[] chances;

    private Panjer(double[] chances) {
        this.chances = chances;
    }

    /** A Poisson number of losses; {@code severity[x]} is the chance of a loss of x, and no loss is 0. */
    static Panjer poisson(double mean, double[] severity, int until) {
        return new Panjer(recursion(0, mean, Math.exp(-mean), severity, until));
    }

    /** A negative binomial number of losses with a mean and a size. */
    static Panjer negativeBinomial(double mean, double size, double[] severity, int until) {
        double beta = mean / size;
        double a = beta / (1 + beta);
        return new Panjer(recursion(a, (size - 1) * a, Math.pow(1 + beta, -size), severity, until));
    }

    private static double[] recursion(double a, double b, double none, double[] severity, int until) {
        double[] chances = new double[until + 1];
        chances[0] = none;
        for (int x = 1; x <= until; x++) {
            double sum = 0;
            for (int y = 1; y < severity.length && y <= x; y++) {
                sum += (a + b * y / x) * severity[y] * chances[x - y];
            }
            chances[x] = sum;
        }
        return chances;
    }

    double total() {
        double sum = 0;
        for (double chance : chances) {
            sum += chance;
        }
        return sum;
    }

    double mean() {
        double sum = 0;
        for (int x = 0; x < chances.length; x++) {
            sum += x * chances[x];
        }
        return sum;
    }

    double exceedance(int loss) {
        double sum = 0;
        for (int x = loss + 1; x < chances.length; x++) {
            sum += chances[x];
        }
        return sum;
    }

    int valueAtRisk(double share) {
        double sum = 0;
        for (int x = 0; x < chances.length; x++) {
            sum += chances[x];
            if (sum >= share) {
                return x;
            }
        }
        throw new AssertionError("the tail is cut off");
    }

    double conditionalValueAtRisk(double share) {
        int threshold = valueAtRisk(share);
        double beyond = 0;
        for (int x = threshold; x < chances.length; x++) {
            beyond += (x - threshold) * chances[x];
        }
        return threshold + beyond / (1 - share);
    }
}
