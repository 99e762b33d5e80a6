package io.itops.incident.review;

import io.itops.core.ServiceId;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.signal.Fingerprint;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import java.time.Instant;
import java.util.Optional;

/**
 * An action item that was done, kept by the trouble that it was done against, so that an incident that opens finds it by an index
 * without a walk over past incidents.
 *
 * <p>Immutable and thread-safe.
 *
 * @param item the action item
 * @param service the service of its incident
 * @param dedupKey the dedup key of its incident
 * @param fingerprint what kind of trouble it was
 * @param doneAt when it was done
 */
record Remedy(String item, ServiceId service, String dedupKey, Fingerprint fingerprint, Instant doneAt) {
    /** How they are kept; indexes {@code dedup-key}, {@code fingerprint} and {@code done-at}. */
    static final RecordType<Remedy> TYPE = RecordType.of("done-action-item", 1, t -> {
        t.id(Remedy::item);
        t.textIndex("dedup-key", Remedy::dedupKey);
        t.textIndex("fingerprint", remedy -> remedy.fingerprint().digest());
        t.instantIndex("done-at", Remedy::doneAt);
        var item = t.field("item", Codec.TEXT, Remedy::item);
        var service = t.field("service", ServiceId.CODEC, Remedy::service);
        var dedupKey = t.field("dedupKey", Codec.TEXT, Remedy::dedupKey);
        var fingerprint = t.field("fingerprint", Fingerprint.CODEC, Remedy::fingerprint);
        var doneAt = t.field("doneAt", Codec.INSTANT, Remedy::doneAt);
        return row ->
                new Remedy(row.get(item), row.get(service), row.get(dedupKey), row.get(fingerprint), row.get(doneAt));
    });

    /** Keeps the trace of an action item in step with it. */
    static void follow(UnitOfWork unit, Optional<ActionItem> before, ActionItem after, Optional<Incident> incident) {
        boolean was =
                before.filter(item -> item.state() == ActionItemState.DONE).isPresent();
        boolean is = after.state() == ActionItemState.DONE;
        if (is && !was && incident.isPresent()) {
            Incident known = incident.get();
            unit.find(TYPE, after.id());
            unit.put(
                    TYPE,
                    new Remedy(
                            after.id(),
                            known.service(),
                            known.dedupKey(),
                            known.trouble().fingerprint(),
                            after.endedAt().orElse(unit.now())));
        } else if (was && !is && unit.find(TYPE, after.id()).isPresent()) {
            unit.remove(TYPE, after.id());
        }
    }
}
