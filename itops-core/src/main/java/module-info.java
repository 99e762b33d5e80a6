/**
 * The kernel of the ITOps SDK: catalog, lifecycles, records, store, journal, jobs, delivery and time.
 */
@org.jspecify.annotations.NullMarked
// the modules that see the internal packages are not there yet when this one is compiled
@SuppressWarnings("module")
module io.itops.core {
    requires static transitive org.jspecify;
    requires transitive micrometer.core;
    requires com.github.benmanes.caffeine;
    requires com.google.common;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.ratelimiter;
    requires org.slf4j;

    exports io.itops.core;
    exports io.itops.core.access;
    exports io.itops.core.catalog;
    exports io.itops.core.delivery;
    exports io.itops.core.explain;
    exports io.itops.core.internal.cache to
            io.itops.monitoring;
    exports io.itops.core.internal.http to
            io.itops.notifiers,
            io.itops.prometheus;
    exports io.itops.core.journal;
    exports io.itops.core.lifecycle;
    exports io.itops.core.record;
    exports io.itops.core.signal;
    exports io.itops.core.spi;
    exports io.itops.core.store;
    exports io.itops.core.time;
    exports io.itops.core.work;
}
