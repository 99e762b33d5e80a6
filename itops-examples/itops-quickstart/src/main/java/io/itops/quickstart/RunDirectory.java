package io.itops.quickstart;

import io.itops.core.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a run. A run that has ended leaves a mark, so that the next start is fresh; one without the mark was cut, and goes on if
 * it tells the same story.
 */
final class RunDirectory implements AutoCloseable {
    private final Path directory;
    private final boolean resumed;
    private final FileChannel lock;

    private RunDirectory(Path directory, boolean resumed, FileChannel lock) {
        this.directory = directory;
        this.resumed = resumed;
        this.lock = lock;
    }

    /** Prepares the directory for a run, which has it for itself until it is closed or its process ends. */
    static RunDirectory open(Path directory, String story) {
        FileChannel lock = lock(directory.toAbsolutePath());
        try {
            boolean resumed = Files.exists(directory.resolve("story"))
                    && Files.readString(directory.resolve("story")).equals(story)
                    && !Files.exists(directory.resolve("ended"));
            if (!resumed) {
                delete(directory);
                Files.createDirectories(directory);
                Files.writeString(directory.resolve("story"), story);
            }
            return new RunDirectory(directory, resumed, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of the run cannot be used: " + directory, e);
        }
    }

    private static FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            FileChannel channel = FileChannel.open(
                    directory.resolveSibling(directory.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new InvalidInputException("directory of the run", "not be in use by another run", directory);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw new InvalidInputException("directory of the run", "not be in use by another run", directory);
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

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
