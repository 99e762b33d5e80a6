/**
 * Metrics in, alerts out: metric store, rule expressions, alert book and routing.
 */
@org.jspecify.annotations.NullMarked
module io.itops.monitoring {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires transitive micrometer.core;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires re2j;

    exports io.itops.monitoring;
    exports io.itops.monitoring.backtest;
    exports io.itops.monitoring.eval;
    exports io.itops.monitoring.expr;
    exports io.itops.monitoring.metric;
    exports io.itops.monitoring.promql;
    exports io.itops.monitoring.rule;
}
