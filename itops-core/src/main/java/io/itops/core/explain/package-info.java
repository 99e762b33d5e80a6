/**
 * Explanations as values. Whatever decides (a rule, a policy, a risk table) also builds an {@link
 * io.itops.core.explain.Explanation}; it travels in the journal beside the event that it explains, and is rendered by whoever
 * shows it.
 */
package io.itops.core.explain;
