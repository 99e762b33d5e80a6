package io.itops.monitoring.promql;

import io.itops.monitoring.expr.Expr;

/**
 * A part of the tree with what the text says of it.
 *
 * @param expr the part
 * @param start where it begins
 * @param depth how many levels it has
 * @param wrapped whether it stands in parentheses, so that no modifier reaches what is in them
 */
record Node(Expr expr, int start, int depth, boolean wrapped) {}
