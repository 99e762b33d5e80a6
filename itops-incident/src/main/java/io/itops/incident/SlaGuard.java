package io.itops.incident;

import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCategory;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A warning is wanted as long as something can still be done; that a promise was broken is always news. Thread-safe. */
final class SlaGuard implements DeliveryGuard {
    private static final Set<IncidentCategory> ENDED = EnumSet.of(
            IncidentCategory.RESOLVED, IncidentCategory.CLOSED, IncidentCategory.CANCELLED, IncidentCategory.MERGED);

    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        if (!notification.kind().equals(SlaTold.WARNING)) {
            return Optional.empty();
        }
        return records.find(Incident.TYPE, notification.subject().id())
                .map(found -> found.value().state())
                .filter(state -> ENDED.contains(state.category()))
                .map(state -> "the incident is " + state.name().toLowerCase(Locale.ROOT));
    }
}
