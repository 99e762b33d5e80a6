package io.itops.incident.escalation;

import io.itops.core.record.Family;

/** How targets are written. */
final class Targets {
    private Targets() {}

    static Family<EscalationTarget> family() {
        return Family.of("escalation-target", EscalationTarget.class)
                .with("person", EscalationTarget.Person.class, EscalationTarget.Person.SHAPE)
                .with("schedule", EscalationTarget.Schedule.class, EscalationTarget.Schedule.SHAPE)
                .with("team", EscalationTarget.Team.class, EscalationTarget.Team.SHAPE)
                .with("group", EscalationTarget.Group.class, EscalationTarget.Group.SHAPE)
                .with("round-robin", EscalationTarget.RoundRobin.class, EscalationTarget.RoundRobin.SHAPE)
                .build();
    }
}
