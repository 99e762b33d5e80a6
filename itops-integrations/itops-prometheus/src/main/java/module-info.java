/**
 * Prometheus' formats: rule files, their templates and unit tests, samples as text; and its way to ask targets for them.
 */
@org.jspecify.annotations.NullMarked
module io.itops.prometheus {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires transitive io.itops.monitoring;
    requires org.snakeyaml.engine;
    requires re2j;
    // for the dynamic tests of rules alone; whoever makes them has it
    requires static transitive org.junit.jupiter.api;

    exports io.itops.prometheus.promqltest;
    exports io.itops.prometheus.rulefile;
    exports io.itops.prometheus.ruletest;
    exports io.itops.prometheus.scrape;
    exports io.itops.prometheus.template;
    exports io.itops.prometheus.text;
}
