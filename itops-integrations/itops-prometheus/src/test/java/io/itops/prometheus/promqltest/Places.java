package io.itops.prometheus.promqltest;

import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lines of files as pages list them. */
final class Places {
    private Places() {}

    /** A line of a file, ordered as files are read. */
    record Place(String file, int line) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byFile = file.compareTo(other.file);
            return byFile == 0 ? Integer.compare(line, other.line) : byFile;
        }
    }

    static String text(Collection<Place> places) {
        return places.stream()
                .sorted()
                .collect(Collectors.groupingBy(
                        Place::file,
                        TreeMap::new,
                        Collectors.mapping(place -> String.valueOf(place.line()), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(file -> file.getKey() + ": " + file.getValue())
                .collect(Collectors.joining("; "));
    }
}
