package io.itops.monitoring.rule;

import io.itops.core.Require;

/** The rule that names of groups and rules keep, so that they fit into references, lanes and indexes. */
final class RuleNames {
    private static final int MAX = 100;

    private RuleNames() {}

    static String require(String what, String name) {
        Require.id(what, name);
        return Require.text(what, name, MAX);
    }
}
