package io.itops.incident;

import io.itops.core.Meters;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of incidents, by comparing them before and after a commit. Thread-safe. */
final class IncidentMeters {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentMeters.class);

    private final Meters.Counter opened;
    private final Meters.Counter reopened;
    private final Meters.Counter acknowledged;
    private final Meters.Counter escalated;
    private final Meters.Counter exhausted;
    private final Meters.Counter resolved;
    private final Meters.Timer timeToAcknowledge;

    IncidentMeters(Meters meters) {
        opened = meters.counter("itops.incident.opened");
        reopened = meters.counter("itops.incident.reopened");
        acknowledged = meters.counter("itops.incident.acknowledged");
        escalated = meters.counter("itops.incident.escalated");
        exhausted = meters.counter("itops.incident.exhausted");
        resolved = meters.counter("itops.incident.resolved");
        timeToAcknowledge = meters.timer("itops.incident.time.to.acknowledge");
    }

    void count(@Nullable Incident before, Incident after) {
        boolean entered = before == null || before.stateVersion() != after.stateVersion();
        if (before == null) {
            opened.add();
        } else {
            reopened.add(after.reopenings() - before.reopenings());
            // the first step of what nobody was paged for before is no escalation
            if (before.escalation().stepVersion() > 0
                    && after.escalation().stepVersion() > before.escalation().stepVersion()
                    && after.reopenings() == before.reopenings()) {
                escalated.add();
            }
        }
        if (after.escalation().exhausted()
                && (before == null
                        || !before.escalation().exhausted()
                        || after.escalation().stepVersion()
                                > before.escalation().stepVersion())) {
            exhausted.add();
            LOG.atWarn()
                    .addKeyValue("incident", after.id())
                    .addKeyValue("policy", after.escalation().policy().name())
                    .log("an escalation is exhausted: nobody acknowledged, and nobody else will be paged");
        }
        if (before != null && entered && after.state() == IncidentState.ACKNOWLEDGED) {
            acknowledged.add();
            if (before.acknowledgedAt().isEmpty()) {
                first(after.openedAt(), after.acknowledgedAt().orElseThrow());
            }
        }
        if (before != null && entered && after.state() == IncidentState.RESOLVED) {
            resolved.add();
        }
    }

    private void first(Instant openedAt, Instant acknowledgedAt) {
        Duration taken = Duration.between(openedAt, acknowledgedAt);
        // a clock that went back must not make a negative measurement
        timeToAcknowledge.record(taken.isNegative() ? Duration.ZERO : taken);
    }
}
