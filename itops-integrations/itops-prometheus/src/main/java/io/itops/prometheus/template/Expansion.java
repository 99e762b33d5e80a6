package io.itops.prometheus.template;

import io.itops.core.Require;

/**
 * What expanding a template gave.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Expansion {
    /** The kinds of results, for switching. */
    enum Kind {
        /** {@link Text}. */
        TEXT,
        /** {@link Failed}. */
        FAILED
    }

    /**
     * Which kind of result this is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The text, or what stands in its place where the expansion failed: {@code <error expanding template: …>}, as in Prometheus.
     *
     * @return a text to show
     */
    String shown();

    /**
     * The expanded text.
     *
     * @param text the text
     */
    record Text(String text) implements Expansion {
        /** Checks that the text is given. */
        public Text {
            Require.present("text", text);
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /**
     * Where and why the expansion failed.
     *
     * @param line the line in the template, from 1
     * @param column the column in code points, from 1
     * @param reason why
     */
    record Failed(int line, int column, String reason) implements Expansion {
        /** Checks the parts. */
        public Failed {
            Require.range("line", line, 1, Integer.MAX_VALUE);
            Require.range("column", column, 1, Integer.MAX_VALUE);
            Require.present("reason", reason);
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }

        @Override
        public String shown() {
            return "<error expanding template: " + this + ">";
        }

        @Override
        public String toString() {
            return "line " + line + ", column " + column + ": " + reason;
        }
    }
}
