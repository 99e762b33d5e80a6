package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.util.Optional;
import java.util.Set;

/**
 * Who may approve: none of those who asked for the change, edited it since its submission or carry it out, nor who stands in for one
 * of them. Who carries it out is known for certain when it is started, and who stood in for whom at a vote may be said after it, so the
 * start looks back at the votes.
 */
final class SeparationOfDuties {
    private SeparationOfDuties() {}

    static Optional<Decision<ChangeEvent>> refusal(Change change, String voter, ChangeCircumstances facts) {
        Set<String> involved = change.involved();
        if (involved.contains(voter)) {
            return Optional.of(Decision.refuse(
                    "separation-of-duties",
                    voter + " " + part(change, voter)
                            + " the change; who requests, edits or carries out a change may not approve it"));
        }
        return facts.standsInFor().stream()
                .filter(involved::contains)
                .findFirst()
                .map(person -> Decision.refuse(
                        "separation-of-duties",
                        voter + " stands in for " + person + ", who is involved in the change"));
    }

    private static String part(Change change, String person) {
        if (person.equals(change.requester())) {
            return "requested";
        }
        return change.editors().contains(person) ? "edited" : "is to carry out";
    }

    /** Why a person may not carry the change out: as its implementer it must be none of those who approved it, nor their delegate. */
    static Optional<Decision<ChangeEvent>> startRefusal(Change change, String starter, ChangeCircumstances facts) {
        Optional<String> named = change.content().implementer();
        if (named.isPresent()
                && !named.get().equals(starter)
                && !facts.standsInFor().contains(named.get())) {
            return Optional.of(Decision.refuse(
                    "other-implementer", "the change was approved to be carried out by " + named.get()));
        }
        return change.votes().stream()
                .map(Vote::by)
                .flatMap(voter -> voidedBy(change, voter, starter, facts).stream())
                .findFirst()
                .map(why -> Decision.refuse("separation-of-duties", why));
    }

    private static Optional<String> voidedBy(Change change, String voter, String starter, ChangeCircumstances facts) {
        if (voter.equals(starter)) {
            return Optional.of(starter + " approved the change and may not carry it out");
        }
        if (facts.standsInFor().contains(voter)) {
            return Optional.of(starter + " stands in for " + voter + ", who approved the change");
        }
        ChangeCircumstances.StandIns standIns = facts.voters().getOrDefault(voter, ChangeCircumstances.StandIns.NONE);
        if (standIns.now().contains(starter)) {
            return Optional.of(voter + ", who approved the change, stands in for " + starter);
        }
        Set<String> involved = change.involved();
        return standIns.atVote().stream()
                .filter(person -> person.equals(starter) || involved.contains(person))
                .findFirst()
                .map(person -> voter + ", who approved the change, stood in for " + person + ", who is involved in it");
    }

    /** Whether a person has voted for the change. */
    static boolean approved(Change change, String person) {
        return change.votes().stream().anyMatch(vote -> vote.by().equals(person));
    }
}
