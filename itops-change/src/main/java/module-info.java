/**
 * Changes assessed, approved, watched and measured.
 */
@org.jspecify.annotations.NullMarked
module io.itops.change {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;

    exports io.itops.change;
    exports io.itops.change.risk;
    exports io.itops.change.suspect;
    exports io.itops.change.workflow;
}
