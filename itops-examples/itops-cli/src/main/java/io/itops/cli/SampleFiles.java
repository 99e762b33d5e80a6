package io.itops.cli;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.core.SyntaxException;
import io.itops.monitoring.eval.Semantics;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads files of samples. What is wrong with one is told with its line. */
final class SampleFiles {
    private static final TextLimits LIMITS = new TextLimits(64 << 20, 1 << 20, 5_000_000, TextLimits.STANDARD.labels());
    private static final long MAX_SAMPLES = 5_000_000;

    private static final Pattern PLACE = Pattern.compile("exposition at line (\\d+), column (\\d+)");

    /** The seconds of 2001 and of 2106: as milliseconds they lie in January and February of 1970. */
    private static final long EARLIEST_SECONDS = 1_000_000_000L;

    private static final long LATEST_SECONDS = (1L << 32) - 1;

    /** Steps without a sample take time too. */
    private static final long MAX_STEPS = 10_000_000;

    private final LoadedSamples samples;
    private final Semantics semantics;
    private final List<ExposedSample> untimed = new ArrayList<>();
    private long read;
    private long steps;

    SampleFiles(LoadedSamples samples, Semantics semantics) {
        this.samples = samples;
        this.semantics = semantics;
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
                throw placed(e, i + 1, lines.get(i).indexOf(line), line);
            }
        }
    }

    /** What is wrong with a line, at its place in the file. */
    private static SyntaxException placed(ItOpsException wrong, int number, int indent, String line) {
        if (wrong instanceof SyntaxException e) {
            return new SyntaxException(e.what(), number, indent + e.column(), e.rule(), e.found());
        }
        if (wrong instanceof InvalidInputException e) {
            return new SyntaxException(e.what(), number, indent + 1, e.rule(), e.value());
        }
        return new SyntaxException("line", number, indent + 1, "be a series (" + wrong.getMessage() + ")", line);
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
        List<ExposedSample> read = parsed(format, text);
        if (format == TextFormat.PROMETHEUS && haveSeconds(read)) {
            samples.warn(
                    Console.name(file) + ": its timestamps are milliseconds, and all lie in the first weeks of 1970;"
                            + " were they written in seconds?");
        }
        for (ExposedSample sample : read) {
            count();
            if (sample.timestamp().isPresent()) {
                samples.add(sample.labels(), sample.timestamp().getAsLong(), sample.value());
            } else {
                untimed.add(sample);
            }
        }
    }

    /** Whether all timestamps of milliseconds would be those of our days if they were seconds. */
    private static boolean haveSeconds(List<ExposedSample> samples) {
        return samples.stream().anyMatch(sample -> sample.timestamp().isPresent())
                && samples.stream()
                        .flatMapToLong(sample -> sample.timestamp().stream())
                        .allMatch(millis -> millis >= EARLIEST_SECONDS && millis <= LATEST_SECONDS);
    }

    private List<ExposedSample> parsed(TextFormat format, String text) {
        try {
            return format.parse(text, LIMITS, semantics).samples();
        } catch (FormatException e) {
            Matcher place = PLACE.matcher(e.where());
            if (!place.matches()) {
                throw e;
            }
            throw new SyntaxException(
                    "exposition",
                    Integer.parseInt(place.group(1)),
                    Integer.parseInt(place.group(2)),
                    e.rule(),
                    e.value());
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
