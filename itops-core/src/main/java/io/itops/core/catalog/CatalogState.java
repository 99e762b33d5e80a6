package io.itops.core.catalog;

import io.itops.core.ComponentId;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything in a catalog. Nothing in it is ever changed: a {@link Draft} makes the next one. */
record CatalogState(
        SortedMap<TeamId, Team> teams,
        SortedMap<ComponentId, Component> components,
        SortedMap<ServiceId, Service> services,
        SortedMap<Ref, SortedSet<Ref>> dependencies) {
    static final CatalogState EMPTY =
            new CatalogState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    CatalogState {
        teams = copy(teams);
        components = copy(components);
        services = copy(services);
        SortedMap<Ref, SortedSet<Ref>> sets = new TreeMap<>();
        dependencies.forEach((from, on) -> sets.put(from, Collections.unmodifiableSortedSet(new TreeSet<>(on))));
        dependencies = Collections.unmodifiableSortedMap(sets);
    }

    private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    boolean contains(Ref ref) {
        if (ref.type().equals(Service.TYPE.name())) {
            return services.containsKey(ServiceId.of(ref.id()));
        }
        if (ref.type().equals(Component.TYPE.name())) {
            return components.containsKey(ComponentId.of(ref.id()));
        }
        return ref.type().equals(Team.TYPE.name()) && teams.containsKey(TeamId.of(ref.id()));
    }
}
