package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.monitoring.rule.RuleGroup;
import java.util.List;

/**
 * A group of a file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param position where it begins
 * @param group the group as the engine takes it
 * @param rules its rules in their order, with their places; their labels are without those of the group
 * @since 0.1
 */
public record FileGroup(Position position, RuleGroup group, List<FileRule> rules) {
    /** Checks the parts. */
    public FileGroup {
        Require.present("position", position);
        Require.present("group", group);
        rules = Require.list("rules", rules);
    }
}
