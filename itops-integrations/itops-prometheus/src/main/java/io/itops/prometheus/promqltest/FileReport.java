package io.itops.prometheus.promqltest;

import io.itops.core.Require;
import java.util.List;

/**
 * What came of one test file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param file the name of the file
 * @param passed how many {@code eval} statements did what the file says
 * @param failures every statement that did not, in the order of the file; a {@code load} that cannot be read or a line that is no
 *     statement is one too
 * @since 0.1
 */
public record FileReport(String file, int passed, List<EvalFailure> failures) {
    /** Checks the parts. */
    public FileReport {
        Require.present("file", file);
        Require.range("passed", passed, 0, Integer.MAX_VALUE);
        failures = Require.list("failures", failures);
    }

    /**
     * How many statements failed, those among them that need what is not supported yet.
     *
     * @return zero or more
     */
    public int failed() {
        return failures.size();
    }

    /**
     * How many of the failed statements need what is not supported yet.
     *
     * @return zero to {@link #failed()}
     */
    public int notSupported() {
        return (int) failures.stream().filter(f -> f.notSupported().isPresent()).count();
    }

    /**
     * The failures that have no such excuse.
     *
     * @return the failures without a reason, in the order of the file
     */
    public List<EvalFailure> unexcused() {
        return failures.stream().filter(f -> f.notSupported().isEmpty()).toList();
    }
}
