/**
 * Signals in, people paged: incidents, on-call, escalation and review.
 */
@org.jspecify.annotations.NullMarked
module io.itops.incident {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires org.slf4j;

    exports io.itops.incident;
    exports io.itops.incident.communication;
    exports io.itops.incident.escalation;
    exports io.itops.incident.knowledge;
    exports io.itops.incident.metrics;
    exports io.itops.incident.oncall;
    exports io.itops.incident.priority;
    exports io.itops.incident.problem;
    exports io.itops.incident.request;
    exports io.itops.incident.review;
    exports io.itops.incident.sla;
    exports io.itops.incident.workflow;
}
