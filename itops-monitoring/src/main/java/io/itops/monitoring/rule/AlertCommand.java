package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import java.time.Duration;
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
        return switch (action) {
            case WAIT -> Decision.accept(new AlertEvent.Pending(identity, value, slot.at(), slot.downtime(), because));
            case FIRE ->
                Decision.accept(
                        alert != null && alert.status() == AlertStatus.PENDING
                                ? fire(alert.identity(), slot, alert.activeAt(), alert.downtimeBefore())
                                : fire(identity, slot, slot.at(), slot.downtime()));
            case CLEAR ->
                Decision.accept(
                        alert != null && alert.status() == AlertStatus.FIRING
                                ? new AlertEvent.Resolved(identity, slot.at(), because)
                                : new AlertEvent.Cleared(identity, slot.at(), because));
        };
    }

    private AlertEvent fire(AlertIdentity about, EvaluatedSlot slot, Instant activeAt, Duration downtimeBefore) {
        return new AlertEvent.Firing(about, value, slot.at(), activeAt, downtimeBefore, because);
    }
}
