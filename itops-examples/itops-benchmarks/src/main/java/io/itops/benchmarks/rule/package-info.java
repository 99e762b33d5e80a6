/**
 * 10,000 series, one sample of each a round, 100 rounds: it fires when three samples of a series in a row are above 100. One sample
 * is one operation.
 */
@NullMarked
package io.itops.benchmarks.rule;

import org.jspecify.annotations.NullMarked;
