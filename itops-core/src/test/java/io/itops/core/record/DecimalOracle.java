package io.itops.core.record;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Judges a decimal text of a double by exact arithmetic on the definition, sharing no code with what prints it. */
final class DecimalOracle {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private DecimalOracle() {}

    /** What is wrong with a text as the shortest and nearest decimal of a double; empty if nothing is. */
    static String fault(double value, String text) {
        BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
        if (value == 0) {
            return text.equals("0") ? "" : "zero is not 0";
        }
        if (value < 0 != text.startsWith("-")) {
            return "the sign is wrong";
        }
        double magnitude = Math.abs(value);
        BigDecimal positive = decimal.abs();
        if (!roundsTo(magnitude, positive) || Double.parseDouble(text) != value) {
            return "it does not read back";
        }
        int digits = positive.precision();
        BigDecimal exact = new BigDecimal(magnitude);
        if (digits > 1) {
            MathContext fewer = new MathContext(digits - 1, RoundingMode.FLOOR);
            if (roundsTo(magnitude, exact.round(fewer))
                    || roundsTo(magnitude, exact.round(new MathContext(digits - 1, RoundingMode.CEILING)))) {
                return "fewer digits would do";
            }
        }
        BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (roundsTo(magnitude, nearest) && nearest.compareTo(positive) != 0) {
            return "another decimal of as many digits is nearer";
        }
        return "";
    }

    /** Whether a decimal lies in the interval that rounds half to even to a positive double. */
    private static boolean roundsTo(double value, BigDecimal decimal) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(value)));
        BigDecimal above = value == Double.MAX_VALUE
                ? new BigDecimal(Math.ulp(value))
                : new BigDecimal(Math.nextUp(value)).subtract(exact);
        int low = decimal.compareTo(exact.subtract(below.divide(TWO)));
        int high = decimal.compareTo(exact.add(above.divide(TWO)));
        boolean even = (Double.doubleToRawLongBits(value) & 1) == 0;
        return even ? low >= 0 && high <= 0 : low > 0 && high < 0;
    }
}
