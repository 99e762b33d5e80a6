/** Who is on call, asked of a schedule with ten layers and a thousand overrides, beside a scan of them in plain Java. */
package io.itops.benchmarks.oncall;
