package io.itops.incident.internal;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.RecordType;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.communication.Response;
import io.itops.incident.review.ActionItem;
import io.itops.incident.review.Lesson;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a reader may know of restricted incidents. Everyone may read what is not restricted; a restricted incident is read by whoever has
 * the permission {@code incident.read} for it, and by those of its people who have {@code incident.read-involved}. To all others it is
 * as if it did not exist.
 *
 * <p>Thread-safe if the given Store is.
 */
public final class ReadingRights {
    private static final Permission READ = Permission.of("incident.read");
    private static final Permission READ_INVOLVED = Permission.of("incident.read-involved");

    private final ItOps ops;
    private final Finder records;
    private final Optional<Reader> reader;

    /** Finds records, in the store or in what a unit of work will put there. */
    @FunctionalInterface
    private interface Finder {
        <T> Optional<Versioned<T>> find(RecordType<T> type, String id);
    }

    private record Reader(Actor actor, BiPredicate<Permission, Ref> allowed) {}

    private ReadingRights(ItOps ops, Finder records, Optional<Reader> reader) {
        this.ops = Require.present("ops", ops);
        this.records = records;
        this.reader = reader;
    }

    /** The embedding program itself reads everything. */
    public static ReadingRights ofProgram(ItOps ops) {
        return new ReadingRights(ops, Require.present("ops", ops).records()::find, Optional.empty());
    }

    /** What an actor may read. */
    public static ReadingRights of(ItOps ops, Actor actor) {
        return of(ops, ops.records()::find, new UnitOfWork(ops.kernel(), actor));
    }

    /** What the actor of a unit of work may read; what the SDK does by itself, in a job that it holds, reads everything. */
    public static ReadingRights in(ItOps ops, UnitOfWork unit) {
        return of(ops, unit::find, unit);
    }

    private static ReadingRights of(ItOps ops, Finder records, UnitOfWork asking) {
        BiPredicate<Permission, Ref> allowed = (permission, subject) -> {
            try {
                asking.authorize(permission, subject);
                return true;
            } catch (AccessDeniedException e) {
                return false;
            }
        };
        return new ReadingRights(ops, records, Optional.of(new Reader(asking.actor(), allowed)));
    }

    /** Whether nothing is hidden from the reader. */
    public boolean program() {
        return reader.isEmpty();
    }

    /** Whether an incident may be read. */
    public boolean reads(Incident incident) {
        if (reader.isEmpty() || !incident.restricted()) {
            return true;
        }
        Reader asks = reader.get();
        Ref ref = incident.id().ref();
        return asks.allowed().test(READ, ref)
                || (asks.actor().kind() == Actor.Kind.USER
                        && involves(incident, asks.actor().id())
                        && asks.allowed().test(READ_INVOLVED, ref));
    }

    /** Whether an incident may be read; of what does not exist there is nothing to hide. */
    public boolean reads(IncidentId id) {
        return program()
                || records.find(Incident.TYPE, id.value())
                        .map(found -> reads(found.value()))
                        .orElse(true);
    }

    /** Fails for an incident that may not be read just as for one that does not exist; one that does not exist passes. */
    public void require(IncidentId id) {
        if (!reads(id)) {
            throw new NotFoundException(id.ref());
        }
    }

    private boolean involves(Incident incident, String person) {
        return incident.involved().contains(person)
                || records.find(Response.TYPE, incident.id().value())
                        .filter(response -> response.value().involves(person))
                        .isPresent();
    }

    /** The incident as a reader sees it who may read it: without those that it hangs together with and that may not be read. */
    public Incident shown(Incident incident) {
        return program() ? incident : incident.knownTo(this::reads);
    }

    /** The same with its version. */
    public Versioned<Incident> shown(Versioned<Incident> incident) {
        return program() ? incident : new Versioned<>(shown(incident.value()), incident.version());
    }

    /** Which references may be known. */
    public Predicate<Ref> refs() {
        return this::knows;
    }

    /** The entries of a journal that tell of nothing hidden. */
    public List<JournalEntry> shown(List<JournalEntry> entries) {
        return program()
                ? entries
                : entries.stream()
                        .filter(entry -> entry.event().subjects().stream().allMatch(this::knows))
                        .toList();
    }

    private boolean knows(Ref subject) {
        return switch (subject.type()) {
            case "incident",
                    "incident-facts",
                    "incident-response",
                    "sla-clock",
                    "queued-incident",
                    "incident-problems",
                    "incident-knowledge",
                    "incident-review" -> reads(IncidentId.of(subject.id()));
            case "status-update" -> reads(IncidentId.of(subject.id().split("#", 2)[0]));
            case "action-item" ->
                records.find(ActionItem.TYPE, subject.id())
                        .map(item -> reads(item.value().incident()))
                        .orElse(true);
            case "lesson" ->
                records.find(Lesson.TYPE, subject.id())
                        .map(lesson -> reads(lesson.value().incident()))
                        .orElse(true);
            case "signal" -> readsAllOf(subject.id());
            default -> true;
        };
    }

    /** A signal tells what the incidents tell that its dedup key belongs to. */
    private boolean readsAllOf(String dedupKey) {
        return program()
                || (records.find(IncidentKey.TYPE, dedupKey)
                                .map(key -> reads(key.value().incident()))
                                .orElse(true)
                        && ops.records().all(RecordQuery.of(Incident.TYPE).where("dedup-key", dedupKey)).stream()
                                .allMatch(found -> reads(found.value())));
    }
}
