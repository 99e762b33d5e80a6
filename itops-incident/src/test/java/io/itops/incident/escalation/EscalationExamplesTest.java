package io.itops.incident.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.time.WeeklyHours;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The examples of the package's Javadoc. */
class EscalationExamplesTest {
    @Test
    void aStepHasConditionsAndPeopleHaveRules() {
        EscalationStep managers = EscalationStep.builder(Duration.ofMinutes(15))
                .page(EscalationTarget.team("managers"))
                .when(StepCondition.atLeast(Severity.SEV2))
                .acknowledgements(2)
                .build();
        assertThat(managers.acknowledgements()).isEqualTo(2);
        NotificationRules ann = NotificationRules.builder("ann")
                .atOnce(new Destination("push", "ann"))
                .after(Duration.ofMinutes(5), new Destination("voice", "ann"))
                .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                        .in(ZoneId.of("Europe/Berlin"))))
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(ann)
                .throttle(
                        "voice",
                        PageUrgency.HIGH,
                        new Throttle(1, Duration.ofMinutes(1)),
                        new Throttle(8, Duration.ofHours(2)))
                .bundle("push", PageUrgency.LOW, Duration.ofMinutes(10))
                .build();
        assertThat(plan.notifiers()).containsExactly("push", "voice");
    }
}
