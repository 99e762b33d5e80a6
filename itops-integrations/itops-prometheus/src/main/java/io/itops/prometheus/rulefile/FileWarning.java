package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.core.SafeText;

/**
 * What is allowed in a file, but hardly meant.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where
 * @param message one sentence, shortened to 500 characters, control characters escaped
 * @since 0.1
 */
public record FileWarning(Position position, String message) {
    private static final int SHOWN = 500;

    /** Checks that both are given. */
    public FileWarning {
        Require.present("position", position);
        message = SafeText.oneLine(SafeText.shorten(Require.present("message", message), SHOWN));
    }

    @Override
    public String toString() {
        return position + ": " + message;
    }
}
