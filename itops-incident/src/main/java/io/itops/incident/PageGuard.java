package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.internal.PageText;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says which notifications about incidents have been overtaken. Thread-safe if the given contacts are.
 *
 * <p>A page is wanted as long as the incident has been triggered without a break since the page was decided, and no later page that is
 * as urgent is on its way to the same person by the same way. A page of an earlier step stays wanted when the next one is taken: nobody
 * has answered yet, and the more people know the better. News that it is over is wanted unless it was reopened, news that it was merged
 * as long as it is a part of the same other one.
 */
final class PageGuard implements DeliveryGuard {
    private static final Set<IncidentState> OVER =
            EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED, IncidentState.CANCELLED);

    private final NotificationPlan plan;
    private final Contacts contacts;

    PageGuard(NotificationPlan plan, Contacts contacts) {
        this.plan = plan;
        this.contacts = contacts;
    }

    @Override
    public Optional<String> obsolete(Notification notification, Records records) {
        Optional<Incident> found =
                records.find(Incident.TYPE, notification.subject().id()).map(Versioned::value);
        if (found.isEmpty()) {
            return Optional.of("there is no such incident");
        }
        String person = notification.facts().getOrDefault(PageText.PERSON, "");
        return overtaken(notification.kind(), notification.subjectVersion(), person, found.get())
                .or(() -> notification.kind().equals(IncidentWorkflow.PAGE)
                        ? superseded(notification, person, found.get())
                        : Optional.empty());
    }

    /** Why a notification of a kind about a version of an incident is not wanted by a person any more. */
    static Optional<String> overtaken(String kind, long version, String person, Incident incident) {
        return switch (kind) {
            case IncidentWorkflow.PAGE -> page(version, person, incident);
            case IncidentWorkflow.WORSE_NEWS -> worse(person, incident);
            case IncidentWorkflow.MERGED_NEWS -> merged(version, incident);
            default -> news(incident);
        };
    }

    private static Optional<String> page(long version, String person, Incident incident) {
        if (incident.state() != IncidentState.TRIGGERED) {
            return Optional.of("the incident is " + name(incident));
        }
        if (version < incident.stateVersion()) {
            return Optional.of("the incident was triggered anew since");
        }
        return !person.isEmpty() && incident.escalation().answeredBy(person)
                ? Optional.of(person + " has acknowledged")
                : Optional.empty();
    }

    /** Whether a later page tells the same by the same way, at least as urgently, and nothing holds that one up. */
    private Optional<String> superseded(Notification page, String person, Incident incident) {
        if (page.facts().containsKey(PageText.DELAY) || page.facts().containsKey(PageText.HELD)) {
            // told by another way some time after the page, or by a mailbox: a later page does not tell it instead
            return Optional.empty();
        }
        if (page.subjectVersion() >= incident.escalation().paged().getOrDefault(person, 0L)) {
            return Optional.empty();
        }
        PageUrgency later = incident.escalation().urgencyOf(person);
        boolean lessUrgent = later == PageUrgency.LOW && page.urgency() == Urgency.PAGE;
        boolean held = plan.rulesOf(person)
                        .flatMap(NotificationRules::quiet)
                        .filter(quiet -> quiet.holds().contains(later))
                        .isPresent()
                || !plan.throttlesOf(page.to(), later).isEmpty();
        return !lessUrgent && !held && ways(person, later).contains(page.to())
                ? Optional.of("a later page to " + person + " is on its way")
                : Optional.empty();
    }

    private List<Destination> ways(String person, PageUrgency urgency) {
        Optional<NotificationRules> rules = plan.rulesOf(person);
        if (rules.isPresent()) {
            return rules.get().atOnce(urgency);
        }
        // whoever cannot be looked up got no later page by a way that is known
        return contacts.find(person).stream().toList();
    }

    private static Optional<String> worse(String person, Incident incident) {
        String holder = incident.acknowledgedBy().map(Actor::id).orElse("");
        return incident.state() == IncidentState.ACKNOWLEDGED && holder.equals(person)
                ? Optional.empty()
                : Optional.of("the incident is " + name(incident) + ", and another one may have it");
    }

    private static Optional<String> merged(long version, Incident incident) {
        if (incident.state() != IncidentState.MERGED) {
            return Optional.of("the incident was taken out again");
        }
        return version < incident.stateVersion() ? Optional.of("the incident was merged anew since") : Optional.empty();
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
