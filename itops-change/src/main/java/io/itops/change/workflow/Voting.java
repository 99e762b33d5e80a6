package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.Optional;

/** Voting for a change: who is asked, what a vote is for, and which one carries the change. */
final class Voting {
    private Voting() {}

    static Decision<ChangeEvent> decide(
            Change change, ChangeCommand.Approve vote, ChangeCircumstances facts, Instant now) {
        ContentHash present = change.content().hash();
        if (!vote.seen().equals(present)) {
            return Decision.refuse(
                    "other-content", "the vote is for content " + vote.seen() + ", but the change now has " + present);
        }
        Optional<Decision<ChangeEvent>> barred =
                noApprover(vote.by(), facts.policy()).or(() -> SeparationOfDuties.refusal(change, vote.by(), facts));
        if (barred.isPresent()) {
            return barred.get();
        }
        if (SeparationOfDuties.approved(change, vote.by())) {
            return Decision.nothing();
        }
        Optional<Decision<ChangeEvent>> over = StartWindow.over(change, now);
        if (over.isPresent()) {
            return over.get();
        }
        boolean carried = carries(change, vote.by(), facts);
        Decision.Accept<ChangeEvent> accepted = Decision.accept(new ChangeEvent.Approved(
                new Vote(vote.by(), present, now, facts.standsInFor()),
                carried ? ChangePhase.SCHEDULED : ChangePhase.AUTHORISE,
                change.votes().size() + 1,
                facts.policy().votesFor(change)));
        return carried ? StartWindow.timer(accepted, change) : accepted;
    }

    /** Whether the vote of a person is the last that the change needs. */
    static boolean carries(Change change, String voter, ChangeCircumstances facts) {
        return !SeparationOfDuties.approved(change, voter)
                && change.votes().size() + 1 >= facts.policy().votesFor(change);
    }

    /** Why a person may neither approve nor reject: the policy names approvers, and others. */
    static Optional<Decision<ChangeEvent>> noApprover(String person, ChangePolicy policy) {
        return policy.approvers().isEmpty() || policy.approvers().contains(person)
                ? Optional.empty()
                : Optional.of(
                        Decision.refuse("no-approver", person + " is no approver under policy " + policy.version()));
    }
}
