package io.itops.change.workflow;

import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.Optional;

/** Carrying a change out: what must hold when it begins, and what follows its end. */
final class Implementation {
    private Implementation() {}

    static Decision<ChangeEvent> begin(Change change, String starter, ChangeCircumstances facts, Instant now) {
        ContentHash present = change.content().hash();
        if (!change.votes().stream().allMatch(vote -> vote.hash().equals(present))) {
            return Decision.refuse("other-content", "a vote is for another content than the present one");
        }
        if (change.content().type() != ChangeType.STANDARD && change.votes().isEmpty()) {
            return Decision.refuse("no-vote", "nobody has approved the present content");
        }
        Optional<Decision<ChangeEvent>> barred = Templates.refusal(change.content(), facts.template())
                .or(() -> SeparationOfDuties.startRefusal(change, starter, facts));
        if (barred.isPresent()) {
            return barred.get();
        }
        Optional<String> outside = StartWindow.outside(change, now);
        return outside.isPresent()
                ? Decision.refuse("outside-window", outside.get())
                : Decision.<ChangeEvent>accept(new ChangeEvent.Started(starter, now))
                        .cancelTimer(ChangeCommand.WINDOW_TIMER);
    }

    /** Whatever came of it, the change is to be reviewed in time. */
    static Decision<ChangeEvent> end(ChangeEvent.Finished finished, ChangePolicy policy) {
        return Decision.<ChangeEvent>accept(finished)
                .setTimer(
                        ChangeCommand.REVIEW_TIMER,
                        ChangeCommand.TIMER_JOB_PREFIX + ChangeCommand.REVIEW_TIMER,
                        finished.at().plus(policy.reviewWithin()));
    }
}
