package io.itops.monitoring;

import io.itops.core.ConflictException;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertAction;
import io.itops.monitoring.rule.AlertCommand;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.EvaluatedSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signals troubles, and for a while their ends, again: as Prometheus sends alerts (rules/alerting.go, needsSending), once more than a
 * delay has passed since the last time. What is said again is what the dedup key stands at: no end of a trouble that is there again,
 * and no trouble that a policy has declared over. Not thread-safe; confined to the handling of one job.
 */
final class Resending {
    /** How long the end of a trouble is signalled again. */
    static final Duration ENDED = Duration.ofMinutes(15);

    private final GroupRuntime group;
    private final Duration delay;
    private final EvaluatedSlot slot;
    private final UnitOfWork unit;
    private final SignalBatch batch;
    private final Map<String, Alert> sent = new LinkedHashMap<>();

    Resending(GroupRuntime group, Duration delay, EvaluatedSlot slot, UnitOfWork unit, SignalBatch batch) {
        this.group = group;
        this.delay = delay;
        this.slot = slot;
        this.unit = unit;
        this.batch = batch;
    }

    /** The alerts on whose behalf something was signalled, as the commit leaves them. */
    Map<String, Alert> sent() {
        return sent;
    }

    /** Whether it is time to signal again on behalf of an alert, whatever its dedup key stands at. */
    boolean due(Alert alert) {
        boolean told = alert.status() == AlertStatus.FIRING
                || alert.endedAt()
                        .filter(ended -> !slot.at().isAfter(ended.plus(ENDED)))
                        .isPresent();
        return told
                && alert.lastSentAt()
                        .filter(last -> last.plus(delay).isBefore(slot.at()))
                        .isPresent();
    }

    /** Signals again on behalf of an alert that is due, if its dedup key still stands as it says. */
    void again(Alert alert) {
        boolean fires = alert.status() == AlertStatus.FIRING;
        if (batch.signalled(alert, unit) != fires) {
            return;
        }
        Instant last = alert.lastSentAt().orElseThrow();
        Explanation why = Explanation.of(
                        (fires ? "the trouble" : "the end of the trouble") + " is signalled again: more than "
                                + Words.duration(delay) + " have passed since the last time")
                .with("last signalled at", last);
        if (!fires) {
            why = why.with(
                    "signalled again until", alert.endedAt().orElseThrow().plus(ENDED));
        }
        note(alert, why);
        if (fires) {
            batch.firesAgain(alert, why);
        } else {
            batch.overAgain(alert, why);
        }
    }

    /** Notes that the end of a trouble is signalled by the commit on behalf of an alert. */
    void over(Alert alert) {
        note(
                alert,
                Explanation.of("the end of the trouble is signalled, and again after more than "
                                + Words.duration(delay))
                        .with("signalled again until", slot.at().plus(ENDED)));
    }

    private void note(Alert alert, Explanation why) {
        AlertCommand command = new AlertCommand(AlertAction.SEND, alert.identity(), alert.value(), Optional.of(why));
        Outcome<Alert> outcome = AlertWorkflow.WORKFLOW.execute(unit, alert.id(), OptionalLong.empty(), command, slot);
        if (!(outcome instanceof Outcome.Accepted<Alert> accepted)) {
            // The book was of another state than the store: forget it and decide anew.
            group.forgetBook();
            throw new ConflictException(Alert.TYPE.ref(alert.id()), 0, 0);
        }
        sent.put(alert.id(), accepted.state());
    }
}
