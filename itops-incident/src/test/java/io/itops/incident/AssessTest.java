package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.RefusedException;
import io.itops.core.Severity;
import io.itops.core.lifecycle.Outcome;
import io.itops.incident.priority.Priority;
import io.itops.incident.priority.PriorityMatrix;
import io.itops.incident.priority.PriorityOverride;
import io.itops.incident.workflow.AssessPriority;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessTest {
    private static IncidentOptions options() {
        return IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .priorities(PriorityMatrix.sumMinusOne(3, Priority.P4))
                .build();
    }

    @Test
    void withoutAnAssessmentThePriorityGoesWithTheSeverity() {
        try (Scene scene = Scene.of(options())) {
            assertThat(scene.fire(Severity.SEV2, "errors").priority()).isEqualTo(Priority.of(Severity.SEV2));
        }
    }

    @Test
    void impactAndUrgencyGiveThePriorityThatTheMatrixSays() {
        try (Scene scene = Scene.of(options())) {
            Incident incident = scene.fire();
            Incident assessed = scene.incidents.assess(incident.id(), 2, 3, Scene.ANN);
            assertThat(assessed.priority()).isEqualTo(Priority.P4);
            assertThat(assessed.severity()).as("who is paged stays as it is").isEqualTo(incident.severity());
            assertThat(scene.incidents.get(incident.id())).isEqualTo(assessed);
            assertThat(scene.types(incident)).endsWith("assessed");
            assertThat(scene.incidents.why(incident.id()).render()).contains("gives P4 for impact 2 and urgency 3");
        }
    }

    @Test
    void theSameAssessmentAgainIsNothingNew() {
        try (Scene scene = Scene.of(options())) {
            Incident incident = scene.fire();
            scene.incidents.assess(incident.id(), 1, 1, Scene.ANN);
            long version = scene.incidents.current(incident.id()).version();
            scene.incidents.assess(incident.id(), 1, 1, Scene.BOB);
            assertThat(scene.incidents.current(incident.id()).version()).isEqualTo(version);
        }
    }

    @Test
    void someoneMayDecideOtherwiseWithAReason() {
        try (Scene scene = Scene.of(options())) {
            Incident incident = scene.fire();
            Outcome<Incident> outcome = scene.incidents.execute(
                    incident.id(),
                    new AssessPriority(3, 3, Optional.of(new PriorityOverride(Priority.P1, "the board asked"))),
                    Scene.ANN);
            assertThat(outcome.orElseThrow().priority()).isEqualTo(Priority.P1);
            assertThat(scene.incidents.why(incident.id()).render()).contains("the board asked");
        }
    }

    @Test
    void levelsThatTheMatrixDoesNotHaveAreRefused() {
        try (Scene scene = Scene.of(options())) {
            Incident incident = scene.fire();
            assertThatThrownBy(() -> scene.incidents.assess(incident.id(), 1, 4, Scene.ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("has 3 levels of impact and 3 of urgency, but impact was 1 and urgency 4");
        }
    }

    @Test
    void withoutAMatrixNothingIsAssessed() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            assertThatThrownBy(() -> scene.incidents.assess(incident.id(), 1, 1, Scene.ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no matrix");
        }
    }

    @Test
    void whatIsClosedKeepsItsAssessmentAndGetsNoOther() {
        try (Scene scene = Scene.of(options())) {
            Incident incident = scene.fire();
            scene.incidents.assess(incident.id(), 1, 2, Scene.ANN);
            scene.incidents.resolve(incident.id(), "", Scene.ANN);
            Incident closed = scene.incidents.close(incident.id(), "", Scene.ANN);
            assertThat(closed.state()).isEqualTo(IncidentState.CLOSED);
            assertThat(closed.priority()).isEqualTo(Priority.P2);
            assertThatThrownBy(() -> scene.incidents.assess(incident.id(), 1, 1, Scene.ANN))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
