/**
 * Prometheus' formats: rule files, their templates and unit tests, and samples as text.
 */
@org.jspecify.annotations.NullMarked
module io.itops.prometheus {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires transitive io.itops.monitoring;
    requires re2j;

    exports io.itops.prometheus.template;
    exports io.itops.prometheus.text;
}
