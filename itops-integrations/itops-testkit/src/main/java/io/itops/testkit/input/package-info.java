/**
 * Checks of readers of foreign input: {@link io.itops.testkit.input.Mutants} makes inputs that were right once, and
 * {@link io.itops.testkit.input.InputBounds} holds a reader to its promise for each: a value or a typed error, within a time and an
 * allocation.
 */
package io.itops.testkit.input;
