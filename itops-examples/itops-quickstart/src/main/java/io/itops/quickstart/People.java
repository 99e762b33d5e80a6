package io.itops.quickstart;

import io.itops.core.Actor;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.OnCallSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Who works here: ann and bob are on call, the others build things and approve what was not their own. */
final class People {
    static final String ANN = "ann";
    static final String BOB = "bob";
    static final Actor OPERATOR = Actor.user(BOB);
    static final Actor DEPLOYER = Actor.integration("deployer");
    static final Actor SETUP = Actor.integration("quickstart");
    static final List<String> APPROVERS = List.of("dora", "emil", "fay");

    private People() {}

    /**
     * A week's turn that began some days ago and ends in some days: whenever the program runs, nobody hands over while it does.
     *
     * @param id the schedule's id
     * @param people who take turns; the first is on call now
     */
    static OnCallSchedule weekly(String id, Instant now, List<String> people) {
        LocalDate begun = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(3);
        return OnCallSchedule.weekly(id, "UTC", begun.getDayOfWeek(), LocalTime.of(9, 0), begun, people);
    }

    static EscalationPolicy escalation(Duration step) {
        return EscalationPolicy.builder()
                .name("shop")
                .step(EscalationTarget.schedule("primary"), step)
                .step(EscalationTarget.schedule("secondary"), step.multipliedBy(10))
                .build();
    }
}
