package io.itops.incident.oncall;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** What the values of this package share: checks, codecs, and instants as microseconds. */
final class Values {
    static final Codec<LocalDateTime> LOCAL =
            parsed("local date and time such as 2026-11-24T09:00", LocalDateTime::parse);
    static final Codec<Window> WINDOW = Shape.of("window", s -> {
        var start = s.field("start", Codec.INSTANT, Window::start);
        var end = s.field("end", Codec.INSTANT, Window::end);
        return row -> new Window(row.get(start), row.get(end));
    });

    private static final long SECOND = 1_000_000;

    private Values() {}

    static String person(String what, String id) {
        return Require.text(what, Require.id(what, id), 100);
    }

    static String name(String what, String id) {
        return Require.text(what, Require.id(what, id), 100);
    }

    static LocalTime wholeSeconds(String what, LocalTime time) {
        Require.present(what, time);
        return Require.that(time.equals(time.truncatedTo(ChronoUnit.SECONDS)), what, "be in whole seconds", time);
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
    }

    static Window window(long start, long end) {
        return new Window(instant(start), instant(end));
    }

    private static <T> Codec<T> parsed(String what, Function<String, T> parse) {
        return Codec.TEXT.map(
                text -> {
                    try {
                        return parse.apply(text);
                    } catch (DateTimeException e) {
                        throw new InvalidInputException("text", "be a " + what, text);
                    }
                },
                String::valueOf);
    }
}
