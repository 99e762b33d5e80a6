package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.TeamId;
import io.itops.core.catalog.Team;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps that page a team of the catalog, as it is when they are taken. */
class TeamPagingTest {
    private static Team team(String... members) {
        return new Team(
                TeamId.of("managers"),
                "Managers",
                Stream.of(members).map(Actor::user).toList());
    }

    private static EscalationPolicy policy() {
        return EscalationPolicy.builder()
                .step(EscalationStep.builder(ofMinutes(5))
                        .page(EscalationTarget.team("managers"))
                        .acknowledgements(2)
                        .build())
                .step("ann", ofMinutes(5))
                .repeat(2)
                .build();
    }

    @Test
    void itsMembersArePagedAsTheyAreWhenTheStepIsTaken() {
        try (Scene scene = Scene.of(policy())) {
            scene.ops.catalog().define(team("max", "mia"), ANN);
            Incident incident = scene.fire();
            assertThat(scene.sent()).containsExactly("page:max", "page:mia");
            scene.ops.catalog().define(team("mia", "moe"), ANN);
            scene.passMinutes(5);
            scene.passMinutes(5);
            assertThat(scene.sent()).containsExactly("page:max", "page:mia", "page:ann", "page:mia", "page:moe");
            scene.incidents.acknowledge(incident.id(), Actor.user("mia"));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.TRIGGERED);
            scene.incidents.acknowledge(incident.id(), Actor.user("moe"));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
        }
    }

    @Test
    void aTeamThatIsRemovedUnderWayIsSkippedAndTheNextStepIsTakenAtOnce() {
        try (Scene scene = Scene.of(policy())) {
            scene.ops.catalog().define(team("max"), ANN);
            Incident incident = scene.fire();
            scene.passMinutes(5);
            assertThat(scene.sent()).containsExactly("page:max", "page:ann");
            scene.ops.catalog().remove(TeamId.of("managers"), ANN);
            scene.passMinutes(5);
            assertThat(scene.sent()).containsExactly("page:max", "page:ann", "page:ann");
            assertThat(scene.incidents.why(incident.id()).toString()).contains("there is no team managers");
            scene.ops.catalog().define(new Team(TeamId.of("managers"), "Managers", List.of()), ANN);
            scene.passMinutes(5);
            assertThat(scene.incidents.why(incident.id()).toString()).contains("nobody belongs to team managers");
        }
    }
}
