/**
 * Changes assessed, approved, watched and measured: workflow, risk and suspects.
 */
@org.jspecify.annotations.NullMarked
module io.itops.change {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
}
