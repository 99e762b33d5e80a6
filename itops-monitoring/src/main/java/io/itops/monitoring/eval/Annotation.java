package io.itops.monitoring.eval;

import io.itops.core.Require;

/**
 * A remark on a result that is not an error: something in the data or the expression looks wrong.
 *
 * <p>Immutable and thread-safe.
 *
 * @param level how bad it looks
 * @param text one sentence
 * @since 0.1
 */
public record Annotation(Level level, String text) {
    /** How bad it looks. */
    public enum Level {
        /** Possibly not what was meant. */
        INFO,
        /** Elements are wrong or missing. */
        WARNING
    }

    /** Checks both parts. */
    public Annotation {
        Require.present("annotation level", level);
        Require.text("annotation", text, 2_000);
    }
}
