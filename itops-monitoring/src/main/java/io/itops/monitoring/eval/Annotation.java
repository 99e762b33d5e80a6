package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import java.util.Optional;

/**
 * A remark on a result that is not an error: something in the data or the expression looks wrong. The texts are those of Prometheus.
 *
 * <p>Immutable and thread-safe.
 *
 * @param level how bad it looks
 * @param text one sentence
 * @param about the part of the expression that it is about, the very node of the tree that was evaluated; empty for the whole
 * @since 0.1
 */
public record Annotation(Level level, String text, Optional<Expr> about) {
    /** How bad it looks. */
    public enum Level {
        /** Possibly not what was meant. */
        INFO,
        /** Elements are wrong or missing. */
        WARNING
    }

    /** Checks the parts. */
    public Annotation {
        Require.present("annotation level", level);
        Require.text("annotation", text, 2_000);
        Require.present("what the annotation is about", about);
    }

    /**
     * A remark on the whole expression.
     *
     * @param level how bad it looks
     * @param text one sentence
     */
    public Annotation(Level level, String text) {
        this(level, text, Optional.empty());
    }

    /** The remark as Prometheus prints it, without the position. */
    @Override
    public String toString() {
        return (level == Level.WARNING ? "PromQL warning: " : "PromQL info: ") + text;
    }
}
