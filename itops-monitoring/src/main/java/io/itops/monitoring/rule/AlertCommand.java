package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation asks of one alert.
 *
 * <p>Immutable and thread-safe.
 *
 * @param action what is asked
 * @param identity what the alert is about
 * @param value the value of the element; without meaning where the condition has ceased
 * @param because why
 * @since 0.1
 */
public record AlertCommand(AlertAction action, AlertIdentity identity, double value, Optional<Explanation> because)
        implements WorkflowCommand<Alert, EvaluatedSlot, AlertAction, AlertEvent> {
    /** Checks the parts. */
    public AlertCommand {
        Require.present("action", action);
        Require.present("identity", identity);
        Require.present("explanation", because);
    }

    @Override
    public Decision<AlertEvent> decide(@Nullable Alert alert, EvaluatedSlot slot, Instant now) {
        if (alert != null && (alert.status().active() || action == AlertAction.SEND)) {
            return Decision.accept(change(alert, slot));
        }
        return Decision.accept(begin(slot));
    }

    private AlertEvent begin(EvaluatedSlot slot) {
        return action == AlertAction.WAIT
                ? new AlertEvent.Pending(identity, value, slot.at(), slot.downtime(), slot.missed(), because)
                : new AlertEvent.Firing(identity, value, slot.at(), slot.at(), slot.downtime(), slot.missed(), because);
    }

    private AlertEvent change(Alert alert, EvaluatedSlot slot) {
        AlertIdentity known = alert.identity();
        AlertIdentity refreshed = known.refreshed(identity);
        return switch (action) {
            case WAIT -> throw new IllegalStateException("the table lets no active alert wait");
            case FIRE ->
                new AlertEvent.Firing(
                        refreshed,
                        value,
                        slot.at(),
                        alert.activeAt(),
                        alert.downtimeBefore(),
                        alert.past().missedBefore(),
                        because);
            case CLEAR ->
                alert.status() == AlertStatus.FIRING
                        ? new AlertEvent.Resolved(known, slot.at(), because)
                        : new AlertEvent.Cleared(known, slot.at(), because);
            case KEEP -> new AlertEvent.Kept(known, slot.at(), because);
            case RETURN -> new AlertEvent.Returned(refreshed, value, slot.at(), because);
            case POSTPONE -> new AlertEvent.Postponed(refreshed, value, slot.at(), because);
            case HIT -> new AlertEvent.Counted(refreshed, true, value, slot.at(), because);
            case MISS -> new AlertEvent.Counted(known, false, alert.value(), slot.at(), because);
            case REGRADE -> new AlertEvent.Regraded(refreshed, value, slot.at(), because);
            case SEND -> new AlertEvent.Sent(known, slot.at(), because);
        };
    }
}
