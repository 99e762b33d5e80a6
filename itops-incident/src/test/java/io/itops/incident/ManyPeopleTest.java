package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps that page more people than one commit can tell. */
class ManyPeopleTest {
    private static List<String> people(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
    }

    private static EscalationStep.Builder groups(int people) {
        EscalationStep.Builder step = EscalationStep.builder(Duration.ofHours(1));
        for (int first = 0; first < people; first += 100) {
            step.page(EscalationTarget.group("g" + first, people(first, Math.min(people, first + 100))));
        }
        return step;
    }

    @Test
    void aThousandPeopleWithSeveralWaysEachArePagedAndToldThatItIsOver() {
        NotificationPlan.Builder plan = NotificationPlan.builder();
        people(0, 1_000)
                .forEach(person -> plan.person(NotificationRules.builder(person)
                        .atOnce(new Destination("pager", person + "-push"))
                        .atOnce(new Destination("pager", person + "-sms"))
                        .after(ofMinutes(10), new Destination("pager", person + "-voice"))
                        .build()));
        EscalationPolicy policy =
                EscalationPolicy.builder().step(groups(1_000).build()).build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(policy)
                .notifications(plan.build())
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident incident = scene.fire();
            assertThat(new HashSet<>(scene.sent())).hasSize(2_000);
            assertThat(scene.sent()).hasSize(2_000).allMatch(sent -> sent.startsWith("page:"));
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(11);
            assertThat(scene.sent()).as("nobody is called any more").hasSize(2_000);
            scene.incidents.resolve(incident.id(), "", ANN);
            scene.settle();
            assertThat(scene.sent().subList(2_000, scene.sent().size()))
                    .hasSize(1_000)
                    .doesNotHaveDuplicates()
                    .allMatch(sent -> sent.startsWith("resolved:"));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.RESOLVED);
        }
    }

    @Test
    void rulesOfManyPeopleGoOnUntilSomeoneAcknowledges() {
        NotificationPlan.Builder plan = NotificationPlan.builder();
        people(0, 120)
                .forEach(person -> plan.person(NotificationRules.builder(person)
                        .after(ofMinutes(10), new Destination("pager", person))
                        .build()));
        EscalationPolicy policy =
                EscalationPolicy.builder().step(groups(120).build()).build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(policy)
                .notifications(plan.build())
                .build();
        try (Scene scene = Scene.of(options)) {
            scene.fire();
            assertThat(scene.sent()).isEmpty();
            scene.passMinutes(10);
            assertThat(scene.sent()).hasSize(120).doesNotHaveDuplicates();
        }
    }

    @Test
    void aStepForMorePeopleIsRefused() {
        assertThatThrownBy(() -> groups(1_001).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("people in the groups of an escalation step must be at most 1000, but was 1001");
    }
}
