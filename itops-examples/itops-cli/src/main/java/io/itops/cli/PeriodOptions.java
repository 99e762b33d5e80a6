package io.itops.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that name the first and the last instant. Confined to one thread. */
final class PeriodOptions {
    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            converter = Instants.OfInstant.class,
            description =
                    "The first instant of a range; that of a backtest is the oldest sample's where nothing is said. "
                            + Instants.FORMS)
    private @Nullable Instant start;

    @Option(
            names = "--end",
            paramLabel = "INSTANT",
            converter = Instants.OfInstant.class,
            description =
                    "The last instant of a range; that of a backtest is the newest sample's where nothing is said. "
                            + Instants.FORMS)
    private @Nullable Instant end;

    Optional<Instant> start() {
        return Optional.ofNullable(start);
    }

    Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    /** Refuses a period that ends before it begins. */
    void check(CommandSpec spec) {
        if (start != null && end != null && end.isBefore(start)) {
            throw new ParameterException(spec.commandLine(), "--end must not be before --start");
        }
    }
}
