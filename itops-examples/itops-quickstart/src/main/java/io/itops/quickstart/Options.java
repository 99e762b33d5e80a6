package io.itops.quickstart;

import io.itops.core.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the program was asked to do.
 *
 * @param scenario what goes wrong
 * @param sabotage what is done to the run
 * @param pace how long everything takes
 * @param directory where the run keeps its files
 * @param report the report to write
 * @param killAt the type of a journal entry at whose commit the process kills itself, before anyone can act on it
 * @param killOnPage the person on whose first page the receiver kills this process instead of replying
 */
record Options(
        Scenario scenario,
        Sabotage sabotage,
        Pace pace,
        Path directory,
        Path report,
        Optional<String> killAt,
        Optional<String> killOnPage) {
    static final String USAGE = """
            options:
              --scenario change|dependency   what goes wrong: a change (default), or a dependency outside
              --fast                         shortened waits
              --step DURATION                how long a page waits for an answer: PT6S
              --lease DURATION               how long what a dead process held is kept from others: PT10S
              --dir DIR                      where the run keeps its files (default target/run)
              --report FILE                  the report to write (default target/report.html)
              --sabotage WHAT                what must make the run fail: %s
              --kill-at TYPE                 kill this process at the first journal entry of a type
              --kill-on-page PERSON          kill this process when the first page to a person was accepted
            A run that was cut goes on where it was when it is started again with the same options.
            """.formatted(names(Sabotage.values()));

    static Options parse(List<String> args) {
        Scenario scenario = Scenario.CHANGE;
        Sabotage sabotage = Sabotage.NONE;
        Pace pace = Pace.USUAL;
        Optional<Duration> step = Optional.empty();
        Optional<Duration> lease = Optional.empty();
        Path directory = Path.of("target", "run");
        Path report = Path.of("target", "report.html");
        Optional<String> killAt = Optional.empty();
        Optional<String> killOnPage = Optional.empty();
        for (Iterator<String> left = args.iterator(); left.hasNext(); ) {
            String option = left.next();
            switch (option) {
                case "--scenario" -> scenario = choice(option, value(option, left), Scenario.values());
                case "--sabotage" -> sabotage = choice(option, value(option, left), Sabotage.values());
                case "--fast" -> pace = Pace.FAST;
                case "--step" -> step = Optional.of(duration(option, value(option, left)));
                case "--lease" -> lease = Optional.of(duration(option, value(option, left)));
                case "--dir" -> directory = Path.of(value(option, left));
                case "--report" -> report = Path.of(value(option, left));
                case "--kill-at" -> killAt = Optional.of(value(option, left));
                case "--kill-on-page" -> killOnPage = Optional.of(value(option, left));
                default -> throw new InvalidInputException("option", "be a known one", option);
            }
        }
        Pace stepped = step.map(pace::withStep).orElse(pace);
        return new Options(
                scenario,
                sabotage,
                lease.map(stepped::withLease).orElse(stepped),
                directory,
                report,
                killAt,
                killOnPage);
    }

    /** What must be the same for a cut run to be resumed. */
    String story() {
        return name(scenario) + ' ' + name(sabotage);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new InvalidInputException("option", "be followed by a value", option);
        }
        return left.next();
    }

    private static Duration duration(String option, String given) {
        try {
            return Duration.parse(given);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(option, "be a duration such as PT6S", given);
        }
    }

    private static <E extends Enum<E>> E choice(String option, String given, E[] values) {
        return Arrays.stream(values)
                .filter(value -> name(value).equals(given))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(option, "be one of " + names(values), given));
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Options::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
