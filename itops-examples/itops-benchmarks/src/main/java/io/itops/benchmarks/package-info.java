/**
 * A program that measures the SDK beside what else does the same work, both sides in one run.
 *
 * <p>Each workload lies in a package of its own. Whatever does the work is first shown to do the same as a plain reference, and only then
 * timed; a row of a peer is measured in that run or absent.
 */
@NullMarked
package io.itops.benchmarks;

import org.jspecify.annotations.NullMarked;
