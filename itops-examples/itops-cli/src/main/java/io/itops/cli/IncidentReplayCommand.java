package io.itops.cli;

import io.itops.cli.replay.BadInputException;
import io.itops.cli.replay.Fault;
import io.itops.cli.replay.LogMapping;
import io.itops.cli.replay.MappingReader;
import io.itops.cli.replay.Replay;
import io.itops.cli.replay.ReplayFormat;
import io.itops.cli.replay.ReplayReport;
import io.itops.core.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code incident replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a log of incidents or problems through the public API: every move that the log has is offered as the action that"
                    + " leads there.",
            "Tells all moves, those that were refused and why, and whether the log's priorities and counters of reopenings are those of"
                    + " their laws. It fails where a case does not end where the log has it."
        })
final class IncidentReplayCommand implements Callable<Integer>, ClosingLine {
    private static final long MAX_MAPPING = 4L << 20;

    private final Console console;

    @ArgGroup(multiplicity = "1")
    private How how = new How();

    @Parameters(
            index = "0",
            paramLabel = "LOG",
            description = "The log: CSV, or a ZIP, of which the largest .csv is read.")
    private Path log = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    /** How to read the log. */
    private static final class How {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                required = true,
                description = "The log is of a known format: uci, volvo or volvo-problems.")
        private @Nullable ReplayFormat format;

        @Option(
                names = "--mapping",
                paramLabel = "FILE",
                required = true,
                description = "A mapping file, as YAML, says which columns the log has and what its states mean.")
        private @Nullable Path mapping;
    }

    IncidentReplayCommand(Console console) {
        this.console = console;
    }

    static ReplayFormat format(String word) {
        return ReplayFormat.of(word)
                .orElseThrow(() -> new TypeConversionException(
                        "must be one of " + String.join(", ", ReplayFormat.words()) + ", but was " + word));
    }

    @Override
    public String closingOfNothing() {
        return ReplayText.closing(0, 0, 0);
    }

    @Override
    public Integer call() {
        String reading = how.mapping == null ? "format" : Console.name(how.mapping);
        try {
            LogMapping mapping = MappingReader.read(mappingText());
            reading = Console.name(log);
            FileLoop.unreadable(log).ifPresent(reason -> {
                throw new Unreadable(reason);
            });
            ReplayReport report = Replay.of(log, mapping);
            if (json.given()) {
                new ReplayJson(console).report(report);
                json.messages(console).line(ReplayText.closing(report));
            } else {
                new ReplayText(console).report(report);
            }
            return report.disagreeing().isEmpty() ? ExitCode.PASSED : ExitCode.FAILED;
        } catch (OutOfMemoryError e) {
            return unreadable(reading, "needs more memory than there is: give the program more by java -Xmx");
        } catch (BadInputException e) {
            tell(reading, e);
            return refused(reading + ": " + told(e), e.faults());
        } catch (Unreadable e) {
            return unreadable(reading, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            return unreadable(reading, "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private String mappingText() throws IOException {
        if (how.mapping == null) {
            return Optional.ofNullable(how.format).orElseThrow().text();
        }
        Path file = how.mapping;
        FileLoop.unreadable(file).ifPresent(reason -> {
            throw new Unreadable(reason);
        });
        if (Files.isRegularFile(file) && Files.size(file) > MAX_MAPPING) {
            throw new Unreadable("must have at most " + MAX_MAPPING + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("must be UTF-8");
        }
    }

    private void tell(String file, BadInputException wrong) {
        FailureText failures = new FailureText(json.messages(console));
        for (Fault fault : wrong.faults()) {
            String place = file
                    + (fault.line() == 0 ? "" : ":" + fault.line())
                    + (fault.column() == 0 ? "" : ":" + fault.column());
            failures.print(place, fault.what(), "to " + fault.rule(), fault.found(), Optional.empty());
        }
        failures.close();
    }

    private static String told(BadInputException wrong) {
        Iterator<Fault> faults = wrong.faults().iterator();
        Fault first = faults.next();
        String line = first.line() == 0 ? "" : "line " + first.line() + ": ";
        return line
                + SafeText.oneLine(first.toString())
                + (faults.hasNext() ? " (and " + (wrong.faults().size() - 1) + " more)" : "");
    }

    private int unreadable(String file, String reason) {
        console.error(file + ": " + Console.quoted(reason));
        return refused(file + ": " + reason, List.of());
    }

    private int refused(String why, List<Fault> faults) {
        if (json.given()) {
            new ReplayJson(console).refused(why, faults);
        }
        json.messages(console).line(closingOfNothing());
        return ExitCode.USAGE;
    }

    /** A file that is not there, or not to be read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }
    }
}
