package io.itops.prometheus.promqltest;

import io.itops.core.Require;
import java.util.Optional;

/**
 * A statement that did not do what its file says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param file the name of the file
 * @param line where the statement begins, from 1
 * @param statement the expression of an {@code eval}; for other statements their first line
 * @param wanted what the file asks for
 * @param got what came instead
 * @param notSupported what the statement needs that is not there yet, such as {@code native histograms are not supported yet}; empty for
 *     a plain failure
 * @since 0.1
 */
public record EvalFailure(
        String file, int line, String statement, String wanted, String got, Optional<String> notSupported) {
    /** Checks the parts. */
    public EvalFailure {
        Require.present("file", file);
        Require.range("line", line, 1, Integer.MAX_VALUE);
        Require.present("statement", statement);
        Require.present("what was wanted", wanted);
        Require.present("what came", got);
        Require.present("reason", notSupported);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + statement + ": wanted " + wanted + ", got " + got
                + notSupported.map(reason -> " (" + reason + ")").orElse("");
    }
}
