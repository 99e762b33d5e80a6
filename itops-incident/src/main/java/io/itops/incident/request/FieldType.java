package io.itops.incident.request;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What can be answered to a field of a form.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface FieldType {
    /** How types are written. */
    Codec<FieldType> CODEC = Family.of("field-type", FieldType.class)
            .with("text", Text.class, Shape.of("text", s -> {
                var least = s.field("least", Codec.INT, Text::least);
                var most = s.field("most", Codec.INT, Text::most);
                return row -> new Text(row.get(least), row.get(most));
            }))
            .with("number", Decimal.class, Shape.of("number", s -> {
                var least = s.optional("least", Codec.DECIMAL, Decimal::least);
                var most = s.optional("most", Codec.DECIMAL, Decimal::most);
                var whole = s.field("whole", Codec.BOOL, Decimal::whole);
                return row -> new Decimal(row.get(least), row.get(most), row.get(whole));
            }))
            .with("choice", Choice.class, Shape.of("choice", s -> {
                var options = s.field("options", Codec.TEXT.list(), Choice::options);
                return row -> new Choice(row.get(options));
            }))
            .with("date", Day.class, Shape.of("date", s -> {
                var earliest = s.optional("earliest", FieldTypes.DATE, Day::earliest);
                var latest = s.optional("latest", FieldTypes.DATE, Day::latest);
                return row -> new Day(row.get(earliest), row.get(latest));
            }))
            .withConstant("person", new Person())
            .withConstant("flag", new Flag())
            .build();

    /**
     * What an answer must do and does not.
     *
     * @param answer the answer, not blank
     * @return the rule that it breaks, as a verb phrase, or empty if it is fine
     */
    Optional<String> broken(String answer);

    /**
     * Any text.
     *
     * @param least the least length in code points, 1 to 10,000
     * @param most the greatest length in code points, from the least to 10,000
     */
    record Text(int least, int most) implements FieldType {
        /** Checks the bounds. */
        public Text {
            Require.range("greatest length", most, 1, 10_000);
            Require.range("least length", least, 1, most);
        }

        @Override
        public Optional<String> broken(String answer) {
            int length = Require.present("answer", answer).codePointCount(0, answer.length());
            return length >= least && length <= most
                    ? Optional.empty()
                    : Optional.of("have " + least + " to " + most + " characters");
        }
    }

    /**
     * A decimal number such as {@code -12.5}, of at most 100 characters.
     *
     * @param least the least number, if there is one
     * @param most the greatest number, if there is one
     * @param whole whether only whole numbers will do
     */
    record Decimal(Optional<BigDecimal> least, Optional<BigDecimal> most, boolean whole) implements FieldType {
        /** Checks the bounds. */
        public Decimal {
            Require.present("least number", least);
            Require.present("greatest number", most);
            if (least.isPresent() && most.isPresent()) {
                Require.that(
                        least.get().compareTo(most.get()) <= 0,
                        "least number",
                        "be at most the greatest " + most.get().toPlainString(),
                        least.get());
            }
        }

        @Override
        public Optional<String> broken(String answer) {
            Optional<BigDecimal> number = FieldTypes.number(Require.present("answer", answer));
            boolean fine = number.isPresent()
                    && least.map(bound -> number.get().compareTo(bound) >= 0).orElse(true)
                    && most.map(bound -> number.get().compareTo(bound) <= 0).orElse(true)
                    && (!whole || number.get().stripTrailingZeros().scale() <= 0);
            return fine
                    ? Optional.empty()
                    : Optional.of((whole ? "be a whole number" : "be a number")
                            + least.map(bound -> " of at least " + bound.toPlainString())
                                    .orElse("")
                            + most.map(bound ->
                                            (least.isPresent() ? " and" : " of") + " at most " + bound.toPlainString())
                                    .orElse(""));
        }
    }

    /**
     * One of some texts.
     *
     * @param options the texts, 1 to 200, each once, of at most 200 characters
     */
    record Choice(List<String> options) implements FieldType {
        /** Checks and copies the options. */
        public Choice {
            options = Require.list("options", options);
            Require.size("options", options, 1, 200);
            for (String option : options) {
                Require.text("option", option, 200);
            }
            Require.that(new HashSet<>(options).size() == options.size(), "options", "be named once each", options);
        }

        @Override
        public Optional<String> broken(String answer) {
            return options.contains(Require.present("answer", answer))
                    ? Optional.empty()
                    : Optional.of("be one of " + String.join(", ", options));
        }
    }

    /**
     * A day such as {@code 2026-11-24}.
     *
     * @param earliest the first day that will do, if there is one
     * @param latest the last day that will do, if there is one
     */
    record Day(Optional<LocalDate> earliest, Optional<LocalDate> latest) implements FieldType {
        /** Checks the bounds. */
        public Day {
            Require.present("earliest day", earliest).ifPresent(day -> FieldTypes.day("earliest day", day));
            Require.present("latest day", latest).ifPresent(day -> FieldTypes.day("latest day", day));
            if (earliest.isPresent() && latest.isPresent()) {
                Require.that(
                        !earliest.get().isAfter(latest.get()),
                        "earliest day",
                        "not be after the latest " + latest.get(),
                        earliest.get());
            }
        }

        @Override
        public Optional<String> broken(String answer) {
            Optional<LocalDate> day = FieldTypes.date(Require.present("answer", answer));
            boolean fine = day.isPresent()
                    && earliest.map(bound -> !day.get().isBefore(bound)).orElse(true)
                    && latest.map(bound -> !day.get().isAfter(bound)).orElse(true);
            return fine
                    ? Optional.empty()
                    : Optional.of("be a day such as 2026-11-24"
                            + earliest.map(bound -> " from " + bound + " on").orElse("")
                            + latest.map(bound -> " until " + bound).orElse(""));
        }
    }

    /** The id of a person. */
    record Person() implements FieldType {
        @Override
        public Optional<String> broken(String answer) {
            try {
                Require.id("person", answer);
                return Optional.empty();
            } catch (InvalidInputException e) {
                return Optional.of("be the id of a person");
            }
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements FieldType {
        @Override
        public Optional<String> broken(String answer) {
            return Require.present("answer", answer).equals("true") || answer.equals("false")
                    ? Optional.empty()
                    : Optional.of("be true or false");
        }
    }
}
