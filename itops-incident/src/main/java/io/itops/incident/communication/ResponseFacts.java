package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a decision about a response rests on besides the response: read before, so that deciding is a pure function.
 *
 * <p>Immutable and thread-safe.
 *
 * @param actor who acts
 * @param incident the incident as the same unit of work leaves it
 * @param policy which audiences are told how often, and which roles must be filled
 * @param contacts where people are reached: a value, asked before of all whom the decision may tell anything
 * @param told the audiences that were told of incidents which went into this one
 * @param version the version that the decision will make of the response, from 1
 * @since 0.1
 */
public record ResponseFacts(
        Actor actor,
        Incident incident,
        CommunicationPolicy policy,
        Contacts contacts,
        SortedSet<String> told,
        long version) {
    /** Checks the parts. */
    public ResponseFacts {
        Require.present("actor", actor);
        Require.present("incident", incident);
        Require.present("communication policy", policy);
        Require.present("contacts", contacts);
        told = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("audiences", told)));
        Require.that(version >= 1, "version", "be at least 1", version);
    }

    /** What is demanded now: nothing as long as nobody has accepted what was reported. */
    CommunicationPolicy demands() {
        return incident.state() == IncidentState.TRIAGE ? CommunicationPolicy.NONE : policy;
    }
}
