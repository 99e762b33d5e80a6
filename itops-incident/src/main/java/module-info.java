/**
 * Signals in, people paged: incidents, on-call, escalation and review.
 */
@org.jspecify.annotations.NullMarked
module io.itops.incident {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
}
