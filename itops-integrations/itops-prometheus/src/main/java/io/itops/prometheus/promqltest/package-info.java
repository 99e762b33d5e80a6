/**
 * Runs test files of Prometheus' query language (promqltest) against this SDK's evaluator.
 *
 * <p>A file is read into {@code Statement}s: {@code load} fills a {@code TestStore}, {@code clear} empties it, {@code eval} is
 * evaluated and compared. {@link io.itops.prometheus.promqltest.PromqlTest} gives a {@link
 * io.itops.prometheus.promqltest.FileReport} that counts each {@code eval} once, whatever it is run as, and tells of each failed one
 * what was wanted and what came; those that need what this SDK does not have yet are failures with that reason.
 */
package io.itops.prometheus.promqltest;
