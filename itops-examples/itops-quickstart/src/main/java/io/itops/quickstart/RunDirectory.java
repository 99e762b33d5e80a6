package io.itops.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a run. A run that has ended leaves a mark, so that the next start is fresh; one without the mark was cut, and goes on if
 * it tells the same story.
 */
final class RunDirectory {
    private final Path directory;
    private final boolean resumed;

    private RunDirectory(Path directory, boolean resumed) {
        this.directory = directory;
        this.resumed = resumed;
    }

    /** Prepares the directory for a run. */
    static RunDirectory open(Path directory, String story) {
        try {
            boolean resumed = Files.exists(directory.resolve("story"))
                    && Files.readString(directory.resolve("story")).equals(story)
                    && !Files.exists(directory.resolve("ended"));
            if (!resumed) {
                delete(directory);
                Files.createDirectories(directory);
                Files.writeString(directory.resolve("story"), story);
            }
            return new RunDirectory(directory, resumed);
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of the run cannot be used: " + directory, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Whether a run was cut here that goes on now. */
    boolean resumed() {
        return resumed;
    }

    Path store() {
        return directory.resolve("store");
    }

    Path receiverLog() {
        return directory.toAbsolutePath().resolve("receiver.log");
    }

    /** Marks the run as ended. */
    void ended(String how) {
        try {
            Files.writeString(directory.resolve("ended"), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
