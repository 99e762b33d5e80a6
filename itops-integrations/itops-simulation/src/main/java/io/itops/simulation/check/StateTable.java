package io.itops.simulation.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From which states an event may come, and where it may lead. {@link #NONE} stands for a record that is not there yet. An event that
 * leads to several states says by its data to which, which other checks look at.
 */
final class StateTable {
    /** Before the first event. */
    static final String NONE = "";

    private static final List<String> PHASES = List.of(
            "DRAFT", "ASSESS", "AUTHORISE", "SCHEDULED", "IMPLEMENTING", "REVIEW", "CLOSED", "REJECTED", "CANCELLED");

    private static final String[] INCIDENT_STATES = {
        "TRIAGE",
        "TRIGGERED",
        "QUEUED",
        "ACKNOWLEDGED",
        "ON_HOLD",
        "MITIGATED",
        "RESOLVED",
        "CLOSED",
        "CANCELLED",
        "MERGED"
    };
    private static final String[] UNRESOLVED = {"TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED"
    };
    private static final String[] KEPT = {
        "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED"
    };

    static final StateTable INCIDENT = new StateTable("incident", "state", Set.of("RESOLVED", "CLOSED", "CANCELLED"))
            .on("opened", NONE, "TRIAGE", "TRIGGERED", "QUEUED")
            .stays("repeated", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED")
            .stays("paged", "TRIGGERED")
            .stays("step-skipped", "TRIGGERED")
            .stays("exhausted", "TRIGGERED")
            .stays("begun-anew", "TRIGGERED")
            .stays("went-on", "TRIGGERED")
            .stays("enough-answered", "TRIGGERED")
            .stays("holder-told", "ACKNOWLEDGED")
            .leads("accepted", "TRIGGERED", "TRIAGE")
            .leads("worsened", "TRIGGERED", "TRIAGE", "QUEUED", "ON_HOLD", "MITIGATED")
            .leads("acknowledged", "ACKNOWLEDGED", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED")
            .leads("unacknowledged", "TRIGGERED", "ACKNOWLEDGED")
            .leads("acknowledgement-lapsed", "TRIGGERED", "ACKNOWLEDGED")
            .leads("escalated", "TRIGGERED", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD")
            .leads("requeued", "QUEUED", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED")
            .leads("held", "ON_HOLD", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED")
            .leads("hold-lapsed", "TRIGGERED", "ON_HOLD")
            .leads("resumed", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED", "CLOSED")
            .leads("mitigated", "MITIGATED", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD")
            .leads("resolved", "RESOLVED", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED")
            .leads("reopened", "TRIGGERED", "MITIGATED", "RESOLVED", "CLOSED")
            .leads("closed", "CLOSED", "RESOLVED")
            .leads("cancelled", "CANCELLED", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED")
            .leads("merged", "MERGED", KEPT)
            .on("unmerged", "MERGED", KEPT)
            .stays("paged-again", "TRIGGERED")
            .stays("acknowledged-in-part", "TRIGGERED")
            .stays("taken-back", "TRIGGERED")
            .stays("absorbed", UNRESOLVED)
            .stays("key-quiet", UNRESOLVED)
            .stays("split-off", UNRESOLVED)
            .stays("released", INCIDENT_STATES)
            .stays("adopted", INCIDENT_STATES)
            .stays("linked", INCIDENT_STATES)
            .stays("ranked", KEPT)
            .stays("noted", INCIDENT_STATES)
            .stays("assessed", "TRIAGE", "TRIGGERED", "QUEUED", "ACKNOWLEDGED", "ON_HOLD", "MITIGATED", "RESOLVED")
            .stays("relabelled", INCIDENT_STATES);

    static final StateTable ALERT = new StateTable("alert", "status", Set.of("INACTIVE", "RESOLVED"))
            .on("pending", NONE, "PENDING")
            .on("pending", "INACTIVE", "PENDING")
            .on("pending", "RESOLVED", "PENDING")
            .on("firing", NONE, "FIRING")
            .on("firing", "PENDING", "FIRING")
            .on("firing", "INACTIVE", "FIRING")
            .on("firing", "RESOLVED", "FIRING")
            .on("cleared", "PENDING", "INACTIVE")
            .on("resolved", "FIRING", "RESOLVED");

    static final StateTable CHANGE = new StateTable("change", "phase", Set.of("CLOSED", "REJECTED", "CANCELLED"))
            .on("proposed", NONE, "DRAFT")
            .on("edited", "DRAFT", "DRAFT")
            .on("edited", "ASSESS", "DRAFT")
            .on("edited", "AUTHORISE", "DRAFT")
            .on("edited", "SCHEDULED", "DRAFT")
            .on("submitted", "DRAFT", "ASSESS", "AUTHORISE", "SCHEDULED")
            .on("assessed", "ASSESS", "AUTHORISE")
            .on("approved", "AUTHORISE", "AUTHORISE", "SCHEDULED")
            .on("rejected", "ASSESS", "REJECTED")
            .on("rejected", "AUTHORISE", "REJECTED")
            .stays("window-opened", "SCHEDULED")
            .on("started", "SCHEDULED", "IMPLEMENTING")
            .on("finished", "IMPLEMENTING", "REVIEW")
            .stays("finished", "REVIEW")
            .stays("review-overdue", "REVIEW")
            .on("closed", "REVIEW", "CLOSED")
            .on("cancelled", "DRAFT", "CANCELLED")
            .on("cancelled", "ASSESS", "CANCELLED")
            .on("cancelled", "AUTHORISE", "CANCELLED")
            .on("cancelled", "SCHEDULED", "CANCELLED")
            .everywhere("commented")
            .everywhere("annotated");

    static final List<StateTable> ALL = List.of(ALERT, CHANGE, INCIDENT);

    private final String type;
    private final String member;
    private final Set<String> ends;
    private final Map<String, SortedMap<String, Set<String>>> cells = new TreeMap<>();

    private StateTable(String type, String member, Set<String> ends) {
        this.type = type;
        this.member = member;
        this.ends = ends;
    }

    private StateTable on(String event, String from, String... to) {
        cells.computeIfAbsent(event, name -> new TreeMap<>()).put(from, Set.of(to));
        return this;
    }

    private StateTable leads(String event, String to, String... from) {
        for (String state : from) {
            on(event, state, to);
        }
        return this;
    }

    private StateTable stays(String event, String... states) {
        for (String state : states) {
            on(event, state, state);
        }
        return this;
    }

    private StateTable everywhere(String event) {
        return stays(event, PHASES.toArray(String[]::new));
    }

    /** The record type. */
    String type() {
        return type;
    }

    /** The member of the record that holds its state. */
    String member() {
        return member;
    }

    boolean end(String state) {
        return ends.contains(state);
    }

    /** Where an event may lead from any of some states. */
    Set<String> after(Set<String> from, String event) {
        Set<String> to = new TreeSet<>();
        from.forEach(
                state -> to.addAll(cells.getOrDefault(event, new TreeMap<>()).getOrDefault(state, Set.of())));
        return to;
    }
}
