/**
 * Notifiers for outside receivers: the signed webhook and its inbound acknowledgement.
 */
@org.jspecify.annotations.NullMarked
module io.itops.notifiers {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires com.github.benmanes.caffeine;

    exports io.itops.notifiers.webhook;
}
