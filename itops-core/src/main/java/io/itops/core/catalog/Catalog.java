package io.itops.core.catalog;

import io.itops.core.Actor;
import io.itops.core.ComponentId;
import io.itops.core.ConflictException;
import io.itops.core.Kernel;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.internal.Answers;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.RecordType;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.spi.Store;
import io.itops.core.store.UnitOfWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The catalog of an instance: commands that edit it, and the snapshot that answers questions about it.
 *
 * <p>Every command is one commit that raises the revision by one, with a journal entry for each thing that it changes; one that would
 * change nothing commits nothing. Permissions are {@code catalog.define} and {@code catalog.remove}. A command that meets another's
 * edit decides anew on what that edit left.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Catalog {
    /** The record whose version is the catalog's revision: what a decision that rests on the catalog expects. */
    public static final Ref REVISION = CatalogRevision.TYPE.ref(CatalogRevision.ID);

    /** Each step writes at most one record and one journal entry, and the revision is written once: 981 operations, and some for followers. */
    private static final int STEPS_PER_COMMIT = 490;

    private final Kernel kernel;
    private final Runnable requireOpen;
    private final Records records;
    private final ImpactCache cache;
    private final Meters.Counter loads;
    private final AtomicReference<CatalogSnapshot> latest;
    private final List<BiConsumer<UnitOfWork, SortedSet<Ref>>> followers = new CopyOnWriteArrayList<>();

    /**
     * The catalog that a kernel's store keeps.
     *
     * @param kernel store, clock, authorizer, meters and limits
     * @param requireOpen throws where an edit comes too late, since the instance is closed
     */
    public Catalog(Kernel kernel, Runnable requireOpen) {
        this.kernel = Require.present("kernel", kernel);
        this.requireOpen = Require.present("check for being open", requireOpen);
        this.records = kernel.records();
        this.cache = new ImpactCache(kernel.meters(), ImpactCache.MAX_AFFECTED);
        this.loads = kernel.meters().counter("itops.catalog.loads");
        this.latest = new AtomicReference<>(new CatalogSnapshot(0, CatalogState.EMPTY, cache));
    }

    /**
     * Has something done within each commit that edits the catalog, such as a job that judges anew what went by the old definition.
     * Modules call it when they are attached.
     *
     * @param follower is given the commit's unit of work and what is defined otherwise than before, or removed; it may enqueue one job,
     *     and must not commit. What it throws refuses the edit
     */
    public void follow(BiConsumer<UnitOfWork, SortedSet<Ref>> follower) {
        followers.add(Require.present("follower of the catalog", follower));
    }

    /**
     * The catalog as it is now. While its revision stays the same, this costs one {@link Store#find}, and the same snapshot comes back.
     *
     * @return the whole catalog at one revision
     * @throws ConflictException if it is edited again and again while it is read
     */
    public CatalogSnapshot snapshot() {
        long revision = storedRevision();
        for (int left = kernel.limits().conflictRetries(); ; left--) {
            CatalogSnapshot known = latest.get();
            if (known.revision() == revision) {
                return known;
            }
            CatalogSnapshot read = new CatalogSnapshot(revision, read(), cache);
            long now = storedRevision();
            if (now == revision) {
                loads.add();
                publish(read);
                return read;
            }
            if (left == 0) {
                throw new ConflictException(REVISION, revision, now);
            }
            revision = now;
        }
    }

    /**
     * Defines a team, or redefines it.
     *
     * @param team the team
     * @param actor who asks for it
     * @return the catalog's revision with it
     */
    public long define(Team team, Actor actor) {
        return edit(Change.define(Require.present("team", team)), actor);
    }

    /**
     * Defines a component, or redefines it; what it depends on stays.
     *
     * @param component the component
     * @param actor who asks for it
     * @return the catalog's revision with it
     * @throws io.itops.core.InvalidDefinitionException if its owner is not in the catalog
     */
    public long define(Component component, Actor actor) {
        return edit(Change.define(Require.present("component", component)), actor);
    }

    /**
     * Defines a service, or redefines it; what it depends on stays.
     *
     * @param service the service
     * @param actor who asks for it
     * @return the catalog's revision with it
     * @throws io.itops.core.InvalidDefinitionException if its owner or a component is not in the catalog
     */
    public long define(Service service, Actor actor) {
        return edit(Change.define(Require.present("service", service)), actor);
    }

    /**
     * Says that one thing rests on another. Cycles are allowed: they exist.
     *
     * @param from the service or component that rests on the other
     * @param on the service or component that it rests on
     * @param actor who asks for it
     * @return the catalog's revision with it
     * @throws io.itops.core.InvalidDefinitionException if one of them is not in the catalog
     */
    public long dependsOn(Ref from, Ref on, Actor actor) {
        return edit(Change.add(new Dependency(from, on)), actor);
    }

    /**
     * Says that one thing no longer rests on another.
     *
     * @param from the service or component that rested on the other
     * @param on the service or component that it rested on
     * @param actor who asks for it
     * @return the catalog's revision without it
     * @throws io.itops.core.NotFoundException if there is no such dependency
     */
    public long removeDependency(Ref from, Ref on, Actor actor) {
        return edit(Change.remove(new Dependency(from, on)), actor);
    }

    /**
     * Removes a team that owns nothing.
     *
     * @param team the team
     * @param actor who asks for it
     * @return the catalog's revision without it
     * @throws io.itops.core.NotFoundException if it is not in the catalog
     * @throws io.itops.core.RefusedException if it owns something; the reasons name what
     */
    public long remove(TeamId team, Actor actor) {
        return edit(Change.remove(team), actor);
    }

    /**
     * Removes a component that nothing depends on and no service is made of, with what it depends on.
     *
     * @param component the component
     * @param actor who asks for it
     * @return the catalog's revision without it
     * @throws io.itops.core.NotFoundException if it is not in the catalog
     * @throws io.itops.core.RefusedException if something needs it; the reasons name what
     */
    public long remove(ComponentId component, Actor actor) {
        return edit(Change.remove(component), actor);
    }

    /**
     * Removes a service that nothing depends on, with what it depends on; its components stay.
     *
     * @param service the service
     * @param actor who asks for it
     * @return the catalog's revision without it
     * @throws io.itops.core.NotFoundException if it is not in the catalog
     * @throws io.itops.core.RefusedException if something needs it; the reasons name what
     */
    public long remove(ServiceId service, Actor actor) {
        return edit(Change.remove(service), actor);
    }

    /**
     * Defines many things at once; what the catalog holds besides stays. The content is checked whole before anything is written, then
     * written in as few commits as possible, each of which leaves a catalog without a dangling reference.
     *
     * @param content the things
     * @param actor who asks for it
     * @return the catalog's revision with them
     * @throws io.itops.core.InvalidDefinitionException if something refers to what neither the content nor the catalog holds; it carries
     *     every such reference
     */
    public long define(CatalogContent content, Actor actor) {
        Require.present("catalog content", content);
        // In this order every prefix holds all that its members refer to.
        List<Change> changes = Stream.of(
                        content.teams().stream().map(Change::define),
                        content.components().stream().map(Change::define),
                        content.services().stream().map(Change::define),
                        content.dependencies().stream().map(Change::add))
                .flatMap(step -> step)
                .toList();
        requireOpen.run();
        UnitOfWork asked = new UnitOfWork(kernel, actor);
        if (changes.size() > STEPS_PER_COMMIT) {
            // A step that is denied in a later commit would leave those of the earlier ones.
            changes.forEach(change -> asked.authorize(change.permission(), change.subject()));
        }
        CatalogSnapshot base = snapshot();
        Draft whole = new Draft(base.state());
        changes.forEach(change -> change.step().accept(whole));
        whole.check("catalog content");
        long revision = base.revision();
        for (int i = 0; i < changes.size(); i += STEPS_PER_COMMIT) {
            revision =
                    edit(changes.subList(i, Math.min(changes.size(), i + STEPS_PER_COMMIT)), "catalog content", actor);
        }
        return revision;
    }

    private long edit(Change change, Actor actor) {
        return edit(List.of(change), change.subject().toString(), actor);
    }

    private long edit(List<Change> changes, String what, Actor actor) {
        requireOpen.run();
        for (int left = kernel.limits().conflictRetries(); ; left--) {
            UnitOfWork unit = new UnitOfWork(kernel, actor);
            changes.forEach(change -> unit.authorize(change.permission(), change.subject()));
            CatalogSnapshot base = snapshot();
            Draft draft = new Draft(base.state());
            changes.forEach(change -> change.step().accept(draft));
            draft.check(what);
            if (!draft.changes()) {
                return base.revision();
            }
            base.expectIn(unit);
            unit.put(CatalogRevision.TYPE, new CatalogRevision(base.revision() + 1));
            draft.writeTo(unit);
            SortedSet<Ref> written = Collections.unmodifiableSortedSet(draft.written());
            followers.forEach(follower -> follower.accept(unit, written));
            try {
                unit.commit();
                publish(new CatalogSnapshot(base.revision() + 1, draft.state(), cache));
                return base.revision() + 1;
            } catch (ConflictException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private void publish(CatalogSnapshot snapshot) {
        latest.accumulateAndGet(snapshot, (a, b) -> b.revision() > a.revision() ? b : a);
    }

    private long storedRevision() {
        return Answers.of("find", kernel.store().find(REVISION))
                .map(stored -> stored.version())
                .orElse(0L);
    }

    private CatalogState read() {
        TreeMap<TeamId, Team> teams = new TreeMap<>();
        TreeMap<ComponentId, Component> components = new TreeMap<>();
        TreeMap<ServiceId, Service> services = new TreeMap<>();
        TreeMap<Ref, SortedSet<Ref>> dependencies = new TreeMap<>();
        all(Team.TYPE).forEach(team -> teams.put(team.id(), team));
        all(Component.TYPE).forEach(component -> components.put(component.id(), component));
        all(Service.TYPE).forEach(service -> services.put(service.id(), service));
        for (RecordType<Dependencies> type : Dependencies.TYPES) {
            all(type).forEach(entry -> dependencies.put(entry.from(), new TreeSet<>(entry.on())));
        }
        return new CatalogState(teams, components, services, dependencies);
    }

    private <T> List<T> all(RecordType<T> type) {
        List<T> values = new ArrayList<>();
        for (Versioned<T> found : records.all(RecordQuery.of(type))) {
            values.add(found.value());
        }
        return values;
    }
}
