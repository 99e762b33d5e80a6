package io.itops.incident;

import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.time.Window;
import io.itops.incident.metrics.IncidentTimes;
import io.itops.incident.review.Review;
import io.itops.incident.workflow.Incident;
import java.util.List;

/** Reads what metrics are made of, all pages of it: incidents, and what their reviews found out. */
final class MeasuredIncidents {
    private MeasuredIncidents() {}

    static List<IncidentTimes> times(Records records, Window opened) {
        return records
                .all(RecordQuery.of(Incident.TYPE).orderBy("opened-at").between(opened.start(), opened.end()))
                .stream()
                .map(Versioned::value)
                .map(incident -> times(records, incident))
                .toList();
    }

    private static IncidentTimes times(Records records, Incident incident) {
        IncidentTimes times = IncidentTimes.of(incident);
        return records.find(Review.TYPE, incident.id().value())
                .flatMap(review -> review.value().faultBeganAt())
                .map(times::withFaultBeganAt)
                .orElse(times);
    }
}
