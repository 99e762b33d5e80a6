package io.itops.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A definition made of many parts that breaks one rule or more; it carries every problem found, so that all can be mended at once.
 * Nothing was applied.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class InvalidDefinitionException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final transient List<Problem> problems;

    /**
     * One rule that is broken.
     *
     * @param what the part of the definition, named as its author knows it; this and the others shortened to 200 characters
     * @param rule what it must do, as a verb phrase
     * @param value what was found
     * @since 0.1
     */
    public record Problem(String what, String rule, String value) {
        /** Checks that all parts are given, and makes them fit to stand in a message. */
        public Problem {
            what = fit(Require.present("problem", what));
            rule = fit(Require.present("problem rule", rule));
            value = fit(Require.present("problem value", value));
        }

        private static String fit(String text) {
            return SafeText.oneLine(SafeText.shorten(text, 200));
        }

        @Override
        public String toString() {
            return what + " must " + rule + ", but was " + value;
        }
    }

    /**
     * Says what was wrong.
     *
     * @param what the definition as a whole: {@code lifecycle incident}
     * @param problems every problem found, at least one, in a defined order
     */
    public InvalidDefinitionException(String what, List<Problem> problems) {
        super(
                what + " must keep its rules, but was defined with " + problems.size()
                        + (problems.size() == 1 ? " problem: " : " problems: ")
                        + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
                null);
        this.what = Require.text("definition", what, 400);
        this.problems = List.copyOf(Require.size("problems", problems, 1, Integer.MAX_VALUE));
    }

    /**
     * The definition that is wrong.
     *
     * @return its name as its author knows it
     */
    public String what() {
        return what;
    }

    /**
     * All that is wrong with it.
     *
     * @return every problem found, at least one
     */
    public List<Problem> problems() {
        return problems;
    }
}
