package io.itops.simulation.check;

import io.itops.testkit.simulation.Check;
import java.util.List;

/**
 * The checks that hold for incidents, alerts and changes on the SDK, beside {@link io.itops.testkit.simulation.Checks}, which hold for
 * whatever runs on it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class WorkflowChecks {
    private WorkflowChecks() {}

    /**
     * All of them.
     *
     * @param approvals what changes need to be approved under the simulated program's policy
     * @return the checks
     */
    public static List<Check> all(ApprovalRule approvals) {
        return List.of(
                noPageAfterAck(),
                stepOrder(),
                legalTransitions(),
                singleOpenIncidentPerKey(),
                mergeLaws(),
                someoneOnCall(),
                approvedHash(approvals));
    }

    /**
     * I4: while an incident is acknowledged, mitigated, merged or over, no page about it is decided on, and no attempt to deliver one is
     * begun, nor a bundle of pages that are all of such incidents; attempts that were on the wire before may still arrive. What is taken
     * out of a merge is as it was before.
     *
     * @return the check
     */
    public static Check noPageAfterAck() {
        return NoPageAfterAck::check;
    }

    /**
     * I5: an incident's pages go through the steps of the policy that it was opened with, one after the other and round after round, to
     * exactly those whom the step names, who is on call included; none comes before the delay of the step before it is over unless a
     * person asked for it; whoever is said to be paged has a delivery in the same commit; and the policy is exhausted at its end only.
     *
     * @return the check
     */
    public static Check stepOrder() {
        return StepOrder::check;
    }

    /**
     * I6: every record of an incident, alert or change goes from state to state as the tables allow, one version a commit, with an event
     * for each move, and is removed only where it has ended.
     *
     * @return the check
     */
    public static Check legalTransitions() {
        return LegalTransitions::check;
    }

    /**
     * I7: of all incidents that have a dedup key, their own or one that came to them by a merge, at most one is neither resolved, closed,
     * cancelled nor merged.
     *
     * @return the check
     */
    public static Check singleOpenIncidentPerKey() {
        return SingleOpenIncident::check;
    }

    /**
     * I16: an incident goes into one other, never in a circle, and gives it all its dedup keys; what is taken out again gets its own back, is
     * in the state in which it went, unless its signals have ended or reopened it, and takes its next step when it would have; no incident
     * stands above itself.
     *
     * @return the check
     */
    public static Check mergeLaws() {
        return MergeLaws::check;
    }

    /**
     * I8: at every instant somebody is on call in each schedule, or that is wanted, or the journal says within ten minutes of its begin
     * that nobody is; and it says so only of times in which it is true. Times that a jump of the clock leaves out do not count.
     *
     * @return the check
     */
    public static Check someoneOnCall() {
        return SomeoneOnCall::check;
    }

    /**
     * I9: a change is started only with enough votes for exactly its present content, hashed here anew, each by an approver who is none
     * of requester, editors since the submission, implementer and their delegates; a standard change instead with a template that is
     * approved as it stands.
     *
     * @param approvals what the policy demands
     * @return the check
     */
    public static Check approvedHash(ApprovalRule approvals) {
        return history -> new ApprovedHash(approvals).check(history);
    }
}
