package io.itops.cli;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.Require;
import io.itops.monitoring.promql.PromQl;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Instants and steps as a command line gives them. */
final class Instants {
    /** What an instant may be, for descriptions of options. */
    static final String FORMS =
            "INSTANT is seconds since 1970, an instant of RFC 3339 or, as 5m, a duration since 1970.";

    private static final String SECONDS = "[-+]?\\d{1,12}(\\.\\d{1,9})?";

    private Instants() {}

    /** Seconds since 1970, an instant of RFC 3339, or, as test files have it, a duration since 1970. */
    static Instant instant(String text) {
        try {
            if (text.matches(SECONDS)) {
                return Require.instant("instant", Instant.ofEpochMilli(millis(text)));
            }
            if (text.matches("\\d+[a-z].*")) {
                return Instant.EPOCH.plus(PromQl.parseDuration(text));
            }
            return Require.instant("instant", OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ItOpsException e) {
            throw new InvalidInputException(
                    "instant", "be seconds since 1970, an instant of RFC 3339 or a duration since 1970", text);
        }
    }

    /** A duration, or a number of seconds; at least a millisecond. */
    static Duration step(String text) {
        Duration step = text.matches(SECONDS) ? Duration.ofMillis(millis(text)) : PromQl.parseDuration(text);
        Require.that(step.toMillis() > 0, "step", "be at least 1 ms", text);
        return Require.positive("step", step, Duration.ofDays(36_525));
    }

    private static long millis(String seconds) {
        return new BigDecimal(seconds)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** For options that are instants. */
    static final class OfInstant implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return converted(() -> instant(text));
        }
    }

    /** For options that are steps. */
    static final class OfStep implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(() -> step(text));
        }
    }

    private static <T> T converted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ItOpsException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
