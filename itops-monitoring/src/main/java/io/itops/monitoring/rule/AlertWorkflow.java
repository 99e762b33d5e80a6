package io.itops.monitoring.rule;

import static io.itops.monitoring.rule.AlertAction.CLEAR;
import static io.itops.monitoring.rule.AlertAction.FIRE;
import static io.itops.monitoring.rule.AlertAction.HIT;
import static io.itops.monitoring.rule.AlertAction.KEEP;
import static io.itops.monitoring.rule.AlertAction.MISS;
import static io.itops.monitoring.rule.AlertAction.POSTPONE;
import static io.itops.monitoring.rule.AlertAction.REGRADE;
import static io.itops.monitoring.rule.AlertAction.RETURN;
import static io.itops.monitoring.rule.AlertAction.SEND;
import static io.itops.monitoring.rule.AlertAction.WAIT;
import static io.itops.monitoring.rule.AlertStatus.FIRING;
import static io.itops.monitoring.rule.AlertStatus.INACTIVE;
import static io.itops.monitoring.rule.AlertStatus.PENDING;
import static io.itops.monitoring.rule.AlertStatus.RESOLVED;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;

/**
 * The workflow of alerts: its table, its records and its events.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class AlertWorkflow {
    /** States by actions. An alert that has ended begins anew when its condition holds again. */
    public static final Lifecycle<AlertStatus, AlertAction> LIFECYCLE = Lifecycle.builder(
                    "alert", AlertStatus.class, AlertAction.class)
            .start(WAIT, PENDING)
            .start(FIRE, FIRING)
            .on(PENDING, FIRE, FIRING)
            .on(PENDING, CLEAR, INACTIVE)
            .stay(PENDING, HIT, MISS, REGRADE)
            .on(FIRING, CLEAR, RESOLVED)
            .on(FIRING, POSTPONE, PENDING)
            .stay(FIRING, KEEP, RETURN, HIT, MISS, REGRADE, SEND)
            .on(INACTIVE, WAIT, PENDING)
            .on(INACTIVE, FIRE, FIRING)
            .on(RESOLVED, WAIT, PENDING)
            .on(RESOLVED, FIRE, FIRING)
            .stay(RESOLVED, SEND)
            .end(INACTIVE, RESOLVED)
            .build();

    /** Runs commands on alerts. */
    public static final Workflow<Alert, AlertStatus, AlertAction, AlertEvent> WORKFLOW =
            Workflow.of(Alert.TYPE, LIFECYCLE, Alert::status, AlertEvents.FAMILY);

    private AlertWorkflow() {}
}
