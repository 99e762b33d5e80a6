/**
 * Six states, six actions, one legal action in each state: an incident's life as a ring. Each transition is one operation.
 */
@NullMarked
package io.itops.benchmarks.transition;

import org.jspecify.annotations.NullMarked;
