package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.SafeText;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Redaction;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.incident.internal.BundledPage;
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

    private static final Set<String> BUNDLES = Set.of(IncidentWorkflow.PAGE_BUNDLE, IncidentWorkflow.NEWS_BUNDLE);

    private final ItOps ops;

    NeedToKnowRedaction(ItOps ops) {
        this.ops = ops;
    }

    @Override
    public Notification redacted(Notification notification, Records records) {
        return BUNDLES.contains(notification.kind())
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
                line(incident),
                title(incident) + ": what it is about is for those who need to know.\n",
                facts);
    }

    private static String title(Incident incident) {
        return "Restricted incident " + incident.id();
    }

    /** Each page of a bundle says which line tells of it; who is paged about what is hidden is not named either. */
    private Notification bundle(Notification notification, Records records) {
        List<String> lines = new ArrayList<>(notification.body().lines().toList());
        List<BundledPage> pages = new ArrayList<>();
        SortedMap<String, Optional<Incident>> hidden = new TreeMap<>();
        for (BundledPage page : BundledPage.of(notification)) {
            Optional<Incident> incident =
                    hidden.computeIfAbsent(page.incident(), id -> hides(notification, id, records));
            incident.filter(known -> page.line() < lines.size())
                    .ifPresent(known -> lines.set(page.line(), line(known)));
            pages.add(incident.isPresent() ? page.unnamed() : page);
        }
        if (hidden.values().stream().allMatch(Optional::isEmpty)) {
            return notification;
        }
        SortedMap<String, String> facts = BundledPage.facts(notification.facts(), pages);
        // of one incident alone, the title of a bundle is that of the incident
        String title = hidden.size() == 1
                ? hidden.values()
                        .iterator()
                        .next()
                        .map(NeedToKnowRedaction::line)
                        .orElse(notification.title())
                : notification.title();
        return with(notification, title, SafeText.shorten(String.join("\n", lines) + "\n", PageText.MOST_BODY), facts);
    }

    private static String line(Incident incident) {
        return "[" + incident.severity() + "] " + title(incident);
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
