package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.monitoring.rule.Rule;

/**
 * A rule of a file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where it begins
 * @param rule the rule, with what the options and the group say where it says nothing
 * @since 0.1
 */
public record FileRule(Position position, Rule rule) {
    /** Checks that both are given. */
    public FileRule {
        Require.present("position", position);
        Require.present("rule", rule);
    }
}
