package io.itops.incident.review;

import io.itops.core.Require;

/**
 * Something for the people of a review to talk about, with the facts that brought it up.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rule the rule that brings it up, kebab-case
 * @param text a statement of fact and, where one is due, a question
 * @since 0.1
 */
public record Prompt(String rule, String text) {
    /** Checks the parts. */
    public Prompt {
        Require.slug("rule", rule);
        Require.text("prompt", text, 1_000);
    }
}
