package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.escalation.Roster;
import java.util.Optional;

/**
 * What a decision about an incident rests on besides the incident: read before, so that deciding is a pure function.
 *
 * <p>Immutable and thread-safe.
 *
 * @param actor who acts
 * @param version the version that the decision will make of the incident, from 1
 * @param policy the escalation policy that is in force for the service now
 * @param followed the policy that the incident goes by; empty if it is not there yet, or its policy is lost
 * @param roster who is on call now, in the schedules that the decision may need
 * @param contacts where people are reached: a value, asked before of all whom the decision may tell anything
 * @param notifications how pages become notifications
 * @param keyHolder the incident that holds the dedup key, if one does
 * @param rules what the program decided about its incidents
 * @param relatives what a decision about several incidents rests on
 * @param seenBefore that the trouble was there before, in one sentence; empty if it was not, or nobody is paged
 * @since 0.1
 */
public record Circumstances(
        Actor actor,
        long version,
        PolicySnapshot policy,
        Optional<PolicySnapshot> followed,
        Roster roster,
        Contacts contacts,
        NotificationPlan notifications,
        Optional<IncidentId> keyHolder,
        IncidentRules rules,
        Relatives relatives,
        Optional<String> seenBefore) {
    /** Checks the parts. */
    public Circumstances {
        Require.present("actor", actor);
        Require.that(version >= 1, "version", "be at least 1", version);
        Require.present("escalation policy", policy);
        Require.present("followed policy", followed);
        Require.present("roster", roster);
        Require.present("contacts", contacts);
        Require.present("notification plan", notifications);
        Require.present("holder of the dedup key", keyHolder);
        Require.present("incident rules", rules);
        Require.present("relatives", relatives);
        Require.present("what was seen before", seenBefore);
    }

    /**
     * The same with another roster.
     *
     * @param other who is on call, and whose turn it is
     * @return new circumstances
     */
    public Circumstances with(Roster other) {
        return new Circumstances(
                actor,
                version,
                policy,
                followed,
                other,
                contacts,
                notifications,
                keyHolder,
                rules,
                relatives,
                seenBefore);
    }

    /**
     * The policy that an incident goes by: the one in force where it has just been taken, or its own is lost.
     *
     * @param incident the incident
     * @return the policy
     */
    public EscalationPolicy policyOf(Incident incident) {
        return Require.present("incident", incident).escalation().policy().id().equals(policy.id())
                ? policy.policy()
                : followed.orElse(policy).policy();
    }
}
