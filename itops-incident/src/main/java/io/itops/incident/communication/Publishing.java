package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.ServiceId;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.incident.internal.Merges;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes an update to the subscribers of an audience, so many in one commit; what is left is another job of the same lane, so that a crowd
 * of any size fits, and the updates of an incident arrive in their order. Thread-safe.
 */
final class Publishing implements JobHandler {
    private static final int A_PAGE = 200;

    private final ItOps ops;

    Publishing(ItOps ops) {
        this.ops = ops;
    }

    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        Errand errand = Errand.CODEC.read(CanonicalJson.read(claim.job().payload()));
        StatusUpdate update = unit.find(StatusUpdate.TYPE, errand.update())
                .map(Versioned::value)
                .orElse(null);
        if (update == null) {
            return JobOutcome.DONE;
        }
        Incident incident =
                ops.records().get(Incident.TYPE, update.incident().value()).value();
        SortedSet<ServiceId> affected = affected(incident.service());
        // whoever wanted to hear of what went into the incident hears of the incident
        Merges.within(ops.records(), incident).forEach(child -> affected.addAll(affected(child.service())));
        RecordQuery<Subscription> query = RecordQuery.of(Subscription.TYPE)
                .where("audience", errand.audience())
                .limit(A_PAGE);
        List<Subscription> page =
                ops.records().first(errand.after().isEmpty() ? query : query.behind(errand.after())).stream()
                        .map(Versioned::value)
                        .toList();
        page.stream()
                .filter(one -> one.wants(update.severity(), affected, errand.news()) && mayRead(one, incident))
                .forEach(one -> unit.send(notification(update, errand.audience(), incident.service(), one)));
        if (page.size() == A_PAGE) {
            unit.enqueue(
                    claim.job().type(),
                    claim.job().lane().orElseThrow(),
                    unit.now(),
                    Errand.CODEC.write(errand.next(page.get(A_PAGE - 1).id())));
        }
        return JobOutcome.DONE;
    }

    private boolean mayRead(Subscription subscription, Incident incident) {
        return !incident.restricted()
                || subscription
                        .reader()
                        .filter(person ->
                                ReadingRights.of(ops, Actor.user(person)).reads(incident))
                        .isPresent();
    }

    /** The service itself, and what rests on it by the catalog. */
    private SortedSet<ServiceId> affected(ServiceId service) {
        SortedSet<ServiceId> affected = new TreeSet<>();
        affected.add(service);
        CatalogSnapshot catalog = ops.catalog().snapshot();
        Ref ref = Ref.of("service", service.value());
        if (catalog.contains(ref)) {
            affected.addAll(catalog.impact(ref).services());
        }
        return affected;
    }

    private static Notification notification(
            StatusUpdate update, String audience, ServiceId service, Subscription subscription) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("incident", update.incident().value());
        facts.put("service", service.value());
        facts.put("audience", audience);
        facts.put("update", String.valueOf(update.number()));
        facts.put("subscription", subscription.id());
        subscription.reader().ifPresent(person -> facts.put("person", person));
        update.stage().ifPresent(stage -> facts.put("stage", stage.words()));
        // the summary of an incident is for those who work on it; the public is told what was written for it
        String title =
                service + update.stage().map(reached -> ": " + reached.words()).orElse("");
        return new Notification(
                subscription.to(),
                Urgency.NEWS,
                ResponseWorkflow.STATUS_UPDATE,
                update.ref(),
                1,
                update.severity(),
                SafeText.shorten(SafeText.oneLine(title), 300),
                update.text(),
                facts);
    }
}
