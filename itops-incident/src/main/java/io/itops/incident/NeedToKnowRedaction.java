package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Redaction;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of notifications what their receivers may not read of restricted incidents. It is asked when a notification leaves, so that what
 * had been waiting when the incident was restricted tells nothing either. A notification that names no person goes to an address that
 * anybody may read at. Thread-safe.
 */
final class NeedToKnowRedaction implements Redaction {
    /** What a receiver may know who may know nothing: which incident it is, and why it is told so. */
    private static final Set<String> NEUTRAL = Set.of(
            "incident",
            "version",
            "severity",
            "person",
            "step",
            "cycle",
            "delay",
            "held",
            "audience",
            "due",
            "role",
            "subscription",
            "update");

    private final ItOps ops;

    NeedToKnowRedaction(ItOps ops) {
        this.ops = ops;
    }

    @Override
    public Notification redacted(Notification notification, Records records) {
        return notification.kind().equals(IncidentWorkflow.PAGE_BUNDLE)
                ? bundle(notification, records)
                : hides(notification, notification.facts().get("incident"), records)
                        .map(incident -> neutral(notification, incident))
                        .orElseGet(() -> merged(notification, records));
    }

    /** News of an incident that goes on as one that the receiver may not read do not say as which. */
    private Notification merged(Notification notification, Records records) {
        return hides(notification, notification.facts().get(PageText.INTO), records)
                .flatMap(into ->
                        records.find(Incident.TYPE, notification.subject().id()))
                .map(incident -> PageText.withoutInto(notification, incident.value()))
                .orElse(notification);
    }

    /** The incident that a notification is about, if its receiver may not read it. */
    private Optional<Incident> hides(Notification notification, @Nullable String id, Records records) {
        if (id == null) {
            return Optional.empty();
        }
        return records.find(Incident.TYPE, id)
                .map(Versioned::value)
                .filter(incident -> incident.restricted() && !reads(notification, incident));
    }

    private boolean reads(Notification notification, Incident incident) {
        Optional<String> person = Optional.ofNullable(notification.facts().get("person"));
        return person.filter(id -> ReadingRights.of(ops, Actor.user(id)).reads(incident))
                .isPresent();
    }

    private static Notification neutral(Notification notification, Incident incident) {
        SortedMap<String, String> facts = new TreeMap<>(notification.facts());
        facts.keySet().retainAll(NEUTRAL);
        return with(
                notification,
                "[" + incident.severity() + "] " + title(incident),
                title(incident) + ": what it is about is for those who need to know.\n",
                facts);
    }

    private static String title(Incident incident) {
        return "Restricted incident " + incident.id();
    }

    /** The lines of a bundle stand in the order of the incidents among its facts. */
    private Notification bundle(Notification notification, Records records) {
        List<String> lines = new ArrayList<>(notification.body().lines().toList());
        boolean hidden = false;
        for (int i = 0; notification.facts().containsKey("incident." + (i + 1)); i++) {
            Optional<Incident> incident =
                    hides(notification, notification.facts().get("incident." + (i + 1)), records);
            if (incident.isPresent() && i < lines.size()) {
                lines.set(i, "[" + incident.get().severity() + "] " + title(incident.get()));
                hidden = true;
            }
        }
        return hidden
                ? with(notification, notification.title(), String.join("\n", lines) + "\n", notification.facts())
                : notification;
    }

    private static Notification with(
            Notification notification, String title, String body, SortedMap<String, String> facts) {
        return new Notification(
                notification.to(),
                notification.urgency(),
                notification.kind(),
                notification.subject(),
                notification.subjectVersion(),
                notification.severity(),
                title,
                body,
                facts);
    }
}
