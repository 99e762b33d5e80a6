package io.itops.monitoring.rule;

/**
 * Turns the texts of a rule's labels and annotations, as they are written, into those of one alert. A rule has plain texts unless it is
 * given another expander, such as the Go templates of Prometheus' rule files.
 *
 * <p>Rules are compared when they are replaced, so equal expanders must give equal texts. Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TextExpander {
    /** Takes every text as it is written. */
    TextExpander PLAIN = (text, data) -> text;

    /**
     * The text for one alert.
     *
     * @param text the text as the rule has it
     * @param data the element of the condition's result
     * @return the text; an empty one takes a label away
     * @throws RuntimeException if it cannot be expanded; the alert then has {@code <error expanding template: message>} instead, and
     *     the rule does not fail
     */
    String expand(String text, TextData data);
}
