package io.itops.incident;

import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.Roster;
import io.itops.incident.workflow.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warns once an incident, when it opens, of schedules that its escalation policy names and that do not exist: whoever mistypes one would
 * learn of it by a timeline alone.
 */
final class UnknownSchedules {
    private UnknownSchedules() {}

    static void warn(Logger log, @Nullable Incident before, Incident after, EscalationPolicy policy, Roster roster) {
        List<String> unknown = of(before, policy, roster);
        if (!unknown.isEmpty()) {
            log.atWarn()
                    .addKeyValue("incident", after.id())
                    .addKeyValue("service", after.service())
                    .addKeyValue("policy", after.escalation().policy().name())
                    .addKeyValue("schedules", String.join(", ", unknown))
                    .log("an escalation policy names schedules that do not exist; its steps reach nobody by them");
        }
    }

    /** The schedules that the policy names and nobody has put, if the incident has just been opened. */
    static List<String> of(@Nullable Incident before, EscalationPolicy policy, Roster roster) {
        return before == null
                ? policy.schedules().stream()
                        .filter(schedule -> !roster.onCall().containsKey(schedule))
                        .sorted()
                        .toList()
                : List.of();
    }
}
