package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.RefusedException;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever acknowledged while others still must can take it back. */
class PartialAcknowledgementTest {
    private static final EscalationTarget LEADS = EscalationTarget.group("leads", List.of("ann", "bob", "cat"));

    private static EscalationStep leads(int minutes, int acknowledgements) {
        return EscalationStep.builder(ofMinutes(minutes))
                .page(LEADS)
                .acknowledgements(acknowledgements)
                .build();
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    @Test
    void itIsTakenBackByWhoGaveItAndTheStepRunsOn() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(leads(20, 2))
                .step("dan", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            Instant due = incident.escalation().nextAt().orElseThrow();
            scene.passMinutes(5);
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThatThrownBy(() -> scene.incidents.unacknowledge(incident.id(), "", BOB))
                    .as("it is not his")
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> scene.incidents.unacknowledge(incident.id(), "", Actor.integration("ann")))
                    .as("somebody else of the same id")
                    .isInstanceOf(RefusedException.class);
            Incident back = scene.incidents.unacknowledge(incident.id(), "no network here", ANN);
            assertThat(back.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(back.escalation().answered()).isEmpty();
            assertThat(back.escalation().nextAt()).as("the step's time runs on").contains(due);
            assertThat(scene.types(incident)).endsWith("acknowledged-in-part", "taken-back");
            scene.settle();
            assertThat(scene.sent()).as("nobody is paged for it").hasSize(3);
            assertThatThrownBy(() -> scene.incidents.unacknowledge(incident.id(), "", ANN))
                    .as("there is none any more")
                    .isInstanceOf(RefusedException.class);
            assertThat(scene.incidents.acknowledge(incident.id(), BOB).state())
                    .as("two are needed still")
                    .isEqualTo(IncidentState.TRIGGERED);
            assertThat(scene.incidents.acknowledge(incident.id(), ANN).state())
                    .as("whoever took it back can give it again")
                    .isEqualTo(IncidentState.ACKNOWLEDGED);
            scene.passMinutes(60);
            assertThat(scene.sent()).doesNotContain("page:dan");
        }
    }

    @Test
    void theNextCyclePagesThemAgain() {
        try (Scene scene =
                Scene.of(EscalationPolicy.builder().step(leads(20, 2)).repeat(1).build())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.unacknowledge(incident.id(), "", ANN);
            scene.passMinutes(20);
            assertThat(scene.sent())
                    .containsExactlyInAnyOrder("page:ann", "page:bob", "page:cat", "page:ann", "page:bob", "page:cat");
        }
    }

    @Test
    void whereNoStepIsDueAnyMoreTheLastOneIsTakenOnceMore() {
        try (Scene scene =
                Scene.of(EscalationPolicy.builder().step(leads(20, 2)).build())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(30);
            assertThat(now(scene, incident).escalation().exhausted()).isTrue();
            Incident back = scene.incidents.unacknowledge(incident.id(), "", ANN);
            assertThat(back.escalation().exhausted()).isFalse();
            assertThat(back.escalation().nextAt()).contains(scene.minute(50));
            scene.settle();
            assertThat(scene.sent().subList(3, scene.sent().size()))
                    .containsExactlyInAnyOrder("page:ann", "page:bob", "page:cat");
        }
    }

    @Test
    void aStepThatWasContentIsTakenAfterAll() {
        // dan alone is enough for the second step, and ann has answered: it is content before it pages
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(leads(20, 3))
                .step("dan", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.clock.advance(ofMinutes(20));
            // the step is decided, and the timer that takes the incident has not rung yet
            long seen = scene.incidents.current(incident.id()).version();
            Incident content = scene.incidents.escalate(incident.id(), seen, "", BOB);
            assertThat(content.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(content.escalation().position().step()).isEqualTo(2);
            Incident back = scene.incidents.unacknowledge(incident.id(), "", ANN);
            assertThat(back.escalation().position().step()).isEqualTo(2);
            scene.settle();
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(scene.sent()).contains("page:dan");
            assertThat(back.escalation().nextAt()).contains(scene.minute(25));
        }
    }
}
