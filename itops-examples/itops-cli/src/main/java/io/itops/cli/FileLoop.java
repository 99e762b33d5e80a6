package io.itops.cli;

import io.itops.core.ItOpsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands the files of a command to its check, one after the other in the order given, and closes with the count. */
final class FileLoop {
    private static final long MAX_BYTES = 64L << 20;

    /** What a command does with one file. */
    interface Check {
        void file(Path file, Tally tally) throws IOException;
    }

    private final Console console;
    private final Tally tally = new Tally();

    FileLoop(Console console) {
        this.console = console;
    }

    /** Checks the files; the exit code follows {@link #close()}. */
    void run(List<Path> files, Check check) {
        for (Path file : files) {
            try {
                if (readable(file)) {
                    check.file(file, tally);
                }
            } catch (ItOpsException e) {
                new FailureText(console).print(file, e);
                tally.failed(1);
            } catch (IOException | UncheckedIOException e) {
                unreadable(file, "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                console.line(Console.name(file) + ": a fault of the program itself");
                console.fault(e);
                tally.fault();
            }
        }
    }

    /** Prints the closing line. */
    int close() {
        console.line(tally.line());
        return tally.exit();
    }

    /** Goes on only if all files were read, and prints the closing line. */
    int closeIfRead(Consumer<Tally> last) {
        if (allRead()) {
            last.accept(tally);
        }
        return close();
    }

    /** Whether nothing has failed so far. */
    boolean allRead() {
        return tally.exit() == ExitCode.PASSED;
    }

    /** Why a file cannot be read at all; empty if it can. */
    static Optional<String> unreadable(Path file) {
        if (!Files.exists(file)) {
            return Optional.of("does not exist");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a directory, not a file");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("may not be read");
    }

    private boolean readable(Path file) throws IOException {
        Optional<String> reason = unreadable(file);
        if (reason.isPresent()) {
            unreadable(file, reason.get());
        } else if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
            console.line(
                    Console.name(file) + ": must have at most " + MAX_BYTES + " bytes, but was " + Files.size(file));
            tally.failed(1);
        } else {
            return true;
        }
        return false;
    }

    private void unreadable(Path file, String reason) {
        console.error(Console.name(file) + ": " + Console.quoted(reason));
        tally.unreadable();
    }
}
