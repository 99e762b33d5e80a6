/**
 * Metrics in, alerts out: metric store, rule expressions, alert book and routing.
 */
@org.jspecify.annotations.NullMarked
module io.itops.monitoring {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
}
