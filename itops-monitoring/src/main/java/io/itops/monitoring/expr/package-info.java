/**
 * Rule expressions as trees. {@link io.itops.monitoring.expr.Expressions} builds them, an evaluator walks them; every node
 * checks its types when it is made and prints itself as PromQL.
 */
package io.itops.monitoring.expr;
