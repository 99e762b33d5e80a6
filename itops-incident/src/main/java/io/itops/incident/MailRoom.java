package io.itops.incident;

import io.itops.core.FormatException;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.delivery.DeliveryGuard;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Records;
import io.itops.core.record.Tree;
import io.itops.core.store.TimerKey;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.internal.Mailbox;
import io.itops.incident.internal.PageText;
import io.itops.incident.internal.Parcel;
import io.itops.incident.workflow.Incident;
import java.util.Map;
import java.util.Optional;

/** Puts pages into mailboxes and sends them together when their time has come, with the text of that moment. Thread-safe. */
final class MailRoom {
    private final NotificationPlan plan;
    private final DeliveryGuard guard;
    private final Records records;

    MailRoom(NotificationPlan plan, DeliveryGuard guard, Records records) {
        this.plan = plan;
        this.guard = guard;
        this.records = records;
    }

    void register(ItOps ops) {
        ops.agenda().register(Parcel.JOB, (claim, unit) -> {
            Parcel parcel = Parcel.read(CanonicalJson.read(claim.job().payload()));
            Destination to = parcel.page().to();
            Mailbox mailbox = unit.find(Mailbox.TYPE, Mailbox.id(to, parcel.urgency()))
                    .map(found -> found.value().keeping(this::wanted))
                    .orElse(Mailbox.empty(to, parcel.urgency()));
            look(unit, mailbox.with(parcel.page(), parcel.notBefore()));
            return JobOutcome.DONE;
        });
        ops.agenda().register(Mailbox.JOB, (claim, unit) -> {
            Ref ref = claim.job().timer().orElseThrow().subject();
            unit.find(Mailbox.TYPE, ref.id()).ifPresent(mailbox -> look(unit, mailbox.value()));
            return JobOutcome.DONE;
        });
    }

    private void look(UnitOfWork unit, Mailbox mailbox) {
        Mailbox.Flush flush =
                mailbox.flush(plan.throttlesOf(mailbox.to(), mailbox.urgency()), unit.now(), this::wanted);
        if (!flush.out().isEmpty()) {
            unit.send(PageText.together(
                    mailbox, flush.out().stream().map(this::written).toList()));
        }
        String id = Mailbox.id(mailbox.to(), mailbox.urgency());
        TimerKey timer = new TimerKey(Mailbox.TYPE.ref(id), Mailbox.TIMER);
        if (!flush.after().idle()) {
            unit.put(Mailbox.TYPE, flush.after());
        } else if (unit.find(Mailbox.TYPE, id).isPresent()) {
            unit.remove(Mailbox.TYPE, id);
        }
        flush.wakeAt()
                .ifPresentOrElse(
                        at -> unit.setTimer(timer, Mailbox.JOB, at, Tree.Obj.of(Map.of())),
                        () -> unit.cancelTimer(timer));
    }

    /** What is told of an incident is what holds when it is told; an incident that cannot be read is told of by its title. */
    private Notification written(Notification slim) {
        try {
            return records.find(Incident.TYPE, slim.subject().id())
                    .map(incident -> PageText.full(slim, incident.value()))
                    .orElse(slim);
        } catch (FormatException e) {
            return slim;
        }
    }

    /** What was overtaken meanwhile need not be told; the guard is asked once more before it is sent. */
    private boolean wanted(Notification page) {
        Optional<String> obsolete;
        try {
            obsolete = guard.obsolete(page, records);
        } catch (FormatException e) {
            return true;
        }
        return obsolete.isEmpty();
    }
}
