package io.itops.incident;

import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds escalations that stand still, by what is triggered alone: incidents that are over cost it nothing. Thread-safe. */
final class IncidentAudit {
    /** How many are found at most, and how many incidents are held in memory at once. */
    static final int MOST = 1_000;

    private IncidentAudit() {}

    static List<AuditFinding> of(Records records, Instant now, Duration late) {
        Require.that(
                !Require.present("lateness", late).isNegative() && late.compareTo(Duration.ofDays(1)) <= 0,
                "lateness",
                "be zero to a day",
                late);
        RecordQuery<Incident> triggered = RecordQuery.of(Incident.TYPE)
                .where("state", IncidentState.TRIGGERED.name())
                .orderBy("opened-at")
                .limit(MOST);
        return records.first(triggered, incident -> finding(incident, now, late).isPresent()).stream()
                .map(Versioned::value)
                .flatMap(incident -> finding(incident, now, late).stream())
                .toList();
    }

    private static Optional<AuditFinding> finding(Incident incident, Instant now, Duration late) {
        Optional<Instant> due = incident.escalation().nextAt();
        if (due.isEmpty()) {
            return incident.escalation().exhausted()
                    ? Optional.empty()
                    : Optional.of(
                            new AuditFinding(incident.id(), due, "it is triggered, and nobody is to be paged for it"));
        }
        return due.get().plus(late).isBefore(now)
                ? Optional.of(new AuditFinding(
                        incident.id(),
                        due,
                        "its next step should have been taken " + Words.duration(Duration.between(due.get(), now))
                                + " ago, at " + due.get()))
                : Optional.empty();
    }
}
