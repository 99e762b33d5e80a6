package io.itops.prometheus.internal;

import io.itops.core.InvalidInputException;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.FileWarning;
import io.itops.prometheus.rulefile.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with a file, and what is hardly meant, up to a thousand of each. */
public final class Problems {
    private static final int MOST = 1_000;

    private final List<FileProblem> problems = new ArrayList<>();
    private final List<FileWarning> warnings = new ArrayList<>();

    public static Position position(Place place) {
        return new Position(place.line(), place.column());
    }

    /** Ends the reading with {@link TooManyProblems} where nobody wants to hear of more. */
    public void add(Place place, String what, String rule, String found) {
        if (problems.size() >= MOST) {
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
        }
    }

    /** In the order of the file; one line may have several. */
    public List<FileProblem> problems() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing(FileProblem::position, Problems::compare))
                .toList();
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
