package io.itops.cli;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.monitoring.promql.SeriesNotation;
import io.itops.prometheus.text.ExposedSample;
import io.itops.prometheus.text.TextFormat;
import io.itops.prometheus.text.TextLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads files of samples. What is wrong with one is told with its line. */
final class SampleFiles {
    private static final TextLimits LIMITS = new TextLimits(64 << 20, 1 << 20, 5_000_000, TextLimits.STANDARD.labels());
    private static final long MAX_SAMPLES = 5_000_000;

    /** Steps without a sample take time too. */
    private static final long MAX_STEPS = 10_000_000;

    private final LoadedSamples samples;
    private final List<ExposedSample> untimed = new ArrayList<>();
    private long read;
    private long steps;

    SampleFiles(LoadedSamples samples) {
        this.samples = samples;
    }

    /** Reads series in the short hand of Prometheus' tests, a series a line; {@code load 30s} changes the step of what follows. */
    void series(Path file, Duration step) throws IOException {
        long millis = step.toMillis();
        List<String> lines = contents(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (line.startsWith("load ")) {
                    millis = Instants.step(line.substring("load ".length()).strip())
                            .toMillis();
                } else {
                    add(SeriesNotation.parse(line), millis);
                }
            } catch (ItOpsException e) {
                throw new InvalidInputException(
                        "line " + (i + 1), "be a series (" + e.getMessage() + ")", Console.quoted(line));
            }
        }
    }

    private void add(SeriesNotation series, long step) {
        steps += series.points().size();
        if (steps > MAX_STEPS) {
            throw new InvalidInputException("steps of all series", "be at most " + MAX_STEPS, "more");
        }
        long at = 0;
        for (OptionalDouble point : series.points()) {
            if (point.isPresent()) {
                count();
                samples.add(series.labels(), at, point.getAsDouble());
            }
            at = Math.addExact(at, step);
        }
    }

    private void count() {
        if (++read > MAX_SAMPLES) {
            throw new InvalidInputException("samples of all files", "be at most " + MAX_SAMPLES, "more");
        }
    }

    /** Reads what a target exposes; samples without an instant wait for one. */
    void text(Path file) throws IOException {
        String text = contents(file);
        TextFormat format = text.stripTrailing().endsWith("# EOF") ? TextFormat.OPENMETRICS : TextFormat.PROMETHEUS;
        for (ExposedSample sample : format.parse(text, LIMITS).samples()) {
            count();
            if (sample.timestamp().isPresent()) {
                samples.add(sample.labels(), sample.timestamp().getAsLong(), sample.value());
            } else {
                untimed.add(sample);
            }
        }
    }

    /** Gives the samples that have no instant one. */
    void placeUntimed(Instant at) {
        untimed.forEach(sample -> samples.add(sample.labels(), at.toEpochMilli(), sample.value()));
        untimed.clear();
    }

    private static String contents(Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("file", "be UTF-8", "other bytes");
        }
    }
}
