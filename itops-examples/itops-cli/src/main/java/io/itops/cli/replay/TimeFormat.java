package io.itops.cli.replay;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How instants are written. Confined to one thread. */
final class TimeFormat {
    static final String ISO = "iso";
    static final String EPOCH_SECONDS = "epoch-seconds";
    static final String EPOCH_MILLIS = "epoch-millis";

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,9})?");

    /** ISO 8601 with a {@code T} or a blank before the time, and with or without an offset. */
    private static final DateTimeFormatter ISO_TEXT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** Texts that were read lately, by the lowest bits of their hashes: logs say the same times again and again. */
    private static final int KNOWN = 1 << 14;

    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 3, 2, 13, 45, 10, 0, ZoneOffset.UTC);

    private final String name;
    private final Parser parser;
    private final @Nullable String[] texts = new String[KNOWN];
    private final @Nullable Instant[] instants = new Instant[KNOWN];

    private TimeFormat(String name, Parser parser) {
        this.name = name;
        this.parser = parser;
    }

    /** Gives the instant of a text, or throws {@link DateTimeException}. */
    private interface Parser {
        Instant parse(String text);
    }

    /** What it is called in messages. */
    String name() {
        return name;
    }

    /**
     * A format by its pattern: one of the three names, or letters of {@link DateTimeFormatter}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TimeFormat of(String pattern, ZoneId zone) {
        return switch (pattern) {
            case ISO -> new TimeFormat("an instant of ISO 8601", text -> instant(ISO_TEXT, text, zone));
            case EPOCH_SECONDS -> new TimeFormat("seconds since 1970", text -> epoch(text, 9));
            case EPOCH_MILLIS -> new TimeFormat("milliseconds since 1970", text -> epoch(text, 6));
            default -> {
                DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        .parseDefaulting(ChronoField.ERA, 1) // so that yyyy is enough
                        .toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT); // February 30 is no day, and not the 28th
                requireDate(formatter);
                yield new TimeFormat("a time such as " + pattern, text -> instant(formatter, text, zone));
            }
        };
    }

    /** What it writes must be enough to read it again: {@code YYYY} is a year of weeks, and {@code qqqq} no day. */
    private static void requireDate(DateTimeFormatter formatter) {
        try {
            instant(formatter, formatter.format(SAMPLE), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it must have year, month and day, such as yyyy-MM-dd", e);
        }
    }

    /**
     * The instant of a text, truncated to microseconds.
     *
     * @throws DateTimeException if it is none of this format
     */
    Instant parse(String text) {
        int slot = text.hashCode() & KNOWN - 1;
        Instant known = instants[slot];
        if (known != null && text.equals(texts[slot])) {
            return known;
        }
        Instant read;
        try {
            read = Require.instant("time", parser.parse(text));
        } catch (ArithmeticException | InvalidInputException e) {
            throw new DateTimeException(text, e);
        }
        texts[slot] = text;
        instants[slot] = read;
        return read;
    }

    private static Instant instant(DateTimeFormatter formatter, String text, ZoneId zone) {
        // asked for what it has: trying one type after the other costs an exception each
        TemporalAccessor read = formatter.parse(text);
        if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(read);
        }
        LocalDate date = LocalDate.from(read);
        LocalTime time = read.query(TemporalQueries.localTime());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .atZone(zone)
                .toInstant();
    }

    private static Instant epoch(String text, int shift) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new DateTimeException(text);
        }
        BigDecimal nanos = new BigDecimal(text).movePointRight(shift).setScale(0, RoundingMode.FLOOR);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
