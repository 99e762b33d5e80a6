package io.itops.incident.request;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How answers are read. */
final class FieldTypes {
    static final Codec<LocalDate> DATE = Codec.TEXT.map(
            text -> date(text).orElseThrow(() -> new InvalidInputException("day", "be such as 2026-11-24", text)),
            LocalDate::toString);

    /** Longer numbers, and those with an exponent, are no answers of people and cost much to compare. */
    private static final int MAX_DIGITS = 100;

    private FieldTypes() {}

    static Optional<LocalDate> date(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() >= 1 && day.getYear() <= 9_999 ? Optional.of(day) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static LocalDate day(String what, LocalDate day) {
        return Require.that(day.getYear() >= 1 && day.getYear() <= 9_999, what, "lie in the years 1 to 9999", day);
    }

    static Optional<BigDecimal> number(String text) {
        if (text.length() > MAX_DIGITS || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
