/** What several of Prometheus' formats share. */
package io.itops.prometheus.internal;
