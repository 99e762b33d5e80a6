/**
 * Four rules over seeded counters and gauges, by the SDK and by a Prometheus server that is given the same samples.
 *
 * <p>The SDK's side is what users have: a rule file, a metric store, and groups of rules that keep alerts. The server is asked the rules'
 * expressions at the same instants over HTTP, which is a little more than it would spend for itself.
 */
@NullMarked
package io.itops.benchmarks.prom;

import org.jspecify.annotations.NullMarked;
