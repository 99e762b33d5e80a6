package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.lifecycle.Decision;
import java.time.Instant;
import java.util.Optional;

/** Submitting a change: where it goes on, by its type. */
final class Submission {
    private Submission() {}

    static Decision<ChangeEvent> decide(
            Change change, ChangeCommand.Submit command, ChangeCircumstances facts, Instant now) {
        ChangeType type = change.content().type();
        if (type != command.type()) {
            return Decision.refuse(
                    "other-type",
                    "the change is a " + type.word() + " one, not a "
                            + command.type().word() + " one");
        }
        if (change.content().plan().isEmpty()) {
            return Decision.refuse("no-plan", "a change is submitted with a plan of at least one step");
        }
        Optional<Decision<ChangeEvent>> barred =
                Templates.refusal(change.content(), facts.template()).or(() -> StartWindow.over(change, now));
        if (barred.isPresent()) {
            return barred.get();
        }
        RiskScore risk = facts.risk().orElseThrow();
        ChangePhase next = switch (type) {
            case STANDARD -> ChangePhase.SCHEDULED;
            case NORMAL -> ChangePhase.ASSESS;
            case EMERGENCY -> ChangePhase.AUTHORISE;
        };
        Decision.Accept<ChangeEvent> accepted =
                Decision.accept(new ChangeEvent.Submitted(command.by(), next, risk, now));
        return next == ChangePhase.SCHEDULED ? StartWindow.timer(accepted, change) : accepted;
    }
}
