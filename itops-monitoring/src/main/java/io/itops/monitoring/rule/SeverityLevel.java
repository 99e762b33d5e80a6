package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;

/**
 * A condition under which the alerts of a rule are of another severity than usual: those for which it gives an element of the same
 * alert labels.
 *
 * <p>Immutable and thread-safe.
 *
 * @param severity the severity
 * @param when gives an instant vector or a scalar
 * @since 0.1
 */
public record SeverityLevel(Severity severity, Expr when) {
    /** Checks the parts. */
    public SeverityLevel {
        Require.present("severity", severity);
        Conditions.require("condition of " + severity, when);
    }
}
