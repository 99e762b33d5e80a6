/**
 * Workflows as tables. A {@link io.itops.core.lifecycle.Lifecycle} says for every state and action whether the action is allowed
 * there and which state follows; it is checked once, when built, and never changes. A module's {@code decide} asks the table
 * first ({@code next}, {@code refusal}) and then its own conditions; tests walk every cell ({@code cells}); people see the same
 * table as Mermaid, DOT, Markdown or SVG, so that no drawing can differ from what runs.
 */
package io.itops.core.lifecycle;
