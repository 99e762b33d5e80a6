package io.itops.prometheus.ruletest;

import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers as promtool's YAML does: underscores part digits, and whole ones may be hexadecimal, octal or binary. */
final class YamlNumber {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][-+]?\\d{1,5})?");
    private static final Pattern BASED =
            Pattern.compile("([-+]?)0(?:[xX]([0-9a-fA-F]{1,64})|[bB]([01]{1,64})|[oO]?([0-7]{1,64}))");

    private static final BigInteger LEAST = BigInteger.TWO.pow(63).negate();
    private static final BigInteger BEYOND = BigInteger.TWO.pow(64);

    private YamlNumber() {}

    /** The number; empty if it is none. */
    static OptionalDouble parse(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "Inf", "+Inf" ->
                OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF", "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN", "NaN" -> OptionalDouble.of(Double.NaN);
            default -> text.startsWith("_") ? OptionalDouble.empty() : digits(text.replace("_", ""));
        };
    }

    private static OptionalDouble digits(String text) {
        Matcher based = BASED.matcher(text);
        if (based.matches()) {
            BigInteger whole = whole(based);
            if (whole.compareTo(LEAST) >= 0 && whole.compareTo(BEYOND) < 0) {
                return OptionalDouble.of(whole.doubleValue());
            }
        }
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    private static BigInteger whole(Matcher based) {
        int[] radixes = {16, 2, 8};
        for (int i = 0; i < radixes.length; i++) {
            String digits = based.group(2 + i);
            if (digits != null) {
                BigInteger magnitude = new BigInteger(digits, radixes[i]);
                return "-".equals(based.group(1)) ? magnitude.negate() : magnitude;
            }
        }
        throw new IllegalStateException("no digits");
    }
}
