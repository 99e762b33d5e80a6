/**
 * Asks targets over HTTP for their samples, within limits, as Prometheus does.
 *
 * <p>Nothing here has a thread or a schedule: {@link io.itops.prometheus.scrape.Scraper#scrape} asks one target at one instant, and the
 * program calls it, from a scheduler of its own where it lives on and from a loop over a clock in tests. It is no job of the agenda: a job is
 * done by one of the processes over a store, while samples are of the one process that evaluates rules over them, and a slow target
 * would hold a worker for as long as it takes.
 */
package io.itops.prometheus.scrape;
