package io.itops.prometheus.internal;

import io.itops.core.InvalidInputException;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.FileWarning;
import io.itops.prometheus.rulefile.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what is wrong with a file, and what is hardly meant, up to a thousand of each. */
public final class Problems {
    private static final int MOST = 1_000;

    private final List<FileProblem> problems = new ArrayList<>();
    private final List<FileWarning> warnings = new ArrayList<>();
    private Optional<FileProblem> ended = Optional.empty();

    public static Position position(Place place) {
        return new Position(place.line(), place.column());
    }

    /** Ends the reading with {@link TooManyProblems} where nobody wants to hear of more; that it ended is a last problem. */
    public void add(Place place, String what, String rule, String found) {
        if (problems.size() >= MOST) {
            ended = Optional.of(new FileProblem(
                    position(place), "file", "have at most " + MOST + " problems to be read to its end", "more"));
            throw new TooManyProblems();
        }
        problems.add(new FileProblem(position(place), what, rule, found));
    }

    public void add(YamlNode node, String what, String rule) {
        add(node.place(), what, rule, node.shown());
    }

    public void add(Place place, InvalidInputException refused) {
        add(place, refused.what(), refused.rule(), refused.value());
    }

    public void warn(Place place, String message) {
        if (warnings.size() < MOST) {
            warnings.add(new FileWarning(position(place), message));
        } else if (warnings.size() == MOST) {
            warnings.add(new FileWarning(position(place), "more than " + MOST + " warnings, which are not told"));
        }
    }

    /** In the order of the file; one line may have several. Where reading ended early, the last one says so. */
    public List<FileProblem> problems() {
        Stream<FileProblem> found =
                problems.stream().distinct().sorted(Comparator.comparing(FileProblem::position, Problems::compare));
        return Stream.concat(found, ended.stream()).toList();
    }

    public List<FileWarning> warnings() {
        return warnings.stream()
                .sorted(Comparator.comparing(FileWarning::position, Problems::compare))
                .toList();
    }

    private static int compare(Position a, Position b) {
        return a.line() == b.line() ? Integer.compare(a.column(), b.column()) : Integer.compare(a.line(), b.line());
    }
}
