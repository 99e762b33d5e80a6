package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.RecurringDays.Frequency;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** How recurrences are stored. */
final class TimeCodecs {
    private TimeCodecs() {}

    private static final Codec<LocalDate> DATE = text("a date such as 2026-11-24", LocalDate::parse);
    static final Codec<LocalTime> TIME = text("a time of day such as 09:30", LocalTime::parse);

    private static <T> Codec<T> text(String form, Function<String, T> parse) {
        return Codec.TEXT.map(
                text -> {
                    try {
                        return parse.apply(text);
                    } catch (DateTimeException e) {
                        throw new InvalidInputException("text", "be " + form, text);
                    }
                },
                Object::toString);
    }

    private static final Shape<Weekday> WEEKDAY = Shape.of("weekday", s -> {
        var ordinal = s.field("ordinal", Codec.INT, Weekday::ordinal);
        var day = s.field("day", Codec.ofEnum(DayOfWeek.class), Weekday::day);
        return row -> new Weekday(row.get(ordinal), row.get(day));
    });

    private static final Shape<MonthDays> MONTH_DAYS = Shape.of("days of month", s -> {
        var first = s.field("first", Codec.INT, MonthDays::first);
        var last = s.field("last", Codec.INT, MonthDays::last);
        return row -> new MonthDays(row.get(first), row.get(last));
    });

    static final Codec<RecurringDays> RECURRING_DAYS = Shape.of("recurring days", s -> {
        var frequency = s.field("frequency", Codec.ofEnum(Frequency.class), RecurringDays::frequency);
        var interval = s.field("interval", Codec.INT, RecurringDays::interval);
        var weekStart = s.field("weekStart", Codec.ofEnum(DayOfWeek.class), RecurringDays::weekStart);
        var from = s.field("from", DATE, RecurringDays::from);
        var until = s.optional("until", DATE, RecurringDays::until);
        var count = s.optional("count", Codec.INT, days -> boxed(days.count()));
        var months = s.field("months", Codec.ofEnum(Month.class).list(), days -> List.copyOf(days.months()));
        var daysOfMonth = s.field("daysOfMonth", MONTH_DAYS.list(), RecurringDays::daysOfMonth);
        var weekdays = s.field("weekdays", WEEKDAY.list(), RecurringDays::weekdays);
        var except = s.field("except", DATE.list(), days -> List.copyOf(days.except()));
        var extra = s.field("extra", DATE.list(), days -> List.copyOf(days.extra()));
        return row -> {
            RecurringDays.Builder builder = new RecurringDays.Builder(row.get(frequency), row.get(from))
                    .every(row.get(interval))
                    .weekStart(row.get(weekStart))
                    .in(row.get(months).toArray(Month[]::new))
                    .days(row.get(daysOfMonth), row.get(weekdays))
                    .except(row.get(except))
                    .extra(row.get(extra));
            row.get(until).ifPresent(builder::until);
            row.get(count).ifPresent(builder::count);
            return builder.build();
        };
    });

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /** Which of the extents it is. */
    private enum Kind {
        UNTIL,
        LASTING,
        SHOWING
    }

    private static final Shape<Extent> EXTENT = Shape.of("extent", s -> {
        var kind = s.field("kind", Codec.ofEnum(Kind.class), TimeCodecs::kind);
        var daysLater = s.optional("daysLater", Codec.INT, TimeCodecs::daysLater);
        var end = s.optional("end", TIME, TimeCodecs::end);
        var length = s.optional(
                "length",
                Codec.DURATION,
                extent -> extent instanceof Extent.Lasting lasting ? Optional.of(lasting.length()) : Optional.empty());
        return row -> switch (row.get(kind)) {
            case UNTIL -> new Extent.Until(given(row.get(daysLater)), given(row.get(end)));
            case SHOWING -> new Extent.Showing(given(row.get(daysLater)), given(row.get(end)));
            case LASTING -> new Extent.Lasting(given(row.get(length)));
        };
    });

    private static <T> T given(Optional<T> value) {
        return value.orElseThrow(() -> new InvalidInputException("extent", "have the parts of its kind", null));
    }

    private static Kind kind(Extent extent) {
        if (extent instanceof Extent.Until) {
            return Kind.UNTIL;
        }
        return extent instanceof Extent.Lasting ? Kind.LASTING : Kind.SHOWING;
    }

    private static Optional<Integer> daysLater(Extent extent) {
        if (extent instanceof Extent.Until until) {
            return Optional.of(until.daysLater());
        }
        return extent instanceof Extent.Showing showing ? Optional.of(showing.daysLater()) : Optional.empty();
    }

    private static Optional<LocalTime> end(Extent extent) {
        if (extent instanceof Extent.Until until) {
            return Optional.of(until.end());
        }
        return extent instanceof Extent.Showing showing ? Optional.of(showing.end()) : Optional.empty();
    }

    static final Codec<Recurrence> RECURRENCE = Shape.of("recurrence", s -> {
        var days = s.field("days", RECURRING_DAYS, Recurrence::days);
        var start = s.field("start", TIME, Recurrence::start);
        var extent = s.field("extent", EXTENT, Recurrence::extent);
        var zone = s.field("zone", TimeZones.CODEC, Recurrence::zone);
        var startPolicy = s.field("startPolicy", Codec.ofEnum(DstPolicy.class), Recurrence::startPolicy);
        var endPolicy = s.field("endPolicy", Codec.ofEnum(DstPolicy.class), Recurrence::endPolicy);
        return row -> new Recurrence(
                row.get(days),
                row.get(start),
                row.get(extent),
                row.get(zone),
                row.get(startPolicy),
                row.get(endPolicy));
    });
}
