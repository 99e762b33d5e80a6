package io.itops.core.record;

import java.math.BigInteger;

/**
 * The decimal that stands for a double: of all decimals that round to it, one with the fewest digits, and of those the
 * nearest; of two equally near ones the even one.
 *
 * <p>The method is Schubfach (R. Giulietti, "The Schubfach way to render doubles", 2020): scale the double and the two ends of its
 * rounding interval by a power of ten so that the interval is one to ten units wide; then at most one multiple of ten and at
 * least one whole number lie inside. The scaling multiplies by a power of ten cut to 126 bits and rounds to odd, which that paper
 * proves enough to decide every comparison. Figures carry two more bits than the scaled number, so quarter units are whole.
 *
 * @param digits a positive whole number, not a multiple of ten
 * @param exponent the power of ten that the digits are multiplied by
 */
record ShortestDecimal(long digits, int exponent) {
    private static final int FRACTION_BITS = 52;
    private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
    private static final int MIN_BINARY_EXPONENT = -1074;
    private static final long LOW_63 = Long.MAX_VALUE;

    /** The shortest decimal of a positive finite double. */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> FRACTION_BITS);
        long fraction = bits & FRACTION_MASK;
        long significand = biased == 0 ? fraction : fraction | (1L << FRACTION_BITS);
        int binaryExponent = MIN_BINARY_EXPONENT + Math.max(biased, 1) - 1;
        // Below a power of two the doubles lie twice as close, save where the subnormals go on at the same distance.
        boolean halfGapBelow = fraction == 0 && biased > 1;
        int exponent = halfGapBelow ? floorLog10ThreeQuarters(binaryExponent) : floorLog10(binaryExponent);
        return stripped(digits(significand, binaryExponent, halfGapBelow, exponent), exponent);
    }

    private static long digits(long significand, int binaryExponent, boolean halfGapBelow, int exponent) {
        int row = exponent - Powers.MIN_EXPONENT;
        int shift = binaryExponent + Powers.FLOOR_LOG2[row] + 2;
        long quarters = significand << 2;
        long middle = Powers.scale(row, quarters << shift);
        long lower = Powers.scale(row, (quarters - (halfGapBelow ? 1 : 2)) << shift);
        long upper = Powers.scale(row, (quarters + 2) << shift);
        // The ends of the interval round to the double only if its significand is even.
        long open = significand & 1;

        long below = middle >> 2;
        long tenBelow = below / 10 * 10;
        boolean tenBelowFits = lower + open <= tenBelow << 2;
        boolean tenAboveFits = ((tenBelow + 10) << 2) + open <= upper;
        if (tenBelowFits != tenAboveFits) {
            return tenBelowFits ? tenBelow : tenBelow + 10;
        }
        boolean belowFits = lower + open <= below << 2;
        boolean aboveFits = ((below + 1) << 2) + open <= upper;
        if (belowFits != aboveFits) {
            return belowFits ? below : below + 1;
        }
        long half = (below << 2) + 2;
        return middle < half || (middle == half && (below & 1) == 0) ? below : below + 1;
    }

    private static ShortestDecimal stripped(long digits, int exponent) {
        long rest = digits;
        int zeros = 0;
        while (rest % 100_000_000 == 0) {
            rest /= 100_000_000;
            zeros += 8;
        }
        while (rest % 10 == 0) {
            rest /= 10;
            zeros++;
        }
        return new ShortestDecimal(rest, exponent + zeros);
    }

    /** The floor of log10(2^e), right for every binary exponent of a double (tested): the factor is log10(2) * 2^20, rounded. */
    static int floorLog10(int e) {
        return (e * 315_653) >> 20;
    }

    /**
     * The floor of log10(3/4 * 2^e), right for every binary exponent of a double (tested): the factor is log10(2) * 2^21, cut, and
     * the summand is log10(3/4) * 2^21, moved to the middle of the range that makes up for the cut.
     */
    static int floorLog10ThreeQuarters(int e) {
        return (e * 631_305 - 261_668) >> 21;
    }

    /** For every decimal exponent k: 10^-k as a fraction of 126 bits, rounded up, and the floor of its binary logarithm. */
    private static final class Powers {
        static final int MIN_EXPONENT = -324;
        static final int[] FLOOR_LOG2;

        private static final int MAX_EXPONENT = 292;
        private static final int BITS = 126;
        private static final long[] HIGH;
        private static final long[] LOW;

        static {
            int rows = MAX_EXPONENT - MIN_EXPONENT + 1;
            FLOOR_LOG2 = new int[rows];
            HIGH = new long[rows];
            LOW = new long[rows];
            for (int row = 0; row < rows; row++) {
                int power = -(row + MIN_EXPONENT);
                BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
                int length = ten.bitLength();
                BigInteger floor = power >= 0
                        ? ten.shiftLeft(BITS).shiftRight(length)
                        : BigInteger.ONE.shiftLeft(BITS - 1 + length).divide(ten);
                BigInteger factor = floor.add(BigInteger.ONE);
                FLOOR_LOG2[row] = power >= 0 ? length - 1 : -length;
                HIGH[row] = factor.shiftRight(63).longValueExact();
                LOW[row] = factor.longValue() & LOW_63;
            }
        }

        /** The product of a factor below 2^63 with the row's power, without its last 127 bits; its lowest bit is set if those were not zero. */
        static long scale(int row, long factor) {
            long low = Math.multiplyHigh(LOW[row], factor);
            long high = Math.multiplyHigh(HIGH[row], factor);
            long middle = ((HIGH[row] * factor) >>> 1) + low;
            long rest = middle & LOW_63;
            return (high + (middle >>> 63)) | (rest == 0 ? 0 : 1);
        }
    }
}
