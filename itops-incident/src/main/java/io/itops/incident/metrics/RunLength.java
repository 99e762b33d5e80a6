package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The average run length of control charts over independent standard normal numbers: how many come before an alarm. Each is the solution of an
 * integral equation, found at the points of Gauss and Legendre (Crowder 1987 for EWMA, Page 1954 for CUSUM).
 */
final class RunLength {
    private static final int LEAST_POINTS = 48;

    /** Fewer points for each standard deviation of a step miss probability, which looks like alarms, or makes some up. */
    private static final int POINTS_A_STEP = 4;

    private static final double LARGEST_LIMIT = 80;
    private static final double GROWTH = 1.25;
    private static final double ALLOWED_ERROR = 0.01;

    private final double[] points;
    private final double[] weights;

    /** The points of an interval in which a step has some standard deviation. */
    private RunLength(double low, double high, double step) {
        int n = Math.max(LEAST_POINTS, (int) Math.ceil(POINTS_A_STEP * (high - low) / step));
        points = new double[n];
        weights = new double[n];
        double middle = 0.5 * (low + high);
        double half = 0.5 * (high - low);
        for (int i = 0; i < n; i++) {
            legendre(i, middle, half);
        }
    }

    /** A root of the Legendre polynomial, by Newton's method, and its weight. */
    private void legendre(int i, double middle, double half) {
        int n = points.length;
        double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
        double slope = 1;
        for (int round = 0; round < 8; round++) {
            double before = 1;
            double value = x;
            for (int k = 2; k <= n; k++) {
                double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                before = value;
                value = next;
            }
            slope = n * (x * value - before) / (x * x - 1);
            x -= value / slope;
        }
        points[i] = middle + half * x;
        weights[i] = half * 2 / ((1 - x * x) * slope * slope);
    }

    /** Of a CUSUM that looks to one side. */
    static double ofOneSidedCusum(double allowance, double limit) {
        return new RunLength(0, limit, 1).cusum(allowance);
    }

    private double cusum(double allowance) {
        // the unknowns: the length from each point, and from zero, where the chart rests with a probability of its own
        int zero = points.length;
        double[][] equations = new double[zero + 1][zero + 2];
        for (int i = 0; i <= zero; i++) {
            double from = i == zero ? 0 : points[i];
            for (int j = 0; j < zero; j++) {
                equations[i][j] = -weights[j] * Normal.density(points[j] - from + allowance);
            }
            equations[i][zero] = -Normal.below(allowance - from);
            equations[i][i] += 1;
            equations[i][zero + 1] = 1;
        }
        return solve(equations)[zero];
    }

    /** Of a CUSUM that looks to both sides: alarms of either come as those of two independent charts. */
    static double ofCusum(double allowance, double limit) {
        return ofOneSidedCusum(allowance, limit) / 2;
    }

    /** Of an EWMA whose limit is so many of its long-run standard deviations. */
    static double ofEwma(double weight, double deviations) {
        double limit = deviations * Math.sqrt(weight / (2 - weight));
        return new RunLength(-limit, limit, weight).ewma(weight);
    }

    private double ewma(double weight) {
        int n = points.length;
        double[][] equations = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                equations[i][j] = -ewmaKernel(weight, points[i], j);
            }
            equations[i][i] += 1;
            equations[i][n] = 1;
        }
        double[] lengths = solve(equations);
        double fromZero = 1;
        for (int j = 0; j < n; j++) {
            fromZero += ewmaKernel(weight, 0, j) * lengths[j];
        }
        return fromZero;
    }

    private double ewmaKernel(double weight, double from, int j) {
        return weights[j] / weight * Normal.density((points[j] - (1 - weight) * from) / weight);
    }

    /** Gauss' elimination with the largest pivot of each column. */
    private static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                pivot = Math.abs(rows[i][column]) > Math.abs(rows[pivot][column]) ? i : pivot;
            }
            double[] swapped = rows[column];
            rows[column] = rows[pivot];
            rows[pivot] = swapped;
            for (int i = column + 1; i < n; i++) {
                double factor = rows[i][column] / rows[column][column];
                for (int j = column; j <= n; j++) {
                    rows[i][j] -= factor * rows[column][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double rest = rows[i][n];
            for (int j = i + 1; j < n; j++) {
                rest -= rows[i][j] * solution[j];
            }
            solution[i] = rest / rows[i][i];
        }
        return Arrays.copyOf(solution, n);
    }

    /**
     * The limit at which a run is so long on average; run lengths grow with limits.
     *
     * @return the limit; empty if none gives a run length within a hundredth of it
     */
    static OptionalDouble limitFor(double length, DoubleUnaryOperator lengthOf) {
        double high = 1;
        while (high < LARGEST_LIMIT && !(lengthOf.applyAsDouble(high) >= length)) {
            high *= GROWTH;
        }
        double low = high == 1 ? 0.001 : high / GROWTH;
        double atLow = Math.log(lengthOf.applyAsDouble(low) / length);
        double atHigh = Math.log(lengthOf.applyAsDouble(high) / length);
        if (!(atLow <= 0 && atHigh >= 0)) {
            return OptionalDouble.empty();
        }
        // the logarithm of the length is nearly a line of the limit: regula falsi, by Dowell and Jarratt (Illinois)
        double found = high;
        double error = atHigh;
        for (int i = 0; i < 60 && Math.abs(error) > 1e-10; i++) {
            found = high - atHigh * (high - low) / (atHigh - atLow);
            double before = error;
            error = Math.log(lengthOf.applyAsDouble(found) / length);
            if (error < 0) {
                low = found;
                atLow = error;
                atHigh = before < 0 ? 0.5 * atHigh : atHigh;
            } else {
                high = found;
                atHigh = error;
                atLow = before > 0 ? 0.5 * atLow : atLow;
            }
        }
        return Math.abs(error) <= Math.log1p(ALLOWED_ERROR) ? OptionalDouble.of(found) : OptionalDouble.empty();
    }
}
