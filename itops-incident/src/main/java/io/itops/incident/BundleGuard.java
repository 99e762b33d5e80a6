package io.itops.incident;

import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.BundledPage;
import io.itops.incident.workflow.Incident;
import java.util.Optional;

/** Says when a notification that tells of several is wanted no more: when none of those in it is. Thread-safe. */
final class BundleGuard implements DeliveryGuard {
    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        for (BundledPage page : BundledPage.of(notification)) {
            Optional<Incident> found =
                    records.find(Incident.TYPE, page.incident()).map(Versioned::value);
            if (found.isPresent()
                    && PageGuard.overtaken(page.kind(), page.version(), page.person(), found.get())
                            .isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("none of what it tells of is wanted any more");
    }
}
