package io.itops.cli;

import io.itops.monitoring.eval.Semantics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name files of samples. Confined to one thread. */
final class SampleOptions {
    @Option(
            names = "--series",
            paramLabel = "FILE",
            description =
                    "Series in the notation of test files, a line each: up{job=\"a\"} 0+1x10 _ stale. The first value is at 1970;"
                            + " a line \"load 30s\" changes the step of what follows. May be given several times.")
    private List<Path> seriesFiles = List.of();

    @Option(
            names = "--interval",
            paramLabel = "STEP",
            defaultValue = "1m",
            converter = Instants.OfStep.class,
            description = "The step of the series, 1m where nothing is said.")
    private Duration interval = Duration.ofMinutes(1);

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description =
                    "Samples as Prometheus' text format or OpenMetrics (which ends in # EOF). Those without a timestamp are taken at"
                            + " the instant of a query or the end of a range that is given, or else at the newest of the"
                            + " others. May be given several times.")
    private List<Path> textFiles = List.of();

    /** Whether no file is named at all. */
    boolean none() {
        return seriesFiles.isEmpty() && textFiles.isEmpty();
    }

    /** Reads the files; samples without an instant are taken at the given one, or at the newest of the others. */
    LoadedSamples read(FileLoop loop, Optional<Instant> untimed, Semantics semantics) {
        LoadedSamples samples = new LoadedSamples();
        SampleFiles reader = new SampleFiles(samples, semantics);
        loop.run(seriesFiles, (file, tally) -> reader.series(file, interval));
        loop.run(textFiles, (file, tally) -> reader.text(file));
        reader.placeUntimed(untimed.or(samples::newest).orElse(Instant.EPOCH));
        return samples;
    }
}
