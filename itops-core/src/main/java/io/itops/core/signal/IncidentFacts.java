package io.itops.core.signal;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is published about an incident: all that other modules know of it. The module that keeps incidents writes it in the same
 * commit as the incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the incident's id
 * @param service the service that is in trouble
 * @param severity how bad it is
 * @param summary one line
 * @param labels what the signals said about it
 * @param openedAt when it was opened first
 * @param reopenedAt when it was last reopened, if it ever was
 * @param mitigatedAt when its effect on users ended, if it has
 * @param resolvedAt when it was resolved, if it is
 * @since 0.1
 */
public record IncidentFacts(
        String id,
        ServiceId service,
        Severity severity,
        String summary,
        SortedMap<String, String> labels,
        Instant openedAt,
        Optional<Instant> reopenedAt,
        Optional<Instant> mitigatedAt,
        Optional<Instant> resolvedAt) {
    /** How the facts are kept; indexes {@code opened-at}, {@code service} and {@code fingerprint} (its digest). */
    public static final RecordType<IncidentFacts> TYPE = RecordType.of("incident-facts", 1, t -> {
        t.id(IncidentFacts::id);
        t.instantIndex("opened-at", IncidentFacts::openedAt);
        t.textIndex("service", facts -> facts.service().value());
        t.textIndex("fingerprint", facts -> facts.fingerprint().digest());
        var id = t.field("id", Codec.TEXT, IncidentFacts::id);
        var service = t.field("service", ServiceId.CODEC, IncidentFacts::service);
        var severity = t.field("severity", Codec.ofEnum(Severity.class), IncidentFacts::severity);
        var summary = t.field("summary", Codec.TEXT, IncidentFacts::summary);
        var labels = t.field("labels", Codec.TEXT.map(), IncidentFacts::labels);
        var openedAt = t.field("openedAt", Codec.INSTANT, IncidentFacts::openedAt);
        var reopenedAt = t.optional("reopenedAt", Codec.INSTANT, IncidentFacts::reopenedAt);
        var mitigatedAt = t.optional("mitigatedAt", Codec.INSTANT, IncidentFacts::mitigatedAt);
        var resolvedAt = t.optional("resolvedAt", Codec.INSTANT, IncidentFacts::resolvedAt);
        return row -> new IncidentFacts(
                row.get(id),
                row.get(service),
                row.get(severity),
                row.get(summary),
                row.get(labels),
                row.get(openedAt),
                row.get(reopenedAt),
                row.get(mitigatedAt),
                row.get(resolvedAt));
    });

    /** Checks and copies the parts. */
    public IncidentFacts {
        Require.id("incident id", id);
        Require.present("service", service);
        Require.present("severity", severity);
        Require.text("incident summary", summary, 300);
        labels = Require.map("labels", labels);
        Require.size("labels", labels.keySet(), 0, 64);
        openedAt = Require.instant("opening instant", openedAt);
        reopenedAt =
                Require.present("reopening instant", reopenedAt).map(at -> Require.instant("reopening instant", at));
        mitigatedAt =
                Require.present("mitigation instant", mitigatedAt).map(at -> Require.instant("mitigation instant", at));
        resolvedAt =
                Require.present("resolution instant", resolvedAt).map(at -> Require.instant("resolution instant", at));
    }

    /**
     * When the present trouble began: what may have caused it was there by then. Durations and timelines count from {@link #openedAt}.
     *
     * @return when the incident was last reopened, or else when it was opened
     */
    public Instant troubleBegan() {
        return reopenedAt.orElse(openedAt);
    }

    /**
     * What kind of trouble it is.
     *
     * @return its fingerprint
     */
    public Fingerprint fingerprint() {
        return Fingerprint.of(labels, summary);
    }

    /**
     * The incident itself.
     *
     * @return its reference
     */
    public Ref incident() {
        return Ref.of("incident", id);
    }
}
