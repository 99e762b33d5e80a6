/**
 * Evaluation of rule expressions. {@link io.itops.monitoring.eval.Evaluator} reads samples from a metric source and gives an {@link
 * io.itops.monitoring.eval.EvalResult}; asked to explain, it keeps each step, from which {@link
 * io.itops.monitoring.eval.Explained} tells what a value rests on and what was filtered out.
 */
package io.itops.monitoring.eval;
