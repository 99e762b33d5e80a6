package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidDefinitionException.Problem;
import io.itops.core.LimitExceededException;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.SafeText;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.record.RecordType;
import io.itops.core.record.Tree;
import io.itops.core.store.UnitOfWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a catalog in the making: what the catalog will be, and what has to be written for it. It decides from the state alone; a
 * step that changes nothing leaves no trace. Confined to one thread.
 */
final class Draft {
    static final int MAX_NODES = 100_000;

    private final TreeMap<TeamId, Team> teams;
    private final TreeMap<ComponentId, Component> components;
    private final TreeMap<ServiceId, Service> services;
    private final TreeMap<Ref, SortedSet<Ref>> dependencies;
    private final Map<Ref, Consumer<UnitOfWork>> writes = new LinkedHashMap<>();
    private final List<Consumer<UnitOfWork>> events = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Draft(CatalogState base) {
        teams = new TreeMap<>(base.teams());
        components = new TreeMap<>(base.components());
        services = new TreeMap<>(base.services());
        dependencies = new TreeMap<>(base.dependencies());
    }

    boolean changes() {
        return !writes.isEmpty();
    }

    /** The next state. */
    CatalogState state() {
        return new CatalogState(teams, components, services, dependencies);
    }

    /** Refuses the edit as a whole if any of its steps named something that is not there, or it makes the catalog too large. */
    void check(String what) {
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException(what, problems);
        }
        int nodes = components.size() + services.size();
        if (nodes > MAX_NODES) {
            throw new LimitExceededException("services and components of the catalog", MAX_NODES, nodes);
        }
    }

    /** What is written or removed. */
    SortedSet<Ref> written() {
        return new TreeSet<>(writes.keySet());
    }

    void writeTo(UnitOfWork unit) {
        writes.values().forEach(write -> write.accept(unit));
        events.forEach(event -> event.accept(unit));
    }

    void define(Team team) {
        if (!team.equals(teams.put(team.id(), team))) {
            defined(Team.TYPE, team, team.name());
        }
    }

    void define(Component component) {
        component.owner().ifPresent(owner -> mustExist(component.id().ref(), "owner", owner.ref()));
        if (!component.equals(components.put(component.id(), component))) {
            defined(Component.TYPE, component, component.name());
        }
    }

    void define(Service service) {
        Ref ref = service.id().ref();
        service.owner().ifPresent(owner -> mustExist(ref, "owner", owner.ref()));
        service.components().forEach(component -> mustExist(ref, "component", component.ref()));
        if (!service.equals(services.put(service.id(), service))) {
            defined(Service.TYPE, service, service.name());
        }
    }

    void add(Dependency dependency) {
        Ref from = dependency.from();
        mustExist(from, "dependant", from);
        mustExist(from, "dependency", dependency.on());
        SortedSet<Ref> on = new TreeSet<>(dependencies.getOrDefault(from, new TreeSet<>()));
        if (on.add(dependency.on())) {
            if (on.size() > Dependencies.MAX) {
                throw new LimitExceededException("dependencies of " + from, Dependencies.MAX, on.size());
            }
            dependencies.put(from, on);
            writeDependencies(from);
            event("catalog.dependency-added", dependency, "now depends on");
        }
    }

    void remove(Dependency dependency) {
        Ref from = dependency.from();
        SortedSet<Ref> on = new TreeSet<>(dependencies.getOrDefault(from, new TreeSet<>()));
        if (!on.remove(dependency.on())) {
            throw new NotFoundException(Dependencies.typeOf(from).ref(from.id()));
        }
        dependencies.put(from, on);
        if (on.isEmpty()) {
            dependencies.remove(from);
        }
        writeDependencies(from);
        event("catalog.dependency-removed", dependency, "no longer depends on");
    }

    void remove(TeamId team) {
        refuse(
                team.ref(),
                "owned-by",
                Stream.concat(
                        components.values().stream()
                                .filter(component -> component.owner().equals(Optional.of(team)))
                                .map(component -> component.id().ref()),
                        services.values().stream()
                                .filter(service -> service.owner().equals(Optional.of(team)))
                                .map(service -> service.id().ref())));
        removed(Team.TYPE, team.ref(), teams.remove(team));
    }

    void remove(ComponentId component) {
        refuse(
                component.ref(),
                "depended-on",
                Stream.concat(
                        dependants(component.ref()),
                        services.values().stream()
                                .filter(service -> service.components().contains(component))
                                .map(service -> service.id().ref())));
        removed(Component.TYPE, component.ref(), components.remove(component));
    }

    void remove(ServiceId service) {
        refuse(service.ref(), "depended-on", dependants(service.ref()));
        removed(Service.TYPE, service.ref(), services.remove(service));
    }

    private Stream<Ref> dependants(Ref on) {
        return dependencies.entrySet().stream()
                .filter(entry -> entry.getValue().contains(on))
                .map(Map.Entry::getKey);
    }

    private static void refuse(Ref subject, String code, Stream<Ref> users) {
        List<Reason> reasons = users.sorted()
                .distinct()
                .map(user -> Reason.of(code, user + " needs it"))
                .toList();
        if (!reasons.isEmpty()) {
            throw new RefusedException(subject, "removal", reasons);
        }
    }

    private void mustExist(Ref subject, String role, Ref ref) {
        boolean there = switch (ref.type()) {
            case "team" -> teams.containsKey(TeamId.of(ref.id()));
            case "component" -> components.containsKey(ComponentId.of(ref.id()));
            default -> services.containsKey(ServiceId.of(ref.id()));
        };
        if (!there) {
            problems.add(new Problem(role + " of " + subject, "be in the catalog", ref.toString()));
        }
    }

    private <T> void defined(RecordType<T> type, T value, String name) {
        Ref ref = type.refOf(value);
        writes.put(ref, unit -> put(unit, type, value));
        Tree.Obj data = type.shape().write(value);
        events.add(unit -> unit.event("catalog.defined", List.of(ref), line(ref + " defined: " + name), data));
    }

    private <T> void removed(RecordType<T> type, Ref ref, @Nullable T value) {
        if (value == null) {
            throw new NotFoundException(ref);
        }
        writes.put(ref, unit -> remove(unit, type, ref.id()));
        if (dependencies.remove(ref) != null) {
            writeDependencies(ref);
        }
        Tree.Obj data = type.shape().write(value);
        events.add(unit -> unit.event("catalog.removed", List.of(ref), line(ref + " removed"), data));
    }

    private void event(String eventType, Dependency dependency, String verb) {
        events.add(unit -> unit.event(
                eventType,
                List.of(dependency.from(), dependency.on()),
                line(dependency.from() + " " + verb + " " + dependency.on()),
                Tree.Obj.of(Map.of())));
    }

    /** Names may hold what breaks a line, and two ids of full length with a verb between them are longer than a summary may be. */
    private static String line(String text) {
        return SafeText.shorten(SafeText.oneLine(text), 500);
    }

    /** What is written is what the draft holds when it is written, so a thing with many new dependencies is written once. */
    private void writeDependencies(Ref from) {
        RecordType<Dependencies> type = Dependencies.typeOf(from);
        writes.put(type.ref(from.id()), unit -> {
            SortedSet<Ref> on = dependencies.get(from);
            if (on == null) {
                remove(unit, type, from.id());
            } else {
                put(unit, type, new Dependencies(from, List.copyOf(on)));
            }
        });
    }

    /** Reads before it writes: the unit then knows the version to write over. */
    private static <T> void put(UnitOfWork unit, RecordType<T> type, T value) {
        unit.find(type, type.refOf(value).id());
        unit.put(type, value);
    }

    private static void remove(UnitOfWork unit, RecordType<?> type, String id) {
        if (unit.find(type, id).isPresent()) {
            unit.remove(type, id);
        }
    }
}
