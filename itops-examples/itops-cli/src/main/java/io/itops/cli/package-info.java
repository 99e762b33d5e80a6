/**
 * A program that runs PromQL test files, queries files of samples, checks, tests and backtests Prometheus rules, and replays logs of incidents.
 *
 * <p>{@code Cli} reads the arguments and holds the exit codes; each command is a class. A command that checks hands every file to a
 * {@code FileLoop}, which looks after files that are not there and after what nobody expected, counts in a {@code Tally}, and prints the
 * closing line.
 */
@NullMarked
package io.itops.cli;

import org.jspecify.annotations.NullMarked;
