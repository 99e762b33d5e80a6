package io.itops.incident;

import io.itops.incident.escalation.Roster;
import io.itops.incident.workflow.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of schedules that an escalation policy names and that do not exist: whoever mistypes one would learn of it by a timeline alone. */
final class UnknownSchedules {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownSchedules.class);

    private UnknownSchedules() {}

    static void warn(@Nullable Incident before, Incident after, Roster roster) {
        List<String> unknown = of(before, after, roster);
        if (!unknown.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("incident", after.id())
                    .addKeyValue("service", after.service())
                    .addKeyValue("policy", after.escalation().policy().name())
                    .addKeyValue("step", after.escalation().position())
                    .addKeyValue("schedules", String.join(", ", unknown))
                    .log("an escalation policy names schedules that do not exist; its steps reach nobody by them");
        }
    }

    /** The schedules that the policy names and nobody has put, if a step of the policy was taken or passed by. */
    static List<String> of(@Nullable Incident before, Incident after, Roster roster) {
        boolean stepped = before == null
                || after.escalation().stepVersion() > before.escalation().stepVersion();
        return stepped
                ? after.escalation().policy().schedules().stream()
                        .filter(schedule -> !roster.onCall().containsKey(schedule))
                        .sorted()
                        .toList()
                : List.of();
    }
}
