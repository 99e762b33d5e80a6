package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The average run length of control charts over independent standard normal numbers: how many come before an alarm. Each is the solution of an
 * integral equation, found at the points of Gauss and Legendre (Crowder 1987 for EWMA, Page 1954 for CUSUM).
 */
final class RunLength {
    private static final int POINTS = 48;
    private static final double[][] LEGENDRE = legendre();

    private RunLength() {}

    /** Roots of the Legendre polynomial, by Newton's method, and their weights. */
    private static double[][] legendre() {
        double[] roots = new double[POINTS];
        double[] weights = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
            double slope = 1;
            for (int round = 0; round < 20; round++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= POINTS; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = POINTS * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            roots[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
        return new double[][] {roots, weights};
    }

    /** Of a CUSUM that looks to one side. */
    static double ofOneSidedCusum(double allowance, double limit) {
        // the unknowns: the length from each point, and from zero, where the chart rests with a probability of its own
        int n = POINTS + 1;
        double[][] equations = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            double from = i == POINTS ? 0 : point(i, 0, limit);
            for (int j = 0; j < POINTS; j++) {
                equations[i][j] = -weight(j, 0, limit) * Normal.density(point(j, 0, limit) - from + allowance);
            }
            equations[i][POINTS] = -Normal.below(allowance - from);
            equations[i][i] += 1;
            equations[i][n] = 1;
        }
        return solve(equations)[POINTS];
    }

    /** Of a CUSUM that looks to both sides: alarms of either come as those of two independent charts. */
    static double ofCusum(double allowance, double limit) {
        return ofOneSidedCusum(allowance, limit) / 2;
    }

    /** Of an EWMA whose limit is so many of its long-run standard deviations. */
    static double ofEwma(double weight, double deviations) {
        double limit = deviations * Math.sqrt(weight / (2 - weight));
        double[][] equations = new double[POINTS][POINTS + 1];
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                equations[i][j] = -ewmaKernel(weight, limit, point(i, -limit, limit), j);
            }
            equations[i][i] += 1;
            equations[i][POINTS] = 1;
        }
        double[] lengths = solve(equations);
        double fromZero = 1;
        for (int j = 0; j < POINTS; j++) {
            fromZero += ewmaKernel(weight, limit, 0, j) * lengths[j];
        }
        return fromZero;
    }

    private static double ewmaKernel(double weight, double limit, double from, int j) {
        double to = point(j, -limit, limit);
        return weight(j, -limit, limit) / weight * Normal.density((to - (1 - weight) * from) / weight);
    }

    private static double point(int i, double low, double high) {
        return 0.5 * (low + high) + 0.5 * (high - low) * LEGENDRE[0][i];
    }

    private static double weight(int i, double low, double high) {
        return 0.5 * (high - low) * LEGENDRE[1][i];
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

    /** The limit at which a run is so long on average; run lengths grow with limits. */
    static double limitFor(double length, DoubleUnaryOperator lengthOf) {
        double low = 0.01;
        double high = 1;
        while (lengthOf.applyAsDouble(high) < length && high < 64) {
            high *= 2;
        }
        for (int i = 0; i < 50; i++) {
            double middle = 0.5 * (low + high);
            if (lengthOf.applyAsDouble(middle) < length) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
