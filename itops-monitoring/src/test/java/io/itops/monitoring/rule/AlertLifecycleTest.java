package io.itops.monitoring.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.monitoring.metric.Labels;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
    private static final AlertIdentity IDENTITY = new AlertIdentity(
            "a1",
            "g",
            "High",
            "High#2",
            Labels.of(new TreeMap<>()),
            Severity.SEV2,
            ServiceId.of("checkout"),
            "key",
            new TreeMap<>());

    @Test
    void commandsLeadWhereTheTableSaysThroughAnyChain() {
        var slot = new EvaluatedSlot(Instant.parse("2026-11-24T02:00:00Z"), Duration.ZERO);
        var commands = Stream.of(AlertAction.values())
                .map(action -> new AlertCommand(action, IDENTITY, 9, Optional.empty()))
                .toList();
        var moves = WorkflowMoves.of(AlertWorkflow.WORKFLOW, "a1", slot, commands);
        LifecycleModel<AlertStatus, AlertAction> model = LifecycleModel.of(AlertStatus.class, AlertAction.class, """
                        -        WAIT    FIRE   CLEAR    KEEP   RETURN POSTPONE HIT     MISS    REGRADE SEND
                        -        PENDING FIRING .        .      .      .        .       .       .       .
                        INACTIVE PENDING FIRING .        .      .      .        .       .       .       .
                        PENDING  .       FIRING INACTIVE .      .      .        PENDING PENDING PENDING .
                        FIRING   .       .      RESOLVED FIRING FIRING PENDING  FIRING  FIRING  FIRING  FIRING
                        RESOLVED PENDING FIRING .        .      .      .        .       .       .       RESOLVED
                        """);
        LifecycleReport report = LifecycleProperties.check(AlertWorkflow.LIFECYCLE, model.driving(moves));
        assertThat(report.cells()).isEqualTo(20);
        assertThat(report.absent()).isEqualTo(30);
        assertThat(report.chains()).isEqualTo(200);
    }
}
