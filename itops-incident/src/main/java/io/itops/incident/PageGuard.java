package io.itops.incident;

import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Notification;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.PageText;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says which notifications about incidents have been overtaken. Thread-safe.
 *
 * <p>A page is wanted as long as the incident has been triggered without a break since the page was decided, and no later page to the
 * same person is on its way. A page of an earlier step stays wanted when the next one is taken: nobody has answered yet, and the
 * more people know the better. News that it is over is wanted unless it was reopened.
 */
final class PageGuard implements DeliveryGuard {
    private static final Set<IncidentState> OVER =
            EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED, IncidentState.CANCELLED);

    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        Optional<Incident> found =
                records.find(Incident.TYPE, notification.subject().id()).map(Versioned::value);
        if (found.isEmpty()) {
            return Optional.of("there is no such incident");
        }
        return notification.kind().equals(IncidentWorkflow.PAGE) ? page(notification, found.get()) : news(found.get());
    }

    private static Optional<String> page(Notification notification, Incident incident) {
        if (incident.state() != IncidentState.TRIGGERED) {
            return Optional.of("the incident is " + name(incident));
        }
        if (notification.subjectVersion() < incident.stateVersion()) {
            return Optional.of("the incident was triggered anew since");
        }
        String person = notification.facts().getOrDefault("person", "");
        if (incident.escalation().answered().containsKey(person)) {
            return Optional.of(person + " has acknowledged");
        }
        if (notification.facts().containsKey(PageText.DELAY)
                || notification.facts().containsKey(PageText.HELD)) {
            // told by another way some time after the page, or by a mailbox: a later page does not tell it instead
            return Optional.empty();
        }
        long newest = incident.escalation().paged().getOrDefault(person, 0L);
        return notification.subjectVersion() < newest
                ? Optional.of("a later page to " + person + " is on its way")
                : Optional.empty();
    }

    private static Optional<String> news(Incident incident) {
        return OVER.contains(incident.state())
                ? Optional.empty()
                : Optional.of("the incident is " + name(incident) + " again");
    }

    private static String name(Incident incident) {
        return incident.state().name().toLowerCase(Locale.ROOT);
    }
}
