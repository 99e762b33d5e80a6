package io.itops.prometheus.rulefile;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * A rule file that was read: everything that is wrong with it, and the file where nothing is.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the file's name, for messages
 * @param problems everything that is wrong, in the order of the file
 * @param warnings what is hardly meant, in the order of the file
 * @param file the file; empty if there is a problem
 * @since 0.1
 */
public record CheckedFile(
        String name, List<FileProblem> problems, List<FileWarning> warnings, Optional<RuleFile> file) {
    /** Checks the parts. */
    public CheckedFile {
        Require.text("name of a rule file", name, 300);
        problems = Require.list("problems", problems);
        warnings = Require.list("warnings", warnings);
        Require.present("rule file", file);
        Require.that(problems.isEmpty() == file.isPresent(), "rule file", "be there if nothing is wrong", file);
    }

    /**
     * The file, which must be right.
     *
     * @return the file
     * @throws InvalidDefinitionException if anything is wrong; it carries every problem with its place
     */
    public RuleFile orThrow() {
        return file.orElseThrow(() -> new InvalidDefinitionException(
                "rule file " + name,
                problems.stream()
                        .map(p -> new InvalidDefinitionException.Problem(
                                p.what() + " at " + p.position(), p.rule(), p.found()))
                        .toList()));
    }
}
