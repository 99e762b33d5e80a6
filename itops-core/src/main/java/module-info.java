/**
 * The kernel of the ITOps SDK: catalog, lifecycles, records, store, journal, jobs, delivery and time.
 */
@org.jspecify.annotations.NullMarked
module io.itops.core {
    requires static transitive org.jspecify;

    exports io.itops.core;
    exports io.itops.core.explain;
    exports io.itops.core.lifecycle;
    exports io.itops.core.record;
}
