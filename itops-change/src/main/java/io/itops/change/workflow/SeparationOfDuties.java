package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.util.Optional;
import java.util.Set;

/**
 * Who may approve: none of those who asked for the change, edited it since its submission or carry it out, nor who stands in for one
 * of them.
 */
final class SeparationOfDuties {
    private SeparationOfDuties() {}

    static Optional<Decision<ChangeEvent>> refusal(Change change, String voter, ChangeCircumstances facts) {
        ChangePolicy policy = facts.policy();
        if (!policy.approvers().isEmpty() && !policy.approvers().contains(voter)) {
            return Optional.of(
                    Decision.refuse("no-approver", voter + " is no approver under policy " + policy.version()));
        }
        Set<String> involved = change.involved();
        if (involved.contains(voter)) {
            return Optional.of(Decision.refuse(
                    "separation-of-duties",
                    voter + " is involved in the change as its requester, editor or implementer"));
        }
        return facts.standsInFor().stream()
                .filter(involved::contains)
                .findFirst()
                .map(person -> Decision.refuse(
                        "separation-of-duties",
                        voter + " stands in for " + person + ", who is involved in the change"));
    }

    /** Whether a person has voted for the change. */
    static boolean approved(Change change, String person) {
        return change.votes().stream().anyMatch(vote -> vote.by().equals(person));
    }
}
