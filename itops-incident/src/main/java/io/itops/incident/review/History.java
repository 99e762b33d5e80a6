package io.itops.incident.review;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.catalog.CatalogSnapshot;
import io.itops.core.catalog.Direction;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.RecordType;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Fingerprint;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.store.IndexValue;
import io.itops.core.store.Query;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks for what was there before a trouble, by the indexes over dedup keys and fingerprints: never more than a bounded number of the
 * newest, so that it costs the same however long the past is. Thread-safe.
 */
final class History {
    /** How many past incidents of each index are looked at where somebody asks. */
    private static final int ASKED = 200;

    /** How many are looked at for the text of a page, which is made while an incident opens. */
    private static final int PAGED = 30;

    /** How many of what was done is looked at when an incident opens. */
    private static final int REMEDIES = 20;

    private final ItOps ops;
    private final ReviewOptions options;

    History(ItOps ops, ReviewOptions options) {
        this.ops = ops;
        this.options = options;
    }

    PastIncidents past(Incident incident, Duration within, int maxHops, Predicate<Incident> readable) {
        var sought = new PastIncidents.Sought(Optional.of(incident.id()), incident.trouble(), incident.openedAt());
        Collection<Incident> earlier = earlier(sought, within, ASKED, this::ofKey, readable);
        return PastIncidents.of(incident, earlier, near(incident.service(), earlier, maxHops), this::items, within);
    }

    Optional<String> seenBefore(PastIncidents.Sought sought, Predicate<Incident> readable) {
        Duration within = options.recurrence();
        Collection<Incident> earlier = earlier(sought, within, PAGED, this::inSeries, readable);
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Optional<IncidentId> last = earlier.stream()
                .max(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .map(Incident::id);
        // only the last one's action items are told
        List<PastIncident> alike = PastIncidents.alike(
                sought,
                earlier,
                near(sought.trouble().service(), earlier, options.hops()),
                id -> Optional.of(id).equals(last) ? items(id) : List.of(),
                within);
        return alike.isEmpty()
                ? Optional.empty()
                : Optional.of(PastIncidents.sentence(alike, within, alike.size() >= PAGED));
    }

    /** Flags what was done against the trouble of an incident that opens. */
    void recurred(UnitOfWork unit, Incident opened, ReviewDesk desk) {
        Map<String, Remedy> done = new LinkedHashMap<>();
        Instant until = opened.openedAt().plusNanos(1_000);
        Instant from = LookBack.from(until, options.recurrence());
        remedies("dedup-key", opened.dedupKey(), from, until).forEach(remedy -> done.put(remedy.item(), remedy));
        Fingerprint fingerprint = opened.trouble().fingerprint();
        List<Remedy> alike = remedies("fingerprint", fingerprint.digest(), from, until);
        Map<ServiceId, Integer> near = alike.isEmpty()
                ? Map.of()
                : near(opened.service(), alike.stream().map(Remedy::service).toList(), options.hops());
        alike.stream()
                .filter(remedy -> near.containsKey(remedy.service()))
                .forEach(remedy -> done.put(remedy.item(), remedy));
        done.keySet().stream()
                .limit(REMEDIES)
                .forEach(item -> unit.find(ActionItem.TYPE, item)
                        .map(Versioned::value)
                        .filter(known -> known.state() == ActionItemState.DONE)
                        .ifPresent(known -> desk.item(
                                unit, item, known.incident(), new ActionItemCommand.Recur(opened.id()), false)));
    }

    private List<Remedy> remedies(String index, String value, Instant from, Instant until) {
        return first(
                RecordQuery.of(Remedy.TYPE)
                        .where(index, value)
                        .orderBy("done-at")
                        .descending()
                        .between(from, until),
                REMEDIES);
    }

    /** How incidents of a dedup key are found. */
    @FunctionalInterface
    private interface Keyed {
        List<Incident> find(PastIncidents.Sought sought, Instant from, int most);
    }

    /** The newest incidents before one that have its key or its fingerprint. */
    private Collection<Incident> earlier(
            PastIncidents.Sought sought, Duration within, int most, Keyed keyed, Predicate<Incident> readable) {
        Instant from = LookBack.from(sought.openedAt(), within);
        Map<IncidentId, Incident> found = new LinkedHashMap<>();
        keyed.find(sought, from, most).forEach(incident -> found.put(incident.id(), incident));
        for (String id : alike(sought.trouble().fingerprint(), from, sought.openedAt(), most)) {
            if (!found.containsKey(IncidentId.of(id))) {
                incident(IncidentId.of(id)).ifPresent(incident -> found.put(incident.id(), incident));
            }
        }
        sought.id().ifPresent(found::remove);
        return found.values().stream().filter(readable).toList();
    }

    /** All that have the key, by its index. */
    private List<Incident> ofKey(PastIncidents.Sought sought, Instant from, int most) {
        return first(
                RecordQuery.of(Incident.TYPE)
                        .where("dedup-key", sought.trouble().dedupKey())
                        .orderBy("opened-at")
                        .descending()
                        .between(from, sought.openedAt()),
                most);
    }

    /** The last that have the key, one after the other: however many there are, no more are read. */
    private List<Incident> inSeries(PastIncidents.Sought sought, Instant from, int most) {
        String key = sought.trouble().dedupKey();
        List<Incident> found = new ArrayList<>();
        Optional<IncidentId> next = ops.records()
                .find(IncidentSeries.TYPE, key)
                .map(series -> series.value().last());
        for (int i = 0; i <= most && next.isPresent(); i++) {
            Optional<Incident> one = next.flatMap(this::incident)
                    .filter(incident -> incident.dedupKey().equals(key)
                            && !incident.openedAt().isBefore(from));
            one.filter(incident -> incident.openedAt().isBefore(sought.openedAt()))
                    .ifPresent(found::add);
            next = one.flatMap(Incident::follows);
        }
        return found;
    }

    /** The ids of the newest with a fingerprint: they lie together in an index that is read from their end. */
    private List<String> alike(Fingerprint fingerprint, Instant from, Instant until, int most) {
        RecordType<IncidentFacts> type = IncidentFacts.TYPE;
        Query query = new Query(
                type.name(),
                Map.of(),
                OptionalInt.of(type.slot("fingerprint")),
                Optional.of(IndexValue.of(fingerprint.at(from))),
                Optional.of(IndexValue.of(fingerprint.at(until))),
                true,
                Optional.empty(),
                most);
        return ops.kernel().store().query(query).records().stream()
                .map(record -> record.ref().id())
                .toList();
    }

    private Optional<Incident> incident(IncidentId id) {
        return ops.records().find(Incident.TYPE, id.value()).map(Versioned::value);
    }

    private <T> List<T> first(RecordQuery<T> query, int most) {
        return ops.records().first(query.limit(most)).stream()
                .map(Versioned::value)
                .toList();
    }

    private List<ActionItem> items(IncidentId id) {
        return ops
                .records()
                .all(RecordQuery.of(ActionItem.TYPE)
                        .where("incident", id.value())
                        .orderBy("due"))
                .stream()
                .map(Versioned::value)
                .toList();
    }

    private Map<ServiceId, Integer> near(ServiceId service, Collection<Incident> earlier, int maxHops) {
        return near(service, earlier.stream().map(Incident::service).toList(), maxHops);
    }

    /** Services within some hops, which depend on one or on which it depends; the catalog is asked only where another one is there. */
    private Map<ServiceId, Integer> near(ServiceId service, List<ServiceId> others, int maxHops) {
        Map<ServiceId, Integer> near = new TreeMap<>();
        near.put(service, 0);
        if (others.stream().allMatch(service::equals)) {
            return near;
        }
        CatalogSnapshot catalog = ops.catalog().snapshot();
        Ref ref = Ref.of("service", service.value());
        if (catalog.contains(ref)) {
            catalog.distances(ref, Direction.BOTH, maxHops).forEach((thing, distance) -> {
                if (thing.type().equals(ref.type())) {
                    near.put(ServiceId.of(thing.id()), distance);
                }
            });
        }
        return near;
    }
}
