package io.itops.core.catalog;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.itops.core.ComponentId;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.store.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole catalog at one revision. What it answers never changes, and comes in a defined order; cycles of dependencies do no harm.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class CatalogSnapshot {
    private final long revision;
    private final CatalogState state;
    private final ImpactCache cache;
    private final Supplier<DependencyGraph> graph;

    CatalogSnapshot(long revision, CatalogState state, ImpactCache cache) {
        this.revision = revision;
        this.state = state;
        this.cache = cache;
        this.graph = Suppliers.memoize(() -> new DependencyGraph(state));
    }

    CatalogState state() {
        return state;
    }

    /**
     * The number of edits that made the catalog what it is here.
     *
     * @return 0 for an empty catalog that was never edited
     */
    public long revision() {
        return revision;
    }

    /**
     * Makes a commit depend on the catalog being still at this revision, for decisions that rest on it.
     *
     * @param unit the decision's unit of work
     */
    public void expectIn(UnitOfWork unit) {
        unit.expect(Catalog.REVISION, revision);
    }

    /**
     * All teams.
     *
     * @return in the order of their ids
     */
    public List<Team> teams() {
        return List.copyOf(state.teams().values());
    }

    /**
     * All components.
     *
     * @return in the order of their ids
     */
    public List<Component> components() {
        return List.copyOf(state.components().values());
    }

    /**
     * All services.
     *
     * @return in the order of their ids
     */
    public List<Service> services() {
        return List.copyOf(state.services().values());
    }

    /**
     * All dependencies that were declared; that a service rests on its components is not among them.
     *
     * @return in their order
     */
    public List<Dependency> dependencies() {
        return state.dependencies().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(on -> new Dependency(entry.getKey(), on)))
                .toList();
    }

    /**
     * A team.
     *
     * @param id its id
     * @return the team, or empty if there is none
     */
    public Optional<Team> team(TeamId id) {
        return Optional.ofNullable(state.teams().get(Require.present("team id", id)));
    }

    /**
     * A component.
     *
     * @param id its id
     * @return the component, or empty if there is none
     */
    public Optional<Component> component(ComponentId id) {
        return Optional.ofNullable(state.components().get(Require.present("component id", id)));
    }

    /**
     * A service.
     *
     * @param id its id
     * @return the service, or empty if there is none
     */
    public Optional<Service> service(ServiceId id) {
        return Optional.ofNullable(state.services().get(Require.present("service id", id)));
    }

    /**
     * Whether a team, component or service is in the catalog.
     *
     * @param ref the thing
     * @return true if it is
     */
    public boolean contains(Ref ref) {
        return state.contains(Require.present("reference", ref));
    }

    /**
     * The services that are made of a component, others perhaps.
     *
     * @param component the component
     * @return in the order of their ids
     */
    public List<ServiceId> servicesContaining(ComponentId component) {
        Ref ref = known(component.ref());
        return graph.get().neighbours(ref, Direction.DEPENDANTS).stream()
                .filter(user -> user.type().equals(Service.TYPE.name()))
                .map(user -> ServiceId.of(user.id()))
                .filter(id -> service(id)
                        .filter(service -> service.components().contains(component))
                        .isPresent())
                .sorted()
                .toList();
    }

    /**
     * The team that answers for a service or component. A component without an owner of its own belongs to the owner of the services
     * that are made of it, if that is one team.
     *
     * @param ref a service or component
     * @return the team, or empty if nobody answers for it or several might
     * @throws NotFoundException if it is not in the catalog
     */
    public Optional<Team> ownerOf(Ref ref) {
        known(ref);
        if (ref.type().equals(Service.TYPE.name())) {
            return service(ServiceId.of(ref.id())).flatMap(Service::owner).flatMap(this::team);
        }
        ComponentId id = ComponentId.of(ref.id());
        Optional<TeamId> own = component(id).flatMap(Component::owner);
        if (own.isPresent()) {
            return own.flatMap(this::team);
        }
        List<TeamId> owners = servicesContaining(id).stream()
                .flatMap(service -> service(service).flatMap(Service::owner).stream())
                .distinct()
                .toList();
        return owners.size() == 1 ? team(owners.get(0)) : Optional.empty();
    }

    /**
     * What is affected when a service or component fails: everything that rests on it, directly or through others.
     *
     * @param failed what fails
     * @return what is affected
     * @throws NotFoundException if it is not in the catalog
     */
    public Impact impact(Ref failed) {
        known(failed);
        return cache.get(revision, failed, () -> {
            SortedMap<Ref, Integer> affected =
                    new TreeMap<>(graph.get().distances(failed, Direction.DEPENDANTS, Integer.MAX_VALUE));
            affected.remove(failed);
            return new Impact(failed, affected);
        });
    }

    /**
     * What is affected when a component fails.
     *
     * @param failed what fails
     * @return what is affected
     * @throws NotFoundException if it is not in the catalog
     */
    public Impact impact(ComponentId failed) {
        return impact(failed.ref());
    }

    /**
     * Which services are affected when some services or components fail, each at its distance from the nearest of them.
     *
     * @param failed what fails, perhaps nothing
     * @return the services, those that fail themselves included
     * @throws NotFoundException if one of them is not in the catalog
     */
    public BlastRadius blastRadius(Collection<Ref> failed) {
        Map<ServiceId, Integer> nearest = new TreeMap<>();
        for (Ref ref : failed) {
            impact(ref).affected().forEach((affected, distance) -> nearer(nearest, affected, distance));
            nearer(nearest, ref, 0);
        }
        return new BlastRadius(nearest.entrySet().stream()
                .flatMap(entry -> service(entry.getKey()).stream()
                        .map(service ->
                                new BlastRadius.AffectedService(service.id(), service.tier(), entry.getValue())))
                .toList());
    }

    private static void nearer(Map<ServiceId, Integer> nearest, Ref ref, int distance) {
        if (ref.type().equals(Service.TYPE.name())) {
            nearest.merge(ServiceId.of(ref.id()), distance, Math::min);
        }
    }

    /**
     * What a service or component rests on within some hops: where the cause of its trouble may lie. A service is one hop from each of
     * its components.
     *
     * @param start a service or component
     * @param maxHops the greatest distance wanted, at least 0
     * @return distances by thing, the start itself at 0
     * @throws NotFoundException if the start is not in the catalog
     */
    public SortedMap<Ref, Integer> distances(Ref start, int maxHops) {
        return distances(start, Direction.DEPENDENCIES, maxHops);
    }

    /**
     * What lies within some hops of a service or component.
     *
     * @param start a service or component
     * @param direction which way the dependencies are followed
     * @param maxHops the greatest distance wanted, at least 0
     * @return distances by thing, the start itself at 0
     * @throws NotFoundException if the start is not in the catalog
     */
    public SortedMap<Ref, Integer> distances(Ref start, Direction direction, int maxHops) {
        Require.that(maxHops >= 0, "greatest distance", "be at least 0", maxHops);
        return graph.get().distances(known(start), Require.present("direction", direction), maxHops);
    }

    /**
     * The number of hops from one service or component to another.
     *
     * @param from the start
     * @param to the end
     * @param direction which way the dependencies are followed
     * @return 0 if both are the same, empty if there is no way
     * @throws NotFoundException if one of them is not in the catalog
     */
    public OptionalInt distance(Ref from, Ref to, Direction direction) {
        List<Ref> path = path(from, to, direction);
        return path.isEmpty() ? OptionalInt.empty() : OptionalInt.of(path.size() - 1);
    }

    /**
     * A shortest way from one service or component to another; always the same one where there are several.
     *
     * @param from the start
     * @param to the end
     * @param direction which way the dependencies are followed
     * @return the things on the way, both ends included; empty if there is no way
     * @throws NotFoundException if one of them is not in the catalog
     */
    public List<Ref> path(Ref from, Ref to, Direction direction) {
        return graph.get().path(known(from), known(to), Require.present("direction", direction));
    }

    private Ref known(Ref ref) {
        if (!graph.get().contains(Require.present("reference", ref))) {
            throw new NotFoundException(ref);
        }
        return ref;
    }

    @Override
    public String toString() {
        return "catalog at revision " + revision;
    }
}
