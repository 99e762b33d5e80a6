/**
 * Expressions and series as Prometheus writes them. A lexer cuts a text into tokens, a parser makes the tree of
 * {@link io.itops.monitoring.expr} of them, whose nodes check their types; whatever is wrong ends in one
 * {@link io.itops.core.SyntaxException} with its place. {@link io.itops.monitoring.promql.SeriesNotation} reads the short hand in which
 * tests write series.
 */
package io.itops.monitoring.promql;
