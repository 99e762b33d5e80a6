package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.time.Window;
import java.time.Instant;
import java.util.Optional;

/** What is told of a gap is wanted until somebody fills the whole of it, or it is accepted. Thread-safe. */
final class GapGuard implements DeliveryGuard {
    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        Optional<OnCallSchedule> schedule =
                records.find(OnCallSchedule.TYPE, notification.subject().id()).map(Versioned::value);
        if (schedule.isEmpty()) {
            return Optional.of("there is no such schedule any more");
        }
        Window gap = new Window(instant(notification, GapDesk.FROM_FACT), instant(notification, GapDesk.UNTIL_FACT));
        return GapForecast.of(schedule.get(), gap).next().isEmpty()
                ? Optional.of("there is no gap in " + gap + " any more")
                : Optional.empty();
    }

    private static Instant instant(Notification notification, String fact) {
        return Instant.parse(Require.present(fact, notification.facts().get(fact)));
    }
}
