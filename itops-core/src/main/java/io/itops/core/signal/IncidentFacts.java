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
 * @param endedAt when it was closed, cancelled or merged, if it is; without a resolution it was no incident, or it goes on as another one
 * @param mergedInto the id of the incident as which it goes on, if it was merged; that one may have been merged since
 * @param suspected whether it was reported and nobody has accepted it as an incident yet
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
        Optional<Instant> resolvedAt,
        Optional<Instant> endedAt,
        Optional<String> mergedInto,
        boolean suspected) {
    /**
     * How the facts are kept; indexes {@code opened-at}, {@code service} and {@code fingerprint} ({@link Fingerprint#at at} the
     * opening).
     */
    public static final RecordType<IncidentFacts> TYPE = RecordType.of("incident-facts", 1, t -> {
        t.id(IncidentFacts::id);
        t.instantIndex("opened-at", IncidentFacts::openedAt);
        t.textIndex("service", facts -> facts.service().value());
        t.textIndex("fingerprint", facts -> facts.fingerprint().at(facts.openedAt()));
        var id = t.field("id", Codec.TEXT, IncidentFacts::id);
        var service = t.field("service", ServiceId.CODEC, IncidentFacts::service);
        var severity = t.field("severity", Codec.ofEnum(Severity.class), IncidentFacts::severity);
        var summary = t.field("summary", Codec.TEXT, IncidentFacts::summary);
        var labels = t.field("labels", Codec.TEXT.map(), IncidentFacts::labels);
        var openedAt = t.field("openedAt", Codec.INSTANT, IncidentFacts::openedAt);
        var reopenedAt = t.optional("reopenedAt", Codec.INSTANT, IncidentFacts::reopenedAt);
        var mitigatedAt = t.optional("mitigatedAt", Codec.INSTANT, IncidentFacts::mitigatedAt);
        var resolvedAt = t.optional("resolvedAt", Codec.INSTANT, IncidentFacts::resolvedAt);
        var endedAt = t.optional("endedAt", Codec.INSTANT, IncidentFacts::endedAt);
        var mergedInto = t.optional("mergedInto", Codec.TEXT, IncidentFacts::mergedInto);
        var suspected = t.optional(
                "suspected", Codec.BOOL, facts -> Optional.of(facts.suspected()).filter(yes -> yes));
        return row -> new IncidentFacts(
                row.get(id),
                row.get(service),
                row.get(severity),
                row.get(summary),
                row.get(labels),
                row.get(openedAt),
                row.get(reopenedAt),
                row.get(mitigatedAt),
                row.get(resolvedAt),
                row.get(endedAt),
                row.get(mergedInto),
                row.get(suspected).orElse(false));
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
        endedAt = Require.present("end instant", endedAt).map(at -> Require.instant("end instant", at));
        Require.present("incident merged into", mergedInto).ifPresent(into -> Require.id("incident merged into", into));
    }

    /**
     * The facts of an incident that somebody has accepted and that has not been closed, cancelled or merged.
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
     */
    public IncidentFacts(
            String id,
            ServiceId service,
            Severity severity,
            String summary,
            SortedMap<String, String> labels,
            Instant openedAt,
            Optional<Instant> reopenedAt,
            Optional<Instant> mitigatedAt,
            Optional<Instant> resolvedAt) {
        this(
                id,
                service,
                severity,
                summary,
                labels,
                openedAt,
                reopenedAt,
                mitigatedAt,
                resolvedAt,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /**
     * Whether it is an incident of its own: one that was not merged into another one, did not turn out to be none, and is more than a
     * suspicion. Whoever counts incidents counts these.
     *
     * @return true if it counts
     */
    public boolean counts() {
        return !suspected && mergedInto.isEmpty() && !(endedAt.isPresent() && resolvedAt.isEmpty());
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
