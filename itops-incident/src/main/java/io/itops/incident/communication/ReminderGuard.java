package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import java.time.Instant;
import java.util.Optional;

/** Says which reminders have been overtaken: the update was given, or the role was taken or passed on, before they were sent. Thread-safe. */
final class ReminderGuard implements DeliveryGuard {
    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        Optional<Response> found =
                records.find(Response.TYPE, notification.subject().id()).map(Versioned::value);
        if (found.isEmpty()) {
            return Optional.of("there is no such response");
        }
        return switch (notification.kind()) {
            case ResponseWorkflow.ROLE_VACANT -> taken(notification, found.get());
            case ResponseWorkflow.ROLE_ASSIGNED -> passedOn(notification, found.get());
            case ResponseWorkflow.UPDATE_DUE, ResponseWorkflow.UPDATE_MISSED -> told(notification, found.get());
            default -> Optional.empty();
        };
    }

    private static Optional<String> taken(Notification notification, Response response) {
        IncidentRole role = IncidentRole.valueOf(fact(notification, Reminders.ROLE_FACT));
        return response.holder(role).map(person -> person + " is " + role.words() + " now");
    }

    private static Optional<String> passedOn(Notification notification, Response response) {
        IncidentRole role = IncidentRole.valueOf(fact(notification, Reminders.ROLE_FACT));
        String person = fact(notification, "person");
        return response.holder(role).equals(Optional.of(person))
                ? Optional.empty()
                : Optional.of(person + " is " + role.words() + " no more");
    }

    private static Optional<String> told(Notification notification, Response response) {
        String audience = fact(notification, Reminders.AUDIENCE_FACT);
        AudienceClock clock = response.audience(audience);
        boolean reminder = notification.kind().equals(ResponseWorkflow.UPDATE_DUE);
        Instant due = Instant.parse(fact(notification, Reminders.DUE_FACT));
        if (reminder && !clock.due().equals(Optional.of(due))) {
            return Optional.of("the update to " + audience + " is not due then any more");
        }
        return clock.lastAt().filter(at -> !reminder && !at.isBefore(due)).map(at -> audience + " was told meanwhile");
    }

    private static String fact(Notification notification, String name) {
        return Require.present(name, notification.facts().get(name));
    }
}
