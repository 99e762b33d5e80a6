package io.itops.prometheus.template;

import io.itops.prometheus.template.GoValue.Dictionary;
import io.itops.prometheus.template.GoValue.Named;
import io.itops.prometheus.template.GoValue.Nil;
import io.itops.prometheus.template.GoValue.Root;
import io.itops.prometheus.template.GoValue.Sample;
import io.itops.prometheus.template.GoValue.Span;
import io.itops.prometheus.template.GoValue.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** What stands after a dot: the keys of maps, the fields of samples and of the data, and the methods of times. */
final class Fields {
    private Fields() {}

    static Object get(Object of, String name, List<Object> args) {
        if (of instanceof Time time) {
            return ofTime(time.instant(), name, args);
        } else if (of instanceof Span span) {
            return ofSpan(span, name, args);
        } else if (of instanceof Named named && name.equals("String")) {
            none(name, args);
            return named.name();
        }
        if (!args.isEmpty()) {
            throw TemplateError.of(name + " is not a method but has arguments");
        }
        if (of instanceof Dictionary map) {
            return map.get(name);
        } else if (of instanceof Root root) {
            return switch (name) {
                case "Labels" -> root.labels();
                case "ExternalLabels" -> root.externalLabels();
                case "ExternalURL" -> root.externalUrl();
                case "Value" -> root.value();
                default -> throw unknown(of, name);
            };
        } else if (of instanceof Sample sample) {
            return switch (name) {
                case "Labels" -> sample.labels();
                case "Value" -> sample.value();
                default -> throw unknown(of, name);
            };
        } else if (of instanceof Nil) {
            throw TemplateError.of("nil data; no entry for key \"" + name + "\"");
        }
        throw unknown(of, name);
    }

    private static TemplateError unknown(Object of, String name) {
        return TemplateError.of("can't evaluate field " + name + " in type " + GoValue.type(of));
    }

    private static void none(String name, List<Object> args) {
        if (!args.isEmpty()) {
            throw TemplateError.of("wrong number of args for " + name + ": want 0 got " + args.size());
        }
    }

    private static Object ofTime(Instant instant, String name, List<Object> args) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        switch (name) {
            case "Format" -> {
                return GoTime.format(instant, argument(name, args, String.class));
            }
            case "Add" -> {
                return new Time(
                        instant.plusNanos(argument(name, args, Span.class).nanos()));
            }
            case "Sub" -> {
                return between(argument(name, args, Time.class).instant(), instant);
            }
            case "Before" -> {
                return instant.isBefore(argument(name, args, Time.class).instant());
            }
            case "After" -> {
                return instant.isAfter(argument(name, args, Time.class).instant());
            }
            case "Equal" -> {
                return instant.equals(argument(name, args, Time.class).instant());
            }
            default -> none(name, args);
        }
        return switch (name) {
            case "Unix" -> instant.getEpochSecond();
            case "UnixMilli" -> instant.toEpochMilli();
            case "UnixNano" -> instant.toEpochMilli() * 1_000_000;
            case "Year" -> (long) utc.getYear();
            case "Month" ->
                new Named(utc.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), utc.getMonthValue());
            case "Day" -> (long) utc.getDayOfMonth();
            case "YearDay" -> (long) utc.getDayOfYear();
            case "Hour" -> (long) utc.getHour();
            case "Minute" -> (long) utc.getMinute();
            case "Second" -> (long) utc.getSecond();
            case "Nanosecond" -> (long) utc.getNano();
            case "Weekday" -> weekday(utc);
            case "UTC" -> new Time(instant);
            case "String" -> GoTime.format(instant, GoTime.STRING);
            case "IsZero" -> false;
            default -> throw unknown(new Time(instant), name);
        };
    }

    private static Named weekday(OffsetDateTime utc) {
        return new Named(
                utc.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                utc.getDayOfWeek().getValue() % 7);
    }

    private static Span between(Instant from, Instant to) {
        try {
            return new Span(Duration.between(from, to).toNanos());
        } catch (ArithmeticException e) {
            return new Span(to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    private static <T> T argument(String name, List<Object> args, Class<T> type) {
        if (args.size() != 1) {
            throw TemplateError.of("wrong number of args for " + name + ": want 1 got " + args.size());
        }
        Object value = args.get(0);
        if (!type.isInstance(value)) {
            throw TemplateError.of("wrong type for value of " + name + "; got " + GoValue.type(value));
        }
        return type.cast(value);
    }

    private static Object ofSpan(Span span, String name, List<Object> args) {
        none(name, args);
        return switch (name) {
            case "Hours" -> span.nanos() / 3.6e12;
            case "Minutes" -> span.nanos() / 6e10;
            case "Seconds" -> span.nanos() / 1e9;
            case "Milliseconds" -> span.nanos() / 1_000_000;
            case "Microseconds" -> span.nanos() / 1_000;
            case "Nanoseconds" -> span.nanos();
            case "Abs" -> new Span(Math.abs(span.nanos()));
            case "String" -> GoTime.span(span.nanos());
            default -> throw unknown(span, name);
        };
    }
}
