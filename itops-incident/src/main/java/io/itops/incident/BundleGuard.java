package io.itops.incident;

import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.util.Optional;

/** Says when a notification that tells of several pages is wanted no more: when none of its incidents is still triggered. Thread-safe. */
final class BundleGuard implements DeliveryGuard {
    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        int listed = 0;
        while (notification.facts().containsKey("incident." + (listed + 1))) {
            listed++;
            String incident = notification.facts().getOrDefault("incident." + listed, "");
            Optional<Incident> found =
                    records.find(Incident.TYPE, IncidentId.of(incident).value()).map(Versioned::value);
            long version = Long.parseLong(notification.facts().getOrDefault("version." + listed, "0"));
            if (found.isPresent()
                    && found.get().state() == IncidentState.TRIGGERED
                    && version >= found.get().stateVersion()) {
                return Optional.empty();
            }
        }
        boolean unlisted = listed < Integer.parseInt(notification.facts().getOrDefault("incidents", "0"));
        return unlisted ? Optional.empty() : Optional.of("none of its incidents is triggered any more");
    }
}
