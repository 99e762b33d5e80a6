package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.communication.CadenceRule;
import io.itops.incident.communication.CommunicationPolicy;
import io.itops.incident.communication.IncidentRole;
import io.itops.incident.communication.RoleRule;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    @Test
    void aSignalOpensAnIncident() {
        RecordingNotifier pager = new RecordingNotifier("pager");
        try (ItOps ops =
                ItOps.builder().store(new InMemoryStore()).notifier(pager).build()) {
            Incidents incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder()
                            .step("ann", Duration.ofMinutes(5))
                            .step("bob", Duration.ofMinutes(10))
                            .build());
            ops.accept(
                    Signal.firing("checkout-errors", ServiceId.of("checkout"), Severity.SEV2, "error rate above 5 %"));
            ops.runUntil(ops.clock().instant());
            assertThat(incidents.open("checkout-errors")).isPresent();
        }
    }

    @Test
    void aPolicyNamesPeopleAndSchedules() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", Duration.ofMinutes(5))
                .step(EscalationTarget.schedule("managers"), Duration.ofMinutes(10))
                .repeat(2)
                .ackTimeout(Duration.ofMinutes(30))
                .build();
        assertThat(policy.schedules()).containsExactly("managers");
    }

    @Test
    void aPolicySaysWhoIsToldHowOften() {
        CommunicationPolicy policy = CommunicationPolicy.builder()
                .cadence(new CadenceRule(
                        "public", Severity.SEV2, Duration.ofMinutes(20), Duration.ofHours(2), Duration.ofHours(1)))
                .cadence(CadenceRule.of("executives", Severity.SEV1, Duration.ofMinutes(30)))
                .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, Duration.ofMinutes(5)))
                .separateFrom(Severity.SEV1)
                .build();
        assertThat(policy.audiences(Severity.SEV2)).containsExactly("public");
    }
}
