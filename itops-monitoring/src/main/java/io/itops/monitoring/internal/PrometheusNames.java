package io.itops.monitoring.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that Micrometer's Prometheus registry gives to meters, so that a rule written for a scraped application works unchanged
 * in the process itself.
 *
 * <p>Immutable and thread-safe.
 */
public final class PrometheusNames implements NamingConvention {
    private static final List<String> RESERVED = List.of("_total", "_created", "_bucket", "_info");

    /** Creates the convention. */
    public PrometheusNames() {}

    @Override
    public String name(String name, Meter.Type type, @Nullable String baseUnit) {
        String out = plain(name);
        switch (type) {
            case COUNTER, GAUGE, DISTRIBUTION_SUMMARY -> {
                String unit =
                        baseUnit == null ? "" : '_' + plain('_' + baseUnit).substring(1);
                out = out.endsWith(unit) ? out : out + unit;
            }
            case TIMER, LONG_TASK_TIMER -> out = out.endsWith("_seconds") ? out : out + "_seconds";
            default -> {
                // Meters of any other kind bear their statistic instead of a unit.
            }
        }
        return withoutReservedSuffixes(out);
    }

    @Override
    public String tagKey(String key) {
        String out = plain(key);
        while (out.startsWith("__")) {
            out = out.substring(1);
        }
        return out;
    }

    /** Suffixes that the exposition adds by itself are taken away first, so that none stands twice. */
    private static String withoutReservedSuffixes(String name) {
        for (String suffix : RESERVED) {
            if (name.equals(suffix)) {
                return suffix.substring(1);
            }
            if (name.endsWith(suffix)) {
                return withoutReservedSuffixes(name.substring(0, name.length() - suffix.length()));
            }
        }
        return name;
    }

    private static String plain(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
            boolean digit = i > 0 && c >= '0' && c <= '9';
            out.append(letter || digit ? (char) c : '_');
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /**
     * A number as Prometheus 3 writes it in the labels {@code le} and {@code quantile}, whatever the exposition wrote: the shortest
     * digits, an exponent below 0.0001 and from a million on, and a point where it would look whole.
     *
     * @param value a bucket bound or a quantile
     * @return the label value
     */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 6) {
            return scientific(shortest, exponent);
        }
        String digits = shortest.toPlainString();
        return digits.indexOf('.') < 0 ? digits + ".0" : digits;
    }

    private static String scientific(BigDecimal value, int exponent) {
        String digits = value.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value.signum() < 0 ? "-" : "")
                + mantissa
                + 'e'
                + (exponent < 0 ? '-' : '+')
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
