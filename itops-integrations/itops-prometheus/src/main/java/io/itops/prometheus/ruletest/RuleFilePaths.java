package io.itops.prometheus.ruletest;

import io.itops.core.LimitExceededException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the rule files that a test file names, by patterns in any part of a path as Go's {@code filepath.Glob} does. Not thread-safe. */
final class RuleFilePaths {
    private static final int MAX_LISTED = 100_000;

    private final Path folder;
    private int listed;

    private RuleFilePaths(Path folder) {
        this.folder = folder;
    }

    /**
     * The files, in the order of their names; one that is named as it is whether or not it is there.
     *
     * @throws IllegalArgumentException if a name is no path or no pattern
     * @throws LimitExceededException if folders with more than 100,000 entries together would be searched
     */
    static List<Path> of(Path testFile, List<String> names) {
        Path absolute = testFile.toAbsolutePath().normalize();
        RuleFilePaths paths =
                new RuleFilePaths(Optional.ofNullable(absolute.getParent()).orElse(absolute));
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            found.addAll(paths.find(name));
        }
        return found;
    }

    private List<Path> find(String name) {
        Path wanted = folder.resolve(name).normalize();
        if (!PathPattern.isIn(name)) {
            return List.of(wanted);
        }
        // What the names of the test file's own folders have in them is meant as it is.
        Path from = folder;
        for (Path above = from.getParent(); above != null && !wanted.startsWith(from); above = above.getParent()) {
            from = above;
        }
        List<Path> found = List.of(from);
        for (Path part : from.relativize(wanted)) {
            found = beneath(found, part.toString());
        }
        return found;
    }

    private List<Path> beneath(List<Path> folders, String part) {
        List<Path> found = new ArrayList<>();
        PathPattern pattern = PathPattern.of(part);
        for (Path parent : folders) {
            if (!PathPattern.isIn(part)) {
                Path there = parent.resolve(part);
                if (Files.exists(there)) {
                    found.add(there);
                }
            } else if (Files.isDirectory(parent)) {
                found.addAll(children(parent, pattern));
            }
        }
        return found;
    }

    /** What lies in a folder; nothing where it may not be read, as in Go. */
    private List<Path> children(Path parent, PathPattern pattern) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(parent)) {
            for (Path child : (Iterable<Path>) all::iterator) {
                if (++listed > MAX_LISTED) {
                    throw new LimitExceededException("entries of searched folders", MAX_LISTED, listed);
                }
                if (pattern.matches(String.valueOf(child.getFileName()))) {
                    found.add(child);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
